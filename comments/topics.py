"""What subscriptions are to; the mail app keeps these texts without knowing them.

``thread:12`` all comments on post 12 · ``replies`` answers to comments written under
the subscriber's own address · ``own:5`` comments on the posts of user 5 · ``held:5``
what waits in the threads that user 5 moderates. The last two are on unless their user
says no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blog.models import Post

REPLIES = "replies"


def of_thread(post: Post) -> str:
    return f"thread:{post.pk}"


def of_own_posts(user_pk: int) -> str:
    return f"own:{user_pk}"


def of_held(user_pk: int) -> str:
    return f"held:{user_pk}"


def staff_topics(user_pk: int) -> list[str]:
    return [of_own_posts(user_pk), of_held(user_pk)]


def kind_of(topic: str) -> str:
    """``thread``, ``replies``, ``own`` or ``held``."""
    return topic.partition(":")[0]


def is_of_staff(topic: str) -> bool:
    """Whether it is on unless its user says no."""
    return kind_of(topic) in {"own", "held"}
