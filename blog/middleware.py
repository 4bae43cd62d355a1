"""Addresses of old lead to where the thing is now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from blog.models import Redirect


class RedirectMiddleware:
    """Answer 301 instead of 404 for an address that a Redirect knows.

    The short addresses ("/?p=123") are those of the front page, so they are looked up
    before it is drawn.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        is_short = request.path == "/" and Redirect.SHORT & request.GET.keys()
        response = None if is_short else self.get_response(request)
        is_missing = response is None or response.status_code == 404
        if is_missing and (target := Redirect.objects.find(request.get_full_path())):
            return HttpResponsePermanentRedirect(target)
        return response or self.get_response(request)
