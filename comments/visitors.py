"""Who sends a request: the address it comes from, and a guest's own comments."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.models import User
from accounts.visitors import client_address
from comments.models import Comment

__all__ = ["client_address", "is_own", "own_comments", "remember_own_comment"]

COOKIE = "own_comments"
# Says to scripts that somebody is known, not who: what tells that they can't read.
MARKER = "known"
# Guests see their own held comment for a while: without it they post again.
OWN_COMMENTS_KNOWN_FOR = timedelta(hours=24)
REMEMBERED_AT_MOST = 20


def own_comments(request: HttpRequest) -> list[int]:
    """The comments that this browser posted lately, the latest last."""
    try:
        value = request.get_signed_cookie(
            COOKIE, default="", salt=COOKIE, max_age=OWN_COMMENTS_KNOWN_FOR
        )
    except signing.BadSignature:
        return []
    return [int(pk) for pk in (value or "").split(".") if pk]


def remember_own_comment(
    request: HttpRequest, response: HttpResponse, comment: Comment
) -> None:
    """Let this browser, and no other, see ``comment`` while it is not public."""
    pks = [*own_comments(request), comment.pk][-REMEMBERED_AT_MOST:]
    response.set_signed_cookie(
        COOKIE,
        ".".join(map(str, pks)),
        salt=COOKIE,
        max_age=OWN_COMMENTS_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    _set_marker(response, OWN_COMMENTS_KNOWN_FOR)


def keep_marker(request: HttpRequest, response: HttpResponseBase) -> None:
    """Set or take back the marker where the cookie of the session is set or taken back.

    Who was signed in before there was a marker gets it with the next personal page.
    """
    session = request.session
    changes = settings.SESSION_COOKIE_NAME in response.cookies
    if not changes and (MARKER in request.COOKIES or not session.accessed):
        return
    if SESSION_KEY in session:
        lasts = not session.get_expire_at_browser_close()
        _set_marker(response, session.get_expiry_age() if lasts else None)
    elif MARKER in request.COOKIES and not own_comments(request):
        response.delete_cookie(MARKER, samesite="Lax")


def _set_marker(response: HttpResponseBase, max_age: timedelta | int | None) -> None:
    response.set_cookie(
        MARKER,
        "1",
        max_age=max_age,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def is_own(request: HttpRequest, comment: Comment) -> bool:
    """Whether the visitor wrote ``comment``."""
    if isinstance(request.user, User) and comment.author_id == request.user.pk:
        return True
    # Once a member has claimed it, it is that account's alone.
    return comment.author_id is None and comment.pk in own_comments(request)
