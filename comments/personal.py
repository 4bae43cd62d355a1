"""What is one reader's own in a thread that is the same for everyone."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    PositiveIntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django_comments.models import CommentFlag

from accounts.models import User
from comments import shadow
from comments.actions import editable_until
from comments.models import Comment, latest_reason, unread_replies
from comments.permissions import may_moderate
from comments.reactions import flags_of_reactions

# Own comments and those agreed with, the latest: nobody has more in one thread.
TOLD_AT_MOST = 1000


class _Row(NamedTuple):
    """A comment of the reader's own or, without a state, one that they agree with."""

    pk: int
    state: str
    number: int | None
    text_html: str
    reason: str | None
    in_reply_to_id: int | None
    posted_at: datetime | None
    author_name: str


def in_thread(
    post_id: int, user: User | None, remembered: list[int]
) -> tuple[list[dict[str, Any]], list[int]]:
    """The reader's own comments under a post, and those that they agree with.

    ``remembered``: what the browser of a guest sent lately. One query.
    """
    written = Q(author=None, pk__in=remembered)
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
    flags = CommentFlag.objects.filter(user=user, flag__in=flags_of_reactions())
    there = Comment.objects.filter(post=post_id).values("pk")
    empty = (
        Value("", TextField()),
        Value(None, PositiveIntegerField()),
        Value("", TextField()),
        Value(None, TextField()),
        Value(None, BigIntegerField()),
        Value(None, DateTimeField()),
        Value("", TextField()),
    )
    rows: QuerySet[CommentFlag, Any] = flags.filter(comment__in=there)
    return rows.values_list("comment_id", *empty)


def _told(row: _Row) -> dict[str, Any]:
    state, reason = shadow.as_told(row.state, row.reason or "")
    in_shadow = row.posted_at if state != row.state else None
    return {
        "id": row.pk,
        "state": state,
        "number": row.number,
        "name": row.author_name,
        "html": row.text_html,
        "looks": in_shadow and shadow.looks_of(row.author_name, in_shadow),
        "reason": reason,
        "reply_to": row.in_reply_to_id,
        "editable_until": row.posted_at and editable_until(row.state, row.posted_at),
    }


def standing(user: User, post_id: int | None) -> tuple[bool, int]:
    """Whether ``user`` moderates the thread, and how much waits in the inbox.

    One query.
    """
    rows = User.objects.filter(pk=user.pk).annotate(
        moderates=ExpressionWrapper(may_moderate(post_id), output_field=BooleanField()),
        unread=unread_replies(),
    )
    found = rows.values_list("moderates", "unread").first()
    return found or (False, 0)
