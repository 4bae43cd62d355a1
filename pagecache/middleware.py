"""Keeps what others would add away from public pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pagecache.public import FOR_EVERYONE


class CookielessMiddleware:
    """Sets no cookie with a public page, not even one that takes a stale one back.

    Sessions answer a key that is none with a deleted cookie, which a shared cache would
    hand to everybody. Stands before them in the list.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(response, FOR_EVERYONE, False):
            response.cookies.clear()
            names = response.headers.get("Vary", "").split(",")
            kept = [name.strip() for name in names if name.strip().lower() != "cookie"]
            response.headers["Vary"] = ", ".join(filter(None, kept))
            if not response.headers["Vary"]:
                del response.headers["Vary"]
        return response
