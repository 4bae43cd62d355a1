"""What stands in a thread beside its comments: featured ones, frozen branches, signposts.

Few threads have any: those that have none are drawn without a query for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.safestring import SafeString

from blog.markup import vouch
from blog.models import Post
from comments.models import Comment, FormerPlace
from comments.querysets import CommentQuerySet

# More than a few stand in the way of the thread.
FEATURED_AT_MOST = 3


class Signpost(NamedTuple):
    """Where a branch stood that was moved to another post."""

    path: str
    pk: int
    number: int
    reply_count: int
    # Empty: it leads nowhere that readers may go.
    title: str


@dataclass(frozen=True)
class Featured:
    """A comment as it is shown above its thread."""

    pk: int
    number: int
    author_name: str
    html: SafeString


@dataclass(frozen=True)
class Marks:
    """All that stands in one thread beside its comments, in reading order."""

    featured: list[Featured] = field(default_factory=list)
    # The paths of the tops.
    frozen: tuple[str, ...] = ()
    signposts: list[Signpost] = field(default_factory=list)

    def takes_replies(self, path: str) -> bool:
        """Whether the comment at ``path`` stands in no frozen branch."""
        return not (self.frozen and path.startswith(self.frozen))

    def signposts_between(self, start: str, end: str | None) -> list[Signpost]:
        """Those from one path to before another; None: to the end of the thread."""
        return [
            post
            for post in self.signposts
            if start <= post.path and (end is None or post.path < end)
        ]

    def below(self, path: str) -> Marks:
        """The same on the page of one branch: signposts of that branch alone."""
        in_branch = [post for post in self.signposts if post.path.startswith(path)]
        return replace(self, signposts=in_branch)


NO_MARKS = Marks()


def marks_of(post: Post) -> Marks:
    """The marks of a thread: no query where there are none, one where there are some."""
    if not post.has_thread_marks:
        return NO_MARKS
    rows = _rows(post)
    featured = [row for row in rows if row["featured_at"] and row["state"] == "public"]
    featured.sort(key=lambda row: row["featured_at"])
    return Marks(
        featured=[
            Featured(
                row["pk"], row["number"], row["author_name"], vouch(row["body_html"])
            )
            for row in featured
            if row["post"] == post.pk
        ],
        frozen=tuple(
            row["path"] for row in rows if row["frozen_at"] and row["post"] == post.pk
        ),
        signposts=sorted(_signposts(rows)),
    )


def has_marks(post: Post) -> bool:
    """Whether anything stands in the thread beside its comments."""
    return marked_on(post).exists()


def marked_on(post: Post) -> CommentQuerySet:
    """The comments that marks of the thread are made of."""
    own = Comment.objects.filter(post=post)
    moved = FormerPlace.objects.filter(post=post, is_signpost=True)
    marked = own.filter(featured_at__isnull=False).values("pk")
    marked = marked.union(
        own.filter(frozen_at__isnull=False).values("pk"), moved.values("comment")
    )
    found: CommentQuerySet = Comment.objects.filter(pk__in=marked)
    return found


def _rows(post: Post) -> list[dict[str, Any]]:
    here = Q(former_places__post=post, former_places__is_signpost=True)
    rows: Any = (
        marked_on(post)
        .annotate(was_here=FilteredRelation("former_places", condition=here))
        .values(
            "pk",
            "post",
            "path",
            "number",
            "state",
            "author_name",
            "body_html",
            "featured_at",
            "frozen_at",
            left_path=F("was_here__path"),
            left_number=F("was_here__number"),
            left_count=F("was_here__reply_count"),
            title=F("post__title"),
            status=F("post__status"),
            published_at=F("post__published_at"),
        )
    )
    return list(rows)


def _signposts(rows: list[dict[str, Any]]) -> Iterator[Signpost]:
    now = timezone.now()
    for row in rows:
        if row["left_path"] is None:
            continue
        is_open = (
            row["status"] == Post.Status.PUBLISHED
            and row["published_at"] <= now
            and row["state"] in (Comment.State.PUBLIC, Comment.State.REMOVED)
        )
        title = (row["title"] or "Untitled") if is_open else ""
        path, number = row["left_path"], row["left_number"]
        yield Signpost(path, row["pk"], number, row["left_count"], title)
