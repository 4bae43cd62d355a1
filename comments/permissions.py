"""Who may do what to comments."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from blog.models import Byline, Post
from blog.querysets import PostQuerySet
from comments.models import Comment, Thread
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


def may_moderate(post_id: int | None) -> Q:
    """can_moderate() as a condition on users, for a query that asks for more.

    Without a post: whether there may be a thread that they moderate.
    """
    granted = Permission.objects.filter(
        Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk")),
        content_type__app_label="comments",
    )
    all_threads = Exists(granted.filter(codename="moderate_comment"))
    own_threads = Q(Exists(granted.filter(codename="moderate_own_threads")))
    if post_id is not None:
        bylines = Byline.objects.filter(post=post_id, author__user=OuterRef("pk"))
        own_threads &= Q(Exists(bylines))
    return Q(is_superuser=True) | Q(all_threads) | own_threads


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


def threads_for(user: User | AnonymousUser) -> PostQuerySet:
    """The public posts whose threads ``user`` moderates."""
    threads: PostQuerySet = Thread.objects.published()
    if moderates_all(user):
        return threads
    if not moderates(user):
        return threads.none()
    return threads.filter(
        pk__in=Byline.objects.filter(author__user=user.pk).values("post")
    )
