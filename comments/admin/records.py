"""What is on record about a commenter: to decide about this comment by the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Min, Q

from comments.commenters import Commenter
from comments.models import Comment
from comments.querysets import CommentQuerySet

State = Comment.State
NAMES_SHOWN = 6


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
    writer = Commenter.of(comment)
    rows = writer.comments if writer else Comment.objects.filter(pk=comment.pk)
    record = record_of_rows(rows)
    if not (with_addresses and comment.ip_address):
        return record
    there = names_at([comment.ip_address])
    others = [name for name in there if name != comment.author_name]
    return replace(record, names_there=others)


def record_of_rows(rows: CommentQuerySet) -> CommenterRecord:
    """How the comments of one writer ended: one query."""
    counted = rows.aggregate(
        public=Count("pk", Q(state=State.PUBLIC)),
        held=Count("pk", Q(state=State.HELD)),
        removed=Count("pk", Q(state=State.REMOVED, deleted_at=None)),
        spam=Count("pk", Q(state=State.SPAM)),
        reported=Count("pk", Q(report_count__gt=0)),
        first_seen=Min("posted_at"),
    )
    return CommenterRecord(**counted, names_there=[])


def names_at(addresses: list[str]) -> list[str]:
    """The first few names under IP addresses, in their order."""
    rows = Comment.objects.filter(ip_address__in=addresses).order_by("author_name")
    names = rows.values_list("author_name", flat=True).distinct()
    return list(names[:NAMES_SHOWN])
