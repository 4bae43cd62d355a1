"""A branch moves to another post, and a signpost stays where it was.

Keys stay, so that every permalink, reply link and subscription goes on working. What
changes is the place (path), the number, and what is counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max
from django_comments.models import Comment as LibraryComment
from django_comments_xtd.models import XtdComment

from blog.models import Post
from comments.models import Comment, FormerPlace, ThreadDecision
from comments.paths import DEEPEST_LEVEL, KEY_WIDTH, level_of, path_below, pk_of

from .counting import count_as_gone, lock_posts
from .governing import ThreadError, note_marks

if TYPE_CHECKING:
    from accounts.models import User

State = Comment.State
# So many rows in one statement.
WRITTEN_AT_ONCE = 200
_COLUMNS = (
    "path",
    "number",
    "state",
    "posted_at",
    "in_reply_to",
    "post",
    "featured_at",
)


@dataclass(frozen=True)
class Branch:
    """A comment and all that hangs below it; parents before children."""

    top: Comment
    comments: list[Comment]

    @property
    def replies(self) -> int:
        """How many hang below the top."""
        return len(self.comments) - 1

    @property
    def public_replies(self) -> int:
        """How many below the top anybody may read."""
        return sum(one.state == State.PUBLIC for one in self.comments[1:])

    @property
    def is_featured(self) -> bool:
        """Whether anything of it stands above the thread, too."""
        return any(one.featured_at for one in self.comments)


def branch_of(comment: Comment) -> Branch:
    """The branch that begins with ``comment``, whatever the states in it. One query.

    Below the deepest level replies hang beside what they answer: the answers tell, not
    the paths.
    """
    start = comment.path[: KEY_WIDTH * DEEPEST_LEVEL]
    near = Comment.objects.filter(post=comment.post_id).in_branch(start).only(*_COLUMNS)
    answers = defaultdict(list)
    top = comment
    for row in near.order_by("path"):
        answers[row.in_reply_to_id].append(row)
        top = row if row.pk == comment.pk else top
    found = [top]
    for row in found:
        found += answers[row.pk]
    return Branch(top, found)


@transaction.atomic
def move_branch(  # noqa: PLR0913 (two of them are for the way back)
    comment: Comment,
    *,
    to: Post,
    by: User,
    reason: str = "",
    in_reply_to: Comment | None = None,
    leaves_signpost: bool = True,
) -> ThreadDecision:
    """Move ``comment`` and all below it to the thread of ``to``.

    ``in_reply_to`` (None: the branch starts a thread) is a comment there. ThreadError
    with the reason if the branch can't go there. What comes back to a post gets its old
    number again.
    """
    source, target = _locked(comment, to)
    _refuse_if_it_cannot_go(comment, target)
    parent = _checked_place(target, in_reply_to)
    branch = branch_of(comment)
    before = _as_it_stands(branch)
    if leaves_signpost:
        _leave_signposts(source, branch)
    _take_numbers(target, branch)
    _take_places(target, branch, parent)
    _count(source, target, branch)
    comment.refresh_from_db(fields=["post", *_COLUMNS])
    comment.post = target
    return ThreadDecision.objects.create(
        post=source,
        to_post=target,
        comment=comment,
        act=ThreadDecision.Act.MOVE,
        before=before,
        after={"number": comment.number, "replies": branch.public_replies},
        made_by=by,
        reason=reason[:300],
    )


def _locked(comment: Comment, to: Post) -> tuple[Post, Post]:
    """Where it stands and where it goes, locked."""
    lock_posts({comment.post_id, to.pk})
    posts = Post.objects.defer("body", "body_html").in_bulk([comment.post_id, to.pk])
    return posts[comment.post_id], posts[to.pk]


def _refuse_if_it_cannot_go(comment: Comment, target: Post) -> None:
    source = comment.post_id
    comment.refresh_from_db(fields=["post", *_COLUMNS])
    if comment.post_id == target.pk:
        raise ThreadError("The comment stands on this post already.")
    if comment.post_id != source:
        raise ThreadError("Somebody else has just moved it. Look where it is now.")
    if not comment.stands_in_thread:
        raise ThreadError("Only what stands in a thread can be moved.")
    if not target.is_public:
        raise ThreadError("The other post is not public: nobody would find it there.")


def _checked_place(target: Post, in_reply_to: Comment | None) -> Comment | None:
    """The parent as it is now, under the lock of its post."""
    if in_reply_to is None:
        return None
    there = Comment.objects.filter(post=target, pk=in_reply_to.pk).in_thread()
    parent = there.only(*_COLUMNS).first()
    if parent is None:
        raise ThreadError("The comment that it would answer is not on that post.")
    return parent


def _as_it_stands(branch: Branch) -> dict[str, Any]:
    """What the way back needs and a move forgets."""
    return {
        "number": branch.top.number,
        "in_reply_to": branch.top.in_reply_to_id,
        "featured": [row.pk for row in branch.comments if row.featured_at],
    }


def _leave_signposts(source: Post, branch: Branch) -> None:
    """Keep where the branch was: a signpost at its top, the numbers of all."""
    moved = FormerPlace.objects.filter(comment__in=[row.pk for row in branch.comments])
    came = set(moved.filter(was_written_here=True).values_list("comment", flat=True))
    FormerPlace.objects.bulk_create(
        [
            FormerPlace(
                comment=row,
                post=source,
                path=row.path,
                number=row.number,
                is_signpost=row is branch.top,
                reply_count=branch.public_replies if row is branch.top else 0,
                was_written_here=row.pk not in came,
            )
            for row in branch.comments
            if row.number is not None
        ],
        batch_size=WRITTEN_AT_ONCE,
    )


def _take_numbers(target: Post, branch: Branch) -> None:
    """Number the branch on its new post, in the order of the numbers that it had."""
    pks = [row.pk for row in branch.comments]
    came_from_there = FormerPlace.objects.filter(post=target, comment__in=pks)
    old = dict(came_from_there.values_list("comment", "number"))
    came_from_there.delete()
    numbered = [row for row in branch.comments if row.number is not None]
    for row in sorted(numbered, key=lambda row: row.number or 0):
        row.number = old.get(row.pk)
        if row.number is None:
            target.last_comment_number += 1
            row.number = target.last_comment_number


def _take_places(target: Post, branch: Branch, parent: Comment | None) -> None:
    """Write the new paths, and what the package's tables repeat of them."""
    branch.top.in_reply_to = parent
    paths: dict[int | None, str] = {parent.pk: parent.path} if parent else {}
    mirrors = []
    for row in branch.comments:
        row.path = paths[row.pk] = path_below(paths.get(row.in_reply_to_id, ""), row.pk)
        row.post = target
        # Whoever featured it did so for the other thread.
        row.featured_at = None
        mirrors.append(
            XtdComment(
                pk=row.pk,
                thread_id=pk_of(row.path[:KEY_WIDTH]),
                parent_id=row.in_reply_to_id or row.pk,
                level=level_of(row.path),
            )
        )
    columns = ["path", "number", "post", "in_reply_to", "featured_at"]
    Comment.objects.bulk_update(branch.comments, columns, batch_size=WRITTEN_AT_ONCE)
    XtdComment.objects.bulk_update(
        mirrors, ["thread_id", "parent_id", "level"], batch_size=WRITTEN_AT_ONCE
    )
    pks = [row.pk for row in branch.comments]
    LibraryComment.objects.filter(pk__in=pks).update(object_pk=str(target.pk))


def _count(source: Post, target: Post, branch: Branch) -> None:
    """Let both posts count what they have now."""
    public = [row for row in branch.comments if row.state == State.PUBLIC]
    count_as_gone(source, len(public))
    latest = Comment.objects.filter(post=target).visible().aggregate(Max("posted_at"))
    Post.objects.filter(pk=target.pk).update(
        comment_count=F("comment_count") + len(public),
        last_comment_at=latest["posted_at__max"],
        last_comment_number=target.last_comment_number,
    )
    note_marks(source)
    note_marks(target)
