"""What speaks against a comment before it is written: closed posts, rules, bans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django_comments.signals import comment_will_be_posted

from blog.models import Post
from comments.conditions import Judgement, Verdict
from comments.drafts import Draft
from comments.models import Comment
from comments.permissions import can_moderate

MINUTE = timedelta(minutes=1)
IS_GONE = "The comment that you answer is no longer here."
BRANCH_IS_FROZEN = (
    "A moderator has ended this branch of the thread: it takes no more replies."
)


class CommentRefusedError(Exception):
    """The comment can't be posted; the message is for its writer."""


def comments_close_at(post: Post) -> datetime | None:
    """When the post stops taking comments; None: never."""
    days = post.comments_close_after_days
    if days is None:
        days = settings.MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS
    if not days or post.published_at is None:
        return None
    return post.published_at + timedelta(days=days)


def takes_comments(post: Post, *, below: Comment | None = None) -> bool:
    """Whether anybody may comment now; ``below`` one that was read with_freezing()."""
    if below is not None and below.is_frozen:
        return False
    closes_at = comments_close_at(post)
    return (
        post.is_public
        and post.comment_policy != Post.CommentPolicy.CLOSED
        and (closes_at is None or timezone.now() < closes_at)
    )


def refuse_unless_open(post: Post, draft: Draft) -> None:
    """CommentRefusedError if the post takes no comments, or none from this writer."""
    if not takes_comments(post):
        raise CommentRefusedError("Comments on this post are closed.")
    if post.comment_policy == Post.CommentPolicy.MEMBERS and draft.user is None:
        raise CommentRefusedError("Only members may comment here: please sign in.")


def refuse_too_soon(post: Post, draft: Draft) -> None:
    """CommentRefusedError if the writer has to wait: the thread is in slow mode.

    By account or e-mail address, not by IP address, which whole households share.
    """
    if not post.slow_minutes:
        return
    mine = Comment.objects.filter(post=post).by_writer(draft).order_by("-posted_at")
    latest = mine.values_list("posted_at", flat=True).first()
    wait = timedelta(minutes=post.slow_minutes)
    left = latest + wait - timezone.now() if latest else timedelta()
    if left <= timedelta() or (draft.user and can_moderate(draft.user, post)):
        return
    at = timezone.localtime(timezone.now() + left)
    raise CommentRefusedError(
        f"This thread is in slow mode: one comment in {minutes(post.slow_minutes)} "
        f"from each. You can send this in {minutes(-(-left // MINUTE))}, at {at:%H:%M}."
    )


def minutes(count: int) -> str:
    """``count`` in words."""
    return "a minute" if count == 1 else f"{count} minutes"


def checked_parent(post: Post, in_reply_to: Comment | None) -> Comment | None:
    """The parent as it is now, under the post's lock."""
    if in_reply_to is None:
        return None
    found = Comment.objects.visible().filter(pk=in_reply_to.pk).with_freezing()
    parent = found.first()
    if parent is None:
        raise CommentRefusedError(IS_GONE)
    is_here = parent.post_id == post.pk
    if not is_here and parent.former_places.filter(post=post).exists():
        raise CommentRefusedError(
            "The comment that you answer has just been moved to another post. Send "
            "yours again, and it goes there."
        )
    if not is_here:
        raise CommentRefusedError(IS_GONE)
    if parent.is_frozen:
        raise CommentRefusedError(BRANCH_IS_FROZEN)
    return parent


def refuse_if_one_says_no(answers: Iterable[tuple[object, object]]) -> None:
    """CommentRefusedError if a listener of a signal answered False."""
    if any(answer is False for _, answer in answers):
        raise CommentRefusedError("This comment can't be posted.")


def ask_moderator(comment: Comment, request: HttpRequest | None) -> Judgement:
    """Run the moderator and whoever else listens; CommentRefusedError if one says no.

    ``comment.draft`` is what its writer handed in.
    """
    refuse_if_one_says_no(
        comment_will_be_posted.send(Comment, comment=comment, request=request)
    )
    judgement: Judgement = comment.judgement
    if judgement.verdict == Verdict.REFUSE:
        raise CommentRefusedError(judgement.message or "This comment can't be posted.")
    return judgement
