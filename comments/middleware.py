"""Keeps the readable marker beside the cookie that says who somebody is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from comments.visitors import keep_marker


class MarkerMiddleware:
    """Lets scripts know that /me.json has something to say, and no more than that.

    Stands around the sessions, whose cookie it follows, and inside what takes cookies
    off public pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        keep_marker(request, response)
        return response
