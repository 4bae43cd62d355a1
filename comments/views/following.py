"""What the links in mails lead to, and the page where members choose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import actions
from mail.models import Subscription


# Mail programs send this POST by themselves (RFC 8058): the key is the permission.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then send no more mails to whoever got this link, or one a day."""
    found = Subscription.objects.filter(key=key).first()
    told_of = actions.told_of(found) if found else ""
    context = {"subscription": found, "told_of": told_of}
    if request.method != "POST":
        status = 200 if found else 404
        return render(request, "comments/mute.html", context, status=status)
    if found and request.POST.get("pace") == Subscription.Pace.DAILY:
        actions.change_pace(found, Subscription.Pace.DAILY)
        return render(request, "comments/muted.html", context | {"is_daily": True})
    actions.stop_mails(key, request=request)
    return render(request, "comments/muted.html", context)
