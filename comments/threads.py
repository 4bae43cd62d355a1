"""Reads a page of a thread, or of a branch, with one query; one loop draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from html import escape
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Count, Subquery
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from blog.markup import vouch
from blog.models import Post
from comments.lately import EXCERPT_HTML_LENGTH, excerpt_of
from comments.marks import NO_MARKS, Featured, Marks, Signpost, marks_of
from comments.models import DELETED_BY_WRITER, Comment
from comments.paths import KEY_WIDTH, ancestors_of, level_of, pk_of
from comments.querysets import CommentQuerySet
from comments.reactions import in_words, kinds
from comments.rows import draw_row

ROW_TEMPLATE = "comments/row.html"
TOMBSTONE_TEMPLATE = "comments/tombstone.html"
SIGNPOST_TEMPLATE = "comments/signpost.html"
# As many as the style sheet has colours for.
AVATAR_HUES = 8
PUBLIC = Comment.State.PUBLIC


class Row(NamedTuple):
    """What one row of a thread is drawn from; the order is that of the query."""

    pk: int
    path: str
    number: int
    state: str
    posted_at: datetime
    author_name: str
    author_url: str
    author_id: int | None
    author__is_active: bool | None
    author__is_staff: bool | None
    author__avatar: str | None
    as_author_id: int | None
    in_reply_to_id: int | None
    parent_number: int | None
    body_html: str
    reaction_count: int
    other_reactions: dict[str, int] | None
    edited_at: datetime | None
    removal_note: str
    edit_note: str


@dataclass(frozen=True)
class ThreadPage:
    """One page of a thread. Pages count from 1; ``pages`` is at least 1."""

    html: SafeString
    page: int
    pages: int
    featured: Sequence[Featured] = ()


class Order(StrEnum):
    """How a thread is read: as who answers whom, or one comment after the other."""

    THREAD = "thread"
    NEWEST = "newest"
    VALUED = "valued"

    @classmethod
    def _missing_(cls, value: object) -> Order:
        """What no address of ours says reads as a thread."""
        return cls.THREAD


def read_thread(post: Post, page: int = 1, order: Order = Order.THREAD) -> ThreadPage:
    """Page ``page`` of the thread: one query, however many comments.

    One more where marks stand in the thread (``comments.marks``).
    A page beyond the last one is empty. ``post`` needs its bylines prefetched.
    """
    if not post.last_comment_number:
        return ThreadPage(html=vouch(""), page=page, pages=1)
    marks = marks_of(post)
    if order != Order.THREAD:
        return _read_list(post, page, order, marks)
    thread = Comment.objects.on_post(post).in_thread()
    # Only long threads pay for counting, and within the same query.
    is_long = post.last_comment_number > settings.MASTHEAD_COMMENTS_PER_PAGE
    rows, pages, end = _rows_and_pages(thread, page, counts=is_long)
    html = _draw(_Drawer(post, rows, marks), rows, page=page, end=end)
    featured = marks.featured if page == 1 else ()
    return ThreadPage(html=html, page=page, pages=pages, featured=featured)


def read_branch(root: Comment, page: int = 1) -> ThreadPage:
    """A comment and all that hangs below it, indented from there: one query.

    Empty if nothing of it is public. The bylines of ``root.post`` must be prefetched.
    """
    branch = Comment.objects.on_post(root.post).in_branch(root.path).in_thread()
    rows, pages, end = _rows_and_pages(branch, page, counts=True)
    marks = marks_of(root.post).below(root.path)
    drawer = _Drawer(root.post, rows, marks, above=level_of(root.path))
    html = _draw(drawer, rows, page=page, end=end)
    return ThreadPage(html=html, page=page, pages=pages)


def ancestors_in_short(comment: Comment) -> list[dict[str, Any]]:
    """What the comment answers, from the root down, each in a line. One query.

    Rows with ``pk``, ``number``, ``author_name``, and ``excerpt``: empty for those
    that are removed. Held ones are left out.
    """
    rows = Comment.objects.filter(path__in=ancestors_of(comment.path)).in_thread()
    html = Substr("body_html", 1, EXCERPT_HTML_LENGTH)
    columns = rows.values("pk", "number", "state", "author_name", html=html)
    return [
        {**row, "excerpt": excerpt_of(row["html"]) if row["state"] == PUBLIC else ""}
        for row in columns.order_by("path")
    ]


def _read_list(post: Post, page: int, order: Order, marks: Marks) -> ThreadPage:
    """The public comments one after the other; the post knows how many they are."""
    size = settings.MASTHEAD_COMMENTS_PER_PAGE
    comments = Comment.objects.filter(post=post).visible()
    if order == Order.NEWEST:
        listed = comments.latest_number_first()
    else:
        listed = comments.most_valued_first()
    # The keys come first, from the index alone: what is skipped is not read.
    keys = listed.values("pk")[(page - 1) * size : page * size]
    shown = listed.filter(pk__in=keys).with_parent_number()
    rows = [Row(*row) for row in shown.values_list(*Row._fields)]
    drawer = _Drawer(post, rows, marks, deepest=0)
    html = vouch("".join(map(drawer.row, rows)))
    pages = max(1, -(-post.comment_count // size))
    featured = marks.featured if page == 1 else ()
    return ThreadPage(html=html, page=page, pages=pages, featured=featured)


def _rows_and_pages(
    thread: CommentQuerySet, page: int, *, counts: bool
) -> tuple[list[Row], int, str | None]:
    """The rows of a page in reading order, how many pages there are, and the path with
    which the next one begins (None: this is the last). One query."""
    size = settings.MASTHEAD_COMMENTS_PER_PAGE
    rows = thread.with_parent_number()
    if page > 1:
        # Its first path comes from the index alone: what is skipped is not read.
        start = (page - 1) * size
        rows = rows.filter(path__gte=Subquery(thread.values("path")[start : start + 1]))
    if not counts and page == 1:
        return [Row(*row) for row in rows.values_list(*Row._fields)[:size]], 1, None
    rows = rows.annotate(total=_total(thread))
    found = list(rows.values_list(*Row._fields, "total")[: size + 1])
    pages = max(1, -(-found[0][-1] // size)) if found else 1
    drawn = [Row(*row[:-1]) for row in found]
    return drawn[:size], pages, drawn[size].path if len(drawn) > size else None


def page_of(comment: Comment) -> int:
    """The page of the thread on which a comment stands. One query."""
    before = Comment.objects.filter(post=comment.post_id, path__lt=comment.path)
    size: int = settings.MASTHEAD_COMMENTS_PER_PAGE
    return before.in_thread().count() // size + 1


def _total(thread: CommentQuerySet) -> Subquery:
    """One number that the database works out once, whatever row asks for it."""
    counted = thread.order_by().values("post").annotate(n=Count("*"))
    return Subquery(counted.values("n"))


def _draw(
    drawer: _Drawer, rows: list[Row], *, page: int, end: str | None
) -> SafeString:
    """The rows as HTML, in reading order; ``end``: the path after the last of them.

    A comment that is not public leaves a tombstone if a public one hangs below it;
    one that is removed and has none below it leaves nothing.
    """
    public = [row for row in rows if row.state == PUBLIC]
    seen = {row.path for row in public}
    start = rows[0].path if rows and (page > 1 or drawer.above) else ""
    notes = {row.path: row for row in rows if row.state != PUBLIC}
    parts: list[str] = []
    signposts = drawer.marks.signposts_between(start, end) if rows or page == 1 else []
    for row in public:
        while signposts and signposts[0].path < row.path:
            parts.append(drawer.signpost(signposts.pop(0)))
        if len(row.path) > KEY_WIDTH and row.path[:-KEY_WIDTH] not in seen:
            for path in ancestors_of(row.path):
                # What comes before the page stands on an earlier one.
                if path not in seen and path >= start:
                    seen.add(path)
                    parts.append(drawer.tombstone(path, notes.get(path)))
        parts.append(drawer.row(row))
    parts += map(drawer.signpost, signposts)
    return vouch("".join(parts))


class _Drawer:
    """Draws the rows of one page; holds what they have in common."""

    def __init__(
        self,
        post: Post,
        rows: list[Row],
        marks: Marks = NO_MARKS,
        *,
        above: int = 0,
        deepest: int | None = None,
    ) -> None:
        """``above``: the level that is drawn without an indent; ``deepest``: how many
        levels below it have one of their own (None: as the settings say)."""
        self.marks = marks
        self.above = above
        self.on_page = {row.pk for row in rows if row.state == PUBLIC}
        authors = [byline.author for byline in post.bylines.all()]
        self.writers = {author.user_id for author in authors if author.user_id}
        self.authors = {author.pk for author in authors}
        shown = settings.MASTHEAD_COMMENT_DEPTH_SHOWN
        self.deepest = shown if deepest is None else deepest
        self.zone = timezone.get_current_timezone()
        self.days: dict[object, str] = {}
        self.commenter = reverse("commenter", args=["0"]).replace("0", "%d")
        self.permalink = reverse("comments:comment", args=[0]).replace("0", "%d")
        self.reply = reverse("comments-xtd-reply", args=[0]).replace("0", "%d")
        self.report = reverse("comments-flag", args=[0]).replace("0", "%d")
        self.react = reverse("comments-xtd-like", args=[0]).replace("0", "%d")
        offered = kinds()
        name = offered[0].capitalize() if len(offered) == 1 else "React"
        self.react_name = escape(name)
        self.branch = reverse("comments:branch", args=[0]).replace("0", "%d")

    def row(self, row: Row) -> str:
        """One public comment."""
        values = {
            "id": str(row.pk),
            "number": str(row.number),
            "depth": str(self._depth(row.path)),
            "hue": str(hue_of(row.author_name)),
            "initials": escape(initials_of(row.author_name)),
            "avatar": escape(_avatar_of(row)),
            "author_name": escape(row.author_name),
            "author_url": escape(row.author_url),
            "commenter_url": self.commenter % (row.author_id or 0),
            "permalink": self.permalink % row.pk,
            "posted_at": f"{row.posted_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}",
            "posted_at_text": self._time_text(row.posted_at),
            "parent_number": str(row.parent_number or ""),
            "parent_url": self._parent_url(row),
            "body": row.body_html,
            "edit_note": escape(row.edit_note),
            "reactions": escape(in_words(row.reaction_count, row.other_reactions)),
            "react_name": self.react_name,
            "reply_url": self.reply % row.pk,
            "report_url": self.report % row.pk,
            "react_url": self.react % row.pk,
            "branch_url": self._branch_url(row),
        }
        return draw_row(ROW_TEMPLATE, values, self._conditions(row))

    def _conditions(self, row: Row) -> frozenset[str]:
        """What the row's template asks for with {% if %}."""
        by_post_author = (
            row.author_id in self.writers or row.as_author_id in self.authors
        )
        # Whoever stands above posts of the blog is of its staff, account or none.
        by_staff = row.author__is_staff or row.as_author_id
        conditions = {
            "by_post_author": by_post_author,
            "by_staff": by_staff and not by_post_author,
            "has_avatar": row.author__avatar,
            "has_author_url": row.author_url,
            "has_page": row.author__is_active,
            "is_reply": row.parent_number,
            "has_reactions": row.reaction_count,
            "is_edited": row.edited_at and not row.edit_note,
            "has_edit_note": row.edit_note,
            "takes_replies": self.marks.takes_replies(row.path),
            "is_frozen": row.path in self.marks.frozen,
            "is_deeper": self._is_deeper(row),
        }
        return frozenset(name for name, holds in conditions.items() if holds)

    def tombstone(self, path: str, row: Row | None) -> str:
        """The line that stays where a comment was that others answered."""
        note = row.removal_note if row else ""
        values = {
            "id": str(pk_of(path)),
            "depth": str(self._depth(path)),
            "number": str(row.number) if row else "",
            "note": escape(note),
        }
        conditions = {"is_removed"} if row else set()
        if note:
            conditions.add("is_deleted" if note == DELETED_BY_WRITER else "has_note")
        return draw_row(TOMBSTONE_TEMPLATE, values, frozenset(conditions))

    def signpost(self, signpost: Signpost) -> str:
        """The line that stays where a branch was that is on another post now."""
        count = signpost.reply_count
        values = {
            "id": str(signpost.pk),
            "depth": str(self._depth(signpost.path)),
            "number": str(signpost.number),
            "replies": f"{count} {'reply' if count == 1 else 'replies'}",
            "verb": "were" if count else "was",
            "title": escape(signpost.title),
            "permalink": self.permalink % signpost.pk,
        }
        conditions = {"has_replies": count, "is_open": signpost.title}
        holding = frozenset(name for name, holds in conditions.items() if holds)
        return draw_row(SIGNPOST_TEMPLATE, values, holding)

    def _depth(self, path: str) -> int:
        return min(level_of(path) - self.above, self.deepest)

    def _is_deeper(self, row: Row) -> bool:
        """Whether its indent no longer shows what it answers."""
        return level_of(row.path) - self.above > self.deepest

    def _branch_url(self, row: Row) -> str:
        """Where such a row stands with an indent of its own."""
        if not self._is_deeper(row):
            return ""
        end = (self.above + self.deepest + 1) * KEY_WIDTH
        return self.branch % pk_of(row.path[:end])

    def _parent_url(self, row: Row) -> str:
        if row.in_reply_to_id is None:
            return ""
        if row.in_reply_to_id in self.on_page:
            return f"#comment-{row.in_reply_to_id}"
        return self.permalink % row.in_reply_to_id

    def _time_text(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        day = self.days.get(local.date())
        if day is None:
            day = self.days[local.date()] = date_format(local, "j F Y")
        return f"{day}, {local.hour:02}:{local.minute:02}"


def _avatar_of(row: Row) -> str:
    return default_storage.url(row.author__avatar) if row.author__avatar else ""


def hue_of(name: str) -> int:
    """Which of the colours an avatar without a picture has."""
    return sum(map(ord, name)) % AVATAR_HUES


def initials_of(name: str) -> str:
    """One or two letters for an avatar: ``initials_of("Ann B. Lee")`` is ``"AL"``."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    first, last = words[0][0], words[-1][0] if len(words) > 1 else ""
    return (first + last).upper()
