"""A member's own account; the pages about signing in are allauth's."""

from __future__ import annotations

from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.member_forms import ProfileForm
from accounts.models import User
from images.pictures import Picture


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and where to change what."""
    return render(request, "account/index.html")


@never_cache
@login_required
@rate_limit(action="change_profile")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """The name and the picture that others see."""
    user: Any = request.user
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*sent, user=user)
    if form.is_valid():
        _change(user, **form.cleaned_data)
        messages.success(request, "This is how others see you now.")
        return redirect("account_profile")
    status = 422 if form.is_bound else 200
    return render(request, "account/profile.html", {"form": form}, status=status)


def _change(
    user: User, *, name: str, picture: Picture | None, removes: bool = False
) -> None:
    if name != user.name:
        actions.rename(user, name)
    if picture is not None or removes:
        actions.change_avatar(user, picture)
