"""Who may do what to comments."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from blog.models import Byline, Post
from comments.models import Comment
from comments.querysets import CommentQuerySet


def can_moderate(user: User | AnonymousUser, post: Post) -> bool:
    """Whether ``user`` may decide about the comments of ``post``."""
    if not isinstance(user, User):
        return False
    if moderates_all(user):
        return True
    return (
        user.has_perm("comments.moderate_own_threads")
        and post.bylines.filter(author__user=user).exists()
    )


def moderates_all(user: User | AnonymousUser) -> bool:
    """Whether ``user`` moderates every thread, and so sees e-mail and IP addresses."""
    return user.has_perm("comments.moderate_comment")


def moderates(user: User | AnonymousUser) -> bool:
    """Whether there may be a thread that ``user`` moderates."""
    return moderates_all(user) or user.has_perm("comments.moderate_own_threads")


def comments_for(user: User | AnonymousUser) -> CommentQuerySet:
    """The comments that ``user`` may decide about, in every state."""
    comments: CommentQuerySet = Comment.objects.all()
    if moderates_all(user):
        return comments
    if not moderates(user):
        return comments.none()
    return comments.filter(
        post__in=Byline.objects.filter(author__user=user.pk).values("post")
    )
