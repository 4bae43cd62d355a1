"""What the links in mails about a thread lead to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import actions


# Mail programs send this POST by themselves (RFC 8058): the key is the permission.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then send no more mails of a thread to whoever got this link."""
    if request.method == "POST":
        post = actions.mute_thread(key, request=request)
        return render(request, "comments/muted.html", {"post": post})
    post = actions.followed_thread(key)
    status = 200 if post else 404
    return render(request, "comments/mute.html", {"post": post}, status=status)
