"""A member makes earlier comments, written as a guest, their own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import actions
from comments.views.flagging import member_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Say how many there are, then claim them."""
    member = member_of(request)
    if request.method == "POST":
        count = actions.claim(member)
        messages.success(request, f"Comments that are yours now: {count}.")
        return redirect("comments-claim")
    context = {"count": actions.claimable(member)}
    return render(request, "comments/claim.html", context)
