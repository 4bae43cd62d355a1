"""Who may do what to posts: plain functions, asked by views, forms and the admin.

``edit_any_post`` makes an editor. Everybody else writes under their own name: a post
is somebody's own when their author is in its byline.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import Author, User
from blog.models import Post
from blog.querysets import PostQuerySet

# What a contributor may still change; afterwards the post is the editors'.
BEFORE_PUBLICATION = frozenset({Post.Status.DRAFT, Post.Status.IN_REVIEW})


def is_editor(user: User | AnonymousUser) -> bool:
    """Whether ``user`` may edit and publish the posts of others."""
    return user.has_perm("blog.edit_any_post")


def author_of(user: User | AnonymousUser) -> Author | None:
    """The name that ``user`` writes under, if there is one."""
    return Author.objects.filter(user=user).first() if user.pk else None


def is_own(user: User | AnonymousUser, post: Post) -> bool:
    """Whether the author of ``user`` is in the byline."""
    return bool(
        user.pk and post.pk and post.bylines.filter(author__user=user.pk).exists()
    )


def can_write(user: User | AnonymousUser) -> bool:
    """Whether ``user`` may begin a post."""
    return user.has_perm("blog.add_post") and (
        is_editor(user) or author_of(user) is not None
    )


def can_edit(user: User | AnonymousUser, post: Post) -> bool:
    """Editors: any post. Authors: their own. Contributors: until it is published."""
    if is_editor(user):
        return True
    if not (user.has_perm("blog.change_post") and is_own(user, post)):
        return False
    return user.has_perm("blog.publish_post") or post.status in BEFORE_PUBLICATION


def can_publish(user: User | AnonymousUser, post: Post) -> bool:
    """Editors: any post. Authors: their own, and one that they just begin."""
    if is_editor(user):
        return True
    if not user.has_perm("blog.publish_post"):
        return False
    return not Post.objects.filter(pk=post.pk).exists() or is_own(user, post)


def posts_for(user: User | AnonymousUser) -> PostQuerySet:
    """The posts that ``user`` finds in the admin.

    Editors find all, writers their own in every status, others what is public.
    """
    posts: PostQuerySet = Post.objects.all()
    if is_editor(user):
        return posts
    if user.has_perm("blog.change_post"):
        return posts.filter(bylines__author__user=user.pk)
    return posts.published()
