"""What moderators decide about a thread as a whole, or about a branch of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone

from blog.models import Post
from comments.marks import FEATURED_AT_MOST, has_marks
from comments.models import Comment, ThreadDecision

from .counting import lock_post, lock_post_of
from .refusing import takes_comments

if TYPE_CHECKING:
    from accounts.models import User

Act = ThreadDecision.Act


class ThreadError(Exception):
    """This can't be done to the thread; the message is for the moderator."""


class ThreadSettings(TypedDict, total=False):
    """What can be changed about a thread, under the names of the post's columns."""

    comment_policy: str
    comments_close_after_days: int | None
    slow_minutes: int


@transaction.atomic
def change_thread(
    post: Post, wanted: ThreadSettings, *, by: User, reason: str = ""
) -> ThreadDecision | None:
    """Change what ``wanted`` names. None if all of it was so already."""
    post = lock_post(post.pk)
    before = {name: getattr(post, name) for name in wanted}
    after = {name: value for name, value in wanted.items() if before[name] != value}
    if not after:
        return None
    Post.objects.filter(pk=post.pk).update(**after)
    return ThreadDecision.objects.create(
        post=post,
        act=Act.SETTINGS,
        before={name: before[name] for name in after},
        after=after,
        made_by=by,
        reason=reason[:300],
    )


def close_thread(post: Post, *, by: User, reason: str = "") -> ThreadDecision | None:
    """Let nobody comment from now on. None if the thread was closed so already."""
    closed = Post.CommentPolicy.CLOSED
    return change_thread(post, {"comment_policy": closed}, by=by, reason=reason)


@transaction.atomic
def reopen_thread(post: Post, *, by: User, reason: str = "") -> ThreadDecision | None:
    """Let people comment again, on the terms before it was closed.

    None if it was not closed.
    """
    post = lock_post(post.pk)
    wanted: ThreadSettings = {}
    if post.comment_policy == Post.CommentPolicy.CLOSED:
        wanted["comment_policy"] = _policy_before_closing(post)
        post.comment_policy = wanted["comment_policy"]
    if not takes_comments(post) and post.is_public:
        # Its days are over: from now on it closes by hand alone.
        wanted["comments_close_after_days"] = 0
    return change_thread(post, wanted, by=by, reason=reason)


def _policy_before_closing(post: Post) -> str:
    closed = Post.CommentPolicy.CLOSED
    closings = post.thread_decisions.filter(after__comment_policy=closed)
    last = closings.order_by("made_at", "id").last()
    return str(last.before["comment_policy"]) if last else Post.CommentPolicy.OPEN


@transaction.atomic
def freeze(comment: Comment, *, by: User, reason: str = "") -> ThreadDecision | None:
    """Let nobody answer the comment, or anything below it. None if it was so."""
    lock_post_of(comment, "frozen_at", "state")
    if comment.frozen_at:
        return None
    return _mark(comment, Act.FREEZE, by=by, reason=reason)


@transaction.atomic
def unfreeze(comment: Comment, *, by: User, reason: str = "") -> ThreadDecision | None:
    """Let people answer again. None if they could."""
    lock_post_of(comment, "frozen_at")
    if not comment.frozen_at:
        return None
    return _mark(comment, Act.UNFREEZE, by=by, reason=reason)


@transaction.atomic
def feature(comment: Comment, *, by: User, reason: str = "") -> ThreadDecision | None:
    """Show the comment above its thread, too. None if it stood there.

    ThreadError if it is not public, or enough others stand there.
    """
    post = lock_post_of(comment, "featured_at", "state")
    if comment.featured_at:
        return None
    if comment.state != Comment.State.PUBLIC:
        raise ThreadError("Only a public comment can be featured.")
    featured = Comment.objects.filter(post=post, featured_at__isnull=False)
    if featured.visible().count() >= FEATURED_AT_MOST:
        raise ThreadError(
            f"{FEATURED_AT_MOST} comments are featured here already. Take one back first."
        )
    return _mark(comment, Act.FEATURE, by=by, reason=reason)


@transaction.atomic
def unfeature(comment: Comment, *, by: User, reason: str = "") -> ThreadDecision | None:
    """Leave the comment at its place alone. None if it stood there alone."""
    lock_post_of(comment, "featured_at")
    if not comment.featured_at:
        return None
    return _mark(comment, Act.UNFEATURE, by=by, reason=reason)


_MARKS = {
    Act.FREEZE: ("frozen_at", True),
    Act.UNFREEZE: ("frozen_at", False),
    Act.FEATURE: ("featured_at", True),
    Act.UNFEATURE: ("featured_at", False),
}


def _mark(comment: Comment, act: Act, *, by: User, reason: str) -> ThreadDecision:
    """Set or take away a mark; the post is locked."""
    column, is_set = _MARKS[act]
    moment = timezone.now() if is_set else None
    setattr(comment, column, moment)
    Comment.objects.filter(pk=comment.pk).update(**{column: moment})
    note_marks(comment.post)
    return ThreadDecision.objects.create(
        post=comment.post, comment=comment, act=act, made_by=by, reason=reason[:300]
    )


def note_marks(post: Post) -> None:
    """Keep on the post whether marks stand in its thread; the post is locked."""
    Post.objects.filter(pk=post.pk).update(has_thread_marks=has_marks(post))
