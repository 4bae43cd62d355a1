"""What is on record about a commenter: to decide about this comment by the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from comments.models import Comment
from comments.querysets import CommentQuerySet

State = Comment.State
NAMES_SHOWN = 5


@dataclass(frozen=True)
class CommenterRecord:
    """How many comments came to which end, and since when. ``first_seen``: aware."""

    public: int
    held: int
    removed: int
    spam: int
    reported: int
    first_seen: datetime | None
    # Other names under the same IP address, for those who may see addresses.
    names_there: list[str]


def record_of(comment: Comment, *, with_addresses: bool) -> CommenterRecord:
    """The record of the comment's writer: of the account, or the e-mail address.

    One query, and one more for the names. A guest without an address (an import may
    have none) is judged by this comment alone.
    """
    counted = _by_writer_of(comment).aggregate(
        public=Count("pk", Q(state=State.PUBLIC)),
        held=Count("pk", Q(state=State.HELD)),
        removed=Count("pk", Q(state=State.REMOVED, deleted_at=None)),
        spam=Count("pk", Q(state=State.SPAM)),
        reported=Count("pk", Q(report_count__gt=0)),
        first_seen=Min("posted_at"),
    )
    names = _other_names_at(comment) if with_addresses else []
    return CommenterRecord(**counted, names_there=names)


def _by_writer_of(comment: Comment) -> CommentQuerySet:
    rows: CommentQuerySet = Comment.objects.order_by()
    if comment.author_id:
        return rows.filter(author=comment.author_id)
    if comment.user_email:
        return rows.filter(author=None).written_from(comment.user_email)
    return rows.filter(pk=comment.pk)


def _other_names_at(comment: Comment) -> list[str]:
    if not comment.ip_address:
        return []
    rows = Comment.objects.filter(ip_address=comment.ip_address)
    others = rows.exclude(author_name=comment.author_name).order_by("author_name")
    names = others.values_list("author_name", flat=True).distinct()
    return list(names[:NAMES_SHOWN])
