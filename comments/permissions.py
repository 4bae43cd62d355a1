"""Who may do what to comments."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from blog.models import Post


def can_moderate(user: User | AnonymousUser, post: Post) -> bool:
    """Whether ``user`` may decide about the comments of ``post``."""
    if not isinstance(user, User):
        return False
    if user.has_perm("comments.moderate_comment"):
        return True
    return (
        user.has_perm("comments.moderate_own_threads")
        and post.bylines.filter(author__user=user).exists()
    )
