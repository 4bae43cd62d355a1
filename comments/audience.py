"""Whom a comment concerns: who follows, whose post it is, who moderates there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q, QuerySet

from accounts.models import User
from blog.models import Post
from comments.models import Comment
from comments.topics import REPLIES, of_held, of_own_posts, of_thread
from mail.models import Subscription

Pace = Subscription.Pace

# What staff gets who has not chosen: an author reads the own thread, a queue can wait.
PACE_OF_OWN_POSTS = Pace.EACH
PACE_OF_HELD = Pace.HOURLY


def followers_of(post: Post, comment: Comment) -> list[Subscription]:
    """Those to be told of a public comment, who asked for an answer first.

    Three queries; one more where an author is new.
    """
    address = address_answered(comment)
    replies = Subscription.objects.to(REPLIES).of(address) if address else ()
    authors = _active().filter(author__bylines__post=post)
    own = _of_staff(authors, of_own_posts, PACE_OF_OWN_POSTS)
    thread = Subscription.objects.to(of_thread(post))
    return _but(comment, [*replies, *own, *thread])


def address_answered(comment: Comment) -> str:
    """The address, as it is today, of whoever wrote what ``comment`` answers."""
    parent = comment.in_reply_to
    if parent is None:
        return ""
    return parent.author.email if parent.author else parent.user_email


def moderators_of(post: Post, comment: Comment) -> list[Subscription]:
    """Those to be told that a comment waits: who may decide about it, in the admin."""
    staff = moderators().filter(is_staff=True)
    all_threads = staff.filter(pk__in=_with("comments.moderate_comment"))
    own_threads = staff.filter(
        pk__in=_with("comments.moderate_own_threads"), author__bylines__post=post
    )
    found = {user.pk: user for user in [*all_threads, *own_threads]}
    return _but(comment, _of_staff(found.values(), of_held, PACE_OF_HELD))


def moderators() -> QuerySet[User]:
    """Those who can sign in and moderate some thread."""
    return _active().filter(
        Q(pk__in=_with("comments.moderate_comment"))
        | Q(pk__in=_with("comments.moderate_own_threads"))
    )


def _active() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("pk")


def _with(permission: str) -> QuerySet[User]:
    found: QuerySet[User] = ModelBackend().with_perm(permission)
    return found.values("pk")  # type: ignore[return-value]


def _of_staff(
    users: Iterable[User], topic_of: Callable[[int], str], pace: str
) -> list[Subscription]:
    """The subscription of each user, made if it is the first time."""
    wanted = {topic_of(user.pk): user for user in users}
    here = {row.topic: row for row in Subscription.objects.filter(topic__in=wanted)}
    missing = [
        Subscription(topic=topic, email=user.email, pace=pace)
        for topic, user in wanted.items()
        if topic not in here
    ]
    if missing:
        # Another worker may be making the same one.
        Subscription.objects.bulk_create(missing, ignore_conflicts=True)
        return list(Subscription.objects.filter(topic__in=wanted))
    return list(here.values())


def _but(comment: Comment, rows: Iterable[Subscription]) -> list[Subscription]:
    """All but those of whoever wrote the comment, and those who want no mail."""
    writer = comment.user_email.casefold()
    if comment.author is not None:
        writer = comment.author.email.casefold()
    return [
        row for row in rows if row.email.casefold() != writer and row.pace != Pace.NEVER
    ]
