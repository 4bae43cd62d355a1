"""What is one reader's alone on pages that are the same for everyone."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    PositiveIntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_comments.models import CommentFlag
from django_comments_xtd.models import LIKEDIT_FLAG

from accounts.models import User
from comments.limits import limited, place
from comments.models import Comment, latest_reason
from comments.permissions import may_moderate
from comments.visitors import MARKER, own_comments

# Own comments and those agreed with, the latest: nobody has more in one thread.
TOLD_AT_MOST = 1000
# Words that are not the comment's: spam is not told that it was found out.
SAID_TO_WRITER = {"spam": "held"}


@never_cache
@require_safe
@limited("me-place", place, methods=("GET",))
def me(request: HttpRequest) -> HttpResponse:
    """Who is reading, and what is theirs in the thread of ?post=; four queries.

    Scripts ask for it where the marker cookie is, once a page.
    """
    user = request.user if isinstance(request.user, User) else None
    wanted = request.GET.get("post", "")
    post_id = int(wanted) if wanted.isdecimal() and len(wanted) < 19 else None
    own, reacted = _in_thread(request, user, post_id) if post_id else ([], [])
    moderates, unread = _standing(user, post_id) if user else (False, 0)
    known: dict[str, Any] = {"name": user.get_full_name() if user else None, "own": own}
    known |= {"reacted": reacted, "moderates": moderates, "unread": unread}
    response = JsonResponse(known | {"token": get_token(request)})
    if user is None and not own_comments(request):
        response.delete_cookie(MARKER, samesite="Lax")
    return response


class _Row(NamedTuple):
    """A comment of the reader's own or, without a state, one that they agree with."""

    pk: int
    state: str
    number: int | None
    text_html: str
    reason: str | None
    in_reply_to_id: int | None


def _in_thread(
    request: HttpRequest, user: User | None, post_id: int
) -> tuple[list[dict[str, Any]], list[int]]:
    """The reader's own comments under a post, and those that they agree with."""
    written = Q(author=None, pk__in=own_comments(request))
    if user is not None:
        written |= Q(author=user)
    comments = Comment.objects.filter(written, post=post_id)
    # What everybody sees stands on the page already.
    seen = When(state="public", then=Value(""))
    unseen = Case(seen, default=F("body_html"), output_field=TextField())
    rows = comments.annotate(text_html=unseen, reason=latest_reason()).values_list(
        *_Row._fields
    )
    if user is not None:
        rows = rows.union(_reacted(user, post_id), all=True)
    found = [_Row(*row) for row in rows.order_by("-pk")[:TOLD_AT_MOST]]
    own = [_told(row) for row in found if row.state]
    return own, [row.pk for row in found if not row.state]


def _reacted(user: User, post_id: int) -> QuerySet[CommentFlag, Any]:
    """The comments under a post that ``user`` agrees with, in the columns of _Row."""
    flags = CommentFlag.objects.filter(user=user, flag=LIKEDIT_FLAG)
    there = Comment.objects.filter(post=post_id).values("pk")
    text, number = (
        {"output_field": TextField()},
        {"output_field": PositiveIntegerField()},
    )
    rows: QuerySet[CommentFlag, Any] = flags.filter(comment__in=there).values_list(
        "comment_id",
        Value("", **text),
        Value(None, **number),
        Value("", **text),
        Value(None, **text),
        Value(None, output_field=BigIntegerField()),
    )
    return rows


def _told(row: _Row) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": SAID_TO_WRITER.get(row.state, row.state),
        "number": row.number,
        "html": row.text_html,
        "reason": row.reason or "",
        "reply_to": row.in_reply_to_id,
        "editable_until": None,
    }


def _standing(user: User, post_id: int | None) -> tuple[bool, int]:
    """Whether ``user`` moderates the thread, and how much waits in the inbox."""
    rows = User.objects.filter(pk=user.pk).annotate(
        moderates=ExpressionWrapper(may_moderate(post_id), output_field=BooleanField()),
        unread=Value(0),
    )
    found = rows.values_list("moderates", "unread").first()
    return found or (False, 0)
