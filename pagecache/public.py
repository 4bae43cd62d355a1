"""A public page is the same bytes for everyone, so that caches may keep it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
PublicView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# A browser asks every time (and mostly hears 304): a writer meets the own comment.
BROWSERS = "public, max-age=0, must-revalidate"
# Seconds that shared caches keep a page, and serve it on while they fetch a new one.
KEPT_FOR, SERVED_STALE_FOR = 60, 600
SHARED_CACHES = {
    "CDN-Cache-Control": (
        f"public, s-maxage={KEPT_FOR}, stale-while-revalidate={SERVED_STALE_FOR}"
    ),
    "Surrogate-Control": (
        f"max-age={KEPT_FOR}, stale-while-revalidate={SERVED_STALE_FOR}"
    ),
}


# What CookielessMiddleware finds on the answer.
FOR_EVERYONE = "is_for_everyone"


def public_page(view: View[P]) -> PublicView[P]:
    """Let caches keep what ``view`` answers; 304 to those who have it already.

    GET and HEAD only. A page that asked who is reading is a mistake of ours: it is
    sent to that reader alone and reported in the log. Redirects and errors pass as
    they are.
    """

    @require_safe
    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        # A broken token cookie would get a new one, for a page that shows no form.
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        if _is_personal(request, response):
            logger.error("%s is no public page: it asked who reads it.", request.path)
            response.headers["Cache-Control"] = "private, no-store"
            return response
        return _kept(request, response)

    return answer


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a cookie was read, or one is about to be set."""
    return bool(
        request.session.accessed
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        or response.cookies
        or "cookie" in response.headers.get("Vary", "").lower()
    )


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
    response.headers["ETag"] = f'"{digest}"'
    modified = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    found = get_conditional_response(
        request, response.headers["ETag"], modified, response=response
    )
    found = found or response
    setattr(found, FOR_EVERYONE, True)
    found.headers["Cache-Control"] = BROWSERS
    for name, value in SHARED_CACHES.items():
        found.headers[name] = value
    return found
