"""A member's own account; the pages about signing in are allauth's."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and where to change what."""
    return render(request, "account/index.html")
