"""Addresses of old lead to where the thing is now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from blog.old_addresses import is_named_by_query, moved_to
from images.old_paths import upload_at


class RedirectMiddleware:
    """Answer 301 instead of 404 for an address that led somewhere once.

    The short addresses ("/?p=123") are those of the front page, so they are looked up
    before it is drawn.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        is_short = is_named_by_query(request.path, set(request.GET))
        response = None if is_short else self.get_response(request)
        if target := _moved_to(request, response):
            return HttpResponsePermanentRedirect(target)
        return response or self.get_response(request)


def _moved_to(request: HttpRequest, response: HttpResponse | None) -> str | None:
    """Where what was at the requested address is now; None: nowhere, or it is there."""
    is_missing = response is None or response.status_code == 404
    if is_missing and (target := moved_to(request.get_full_path())):
        return target
    # To the name of a file Django would add the slash that pages end with.
    if is_missing or (response and response.status_code == 301):
        upload = upload_at(request.path)
        return upload.get_absolute_url() if upload else None
    return None
