"""What the queue says beside each comment of its writer's others.

Of the latest fifty of each: a regular has twenty thousand, and the queue fifty rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    PositiveIntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Lower
from django_comments.models import Comment as LibraryComment

from comments.models import Ban, Comment, Note

Rows = QuerySet[Any, Any]

LOOKED_AT = 50
# From a row of the package to ours.
OURS = "xtdcomment__masthead_comment__"


class _Counted(Subquery):
    """Of the rows of a subquery: all, public, gone and reported ones, and names."""

    # One text, so that the rows are gone through once.
    template = """(
        SELECT COUNT(*)
            || ' ' || SUM(CASE WHEN state = 'public' THEN 1 ELSE 0 END)
            || ' ' || SUM(CASE WHEN state IN ('removed', 'spam') THEN 1 ELSE 0 END)
            || ' ' || SUM(CASE WHEN report_count > 0 THEN 1 ELSE 0 END)
            || ' ' || COUNT(DISTINCT author_name)
        FROM (%(subquery)s) AS latest
    )"""
    output_field = CharField()


class _Names(Subquery):
    """How many names the rows of a subquery have."""

    template = "(SELECT COUNT(DISTINCT author_name) FROM (%(subquery)s) AS latest)"
    output_field = PositiveIntegerField()


class Writer(NamedTuple):
    """Who wrote a comment, as far as it can be told: by account, else by e-mail."""

    author_id: int | None
    email: str


@dataclass(frozen=True)
class Tally:
    """How the latest comments of a writer ended. ``first_seen``: aware."""

    total: int = 0
    public: int = 0
    gone: int = 0
    reported: int = 0
    names: int = 0
    first_seen: datetime | None = None
    # Of others, under the IP address of this comment; for those who see addresses.
    names_there: int = 0
    notes: int = 0
    bans: tuple[str, ...] = ()

    @property
    def is_capped(self) -> bool:
        """Whether there may be more than was looked at."""
        return self.total == LOOKED_AT


def tallies_of(pks: Iterable[int], *, with_addresses: bool) -> dict[int, Tally]:
    """By the keys of the comments of one page; four queries, two without addresses."""
    rows = Comment.objects.filter(pk__in=pks).order_by()
    who = rows.values_list("pk", "author_id", Lower("user_email"), "ip_address")
    found = {pk: (Writer(author, email), ip) for pk, author, email, ip in who}
    # Each writer and each address is looked at once, by one of its comments.
    by_writer = {writer: pk for pk, (writer, _) in found.items()}
    by_address = {ip: pk for pk, (_, ip) in found.items() if ip}
    counted = _of_writers(by_writer.values())
    if not with_addresses:
        return {pk: counted[by_writer[writer]] for pk, (writer, _) in found.items()}
    there = _names_at(by_address.values())
    notes, bans = _notes_about(by_writer), _bans_of(by_writer)
    return {
        pk: replace(
            counted[by_writer[writer]],
            names_there=max(0, there.get(by_address.get(ip), 1) - 1),
            notes=notes[_key(writer)],
            bans=tuple(bans.get(_key(writer), ())),
        )
        for pk, (writer, ip) in found.items()
    }


def _of_writers(pks: Iterable[int]) -> dict[int, Tally]:
    members = Comment.objects.filter(author=OuterRef("author"))
    guests = _by_library(email_in_lower_case=Lower(OuterRef("user_email")), author=None)
    is_member, is_nobody = Q(author__isnull=False), Q(user_email="")
    rows = Comment.objects.filter(pk__in=pks).order_by()
    counted = rows.annotate(
        counted=Case(
            When(is_member, then=_Counted(_latest(members, "-posted_at"))),
            When(is_nobody, then=Value("1 0 0 0 1")),
            default=_Counted(_latest(guests, "-id")),
        ),
        first_seen=Case(
            When(is_member, then=_first(members, "posted_at", "posted_at")),
            When(is_nobody, then=F("posted_at")),
            default=_first(guests, "id", f"{OURS}posted_at"),
        ),
    )
    return {
        pk: Tally(*map(int, text.split()), first_seen=first_seen)
        for pk, text, first_seen in counted.values_list("pk", "counted", "first_seen")
    }


def _names_at(pks: Iterable[int]) -> dict[int | None, int]:
    """How many names the IP address of each comment has."""
    there = _by_library(ip_address=OuterRef("ip_address"))
    rows = Comment.objects.filter(pk__in=pks).order_by()
    names = rows.annotate(names=_Names(_latest(there, "-id")))
    return dict(names.values_list("pk", "names"))


def _by_library(**wanted: Any) -> Rows:
    """Comments as the package's rows: in the order of their keys by its indexes."""
    rows = LibraryComment.objects.annotate(
        state=F(f"{OURS}state"),
        report_count=F(f"{OURS}report_count"),
        author_name=F(f"{OURS}author_name"),
        author=F(f"{OURS}author"),
    )
    return rows.alias(email_in_lower_case=Lower("user_email")).filter(**wanted)


def _latest(rows: Rows, order: str) -> Rows:
    columns = rows.order_by(order).values("state", "report_count", "author_name")
    return columns[:LOOKED_AT]


def _first(rows: Rows, order: str, column: str) -> Subquery:
    return Subquery(rows.order_by(order).values(column)[:1])


def _key(writer: Writer) -> int | str:
    return writer.author_id or writer.email


def _notes_about(writers: Iterable[Writer]) -> Counter[int | str]:
    """How many notes there are, by account or e-mail in lower case."""
    about = Note.objects.alias(lower=Lower("email")).filter(_naming(writers))
    rows = about.order_by().values_list("user_id", Lower("email"))
    return Counter(user_id or email for user_id, email in rows)


def _bans_of(writers: Iterable[Writer]) -> dict[int | str, list[str]]:
    """What is in force, by account or e-mail in lower case; ranges are not looked at."""
    about = Ban.objects.in_force().alias(lower=Lower("email")).filter(_naming(writers))
    found: dict[int | str, list[str]] = {}
    for ban in about.annotate(email_in_lower_case=Lower("email")):
        for key in filter(None, (ban.user_id, ban.email_in_lower_case)):
            found.setdefault(key, []).append(ban.get_kind_display())
    return found


def _naming(writers: Iterable[Writer]) -> Q:
    members = [writer.author_id for writer in writers if writer.author_id]
    guests = [writer.email for writer in writers if writer.email]
    return Q(user__in=members) | Q(lower__in=guests)
