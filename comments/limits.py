"""How often one person, or one network, may do something; who does more is asked to wait.

Counted before the view and without the database. Moderators are exempt.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from accounts.models import User
from accounts.visitors import place_of
from comments.permissions import moderates
from comments.tallies import tally
from comments.visitors import client_address

logger = logging.getLogger(__name__)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Who = Callable[[HttpRequest], str]


def person(request: HttpRequest) -> str:
    """The account; of a guest the e-mail address that was sent, else the network."""
    if isinstance(request.user, User):
        return f"user {request.user.pk}"
    email = request.POST.get("email", "").strip().lower()
    return f"mail {email}" if email else place(request)


def account_or_place(request: HttpRequest) -> str:
    """The account, else the network: where no form asks for an e-mail address."""
    is_known = isinstance(request.user, User)
    return person(request) if is_known else place(request)


def place(request: HttpRequest) -> str:
    """The IP address, of IPv6 its network of /64; empty if the connection has none."""
    found = place_of(client_address(request))
    return f"place {found}" if found else ""


def limited(
    name: str, by: Who, *, methods: tuple[str, ...] = ("POST",)
) -> Callable[[View[P]], View[P]]:
    """Let ``by`` through as often as MASTHEAD_RATE_LIMITS says under ``name``.

    Others get 429 with Retry-After: JSON if they ask for it, else a page with the
    comment that they sent. ``by=place`` reads no session, as public pages need it.
    """

    def limit(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            # To answer HEAD costs as much as GET.
            method = "GET" if request.method == "HEAD" else request.method
            wait = _seconds_to_wait(request, name, by) if method in methods else 0
            if wait and not moderates(request.user):
                return too_many(request, wait)
            return view(request, *args, **kwargs)

        return answer

    return limit


def limited_writing(view: View[P]) -> View[P]:
    """As often as one person, and one network, may post; previews count apart."""
    by_person = limited("post", person)(limited("post-place", place)(view))
    previewed = limited("preview", person)(limited("preview-place", place)(view))

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        chosen = previewed if "preview" in request.POST else by_person
        return chosen(request, *args, **kwargs)

    return answer


def _seconds_to_wait(request: HttpRequest, name: str, by: Who) -> int:
    """0: none. A cache that is down limits nobody: better too much than nothing."""
    limit = settings.MASTHEAD_RATE_LIMITS[name]
    if limit is None or not (who := by(request)):
        return 0
    most, seconds = limit
    try:
        count, left = tally(f"{name} {who}", seconds=seconds)
    except Exception:  # each cache fails in its own way
        logger.exception("The cache can't count, so nobody is limited.")
        return 0
    return left if count > most else 0


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429; ``wait``: seconds until another try makes sense."""
    said = f"That was a lot in a short time. Please try again in {in_words(wait)}."
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"said": said}, status=429)
    else:
        context = {"said": said, "typed": request.POST.get("comment", "")}
        response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response


def in_words(seconds: int) -> str:
    """``40 seconds``, ``1 minute``, ``7 minutes``; never less than there is."""
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
