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


def takes_comments(post: Post) -> bool:
    """Whether anybody may comment now."""
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


def checked_parent(post: Post, in_reply_to: Comment | None) -> Comment | None:
    """The parent as it is now, under the post's lock."""
    if in_reply_to is None:
        return None
    parent = Comment.objects.visible().filter(post=post, pk=in_reply_to.pk).first()
    if parent is None:
        raise CommentRefusedError("The comment that you answer is no longer here.")
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
