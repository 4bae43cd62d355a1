"""Who sends a request: the address it comes from, and a guest's own comments."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.visitors import client_address
from comments.models import Comment

__all__ = ["client_address", "is_own", "own_comments", "remember_own_comment"]

COOKIE = "own_comments"
# Only our uncached pages below this path ever see the cookie.
COOKIE_PATH = "/comments/"
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
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_own(request: HttpRequest, comment: Comment) -> bool:
    """Whether the visitor wrote ``comment``."""
    if isinstance(request.user, User) and comment.author_id == request.user.pk:
        return True
    return comment.pk in own_comments(request)
