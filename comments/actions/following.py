"""Who is told by mail of which comments, as they chose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest
from django_comments_xtd.signals import comment_thread_muted

from blog.models import Post
from comments.drafts import Follows
from comments.models import Comment, Gathered
from comments.topics import REPLIES, is_of_staff, of_thread, staff_topics
from mail import actions as mail
from mail.models import Subscription

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress

    from accounts.models import User
    from comments.choosing import Choice

Pace = Subscription.Pace

_THREAD = re.compile(r"thread:(\d+)")
PACES = {Follows.THREAD: Pace.EACH, Follows.DAILY: Pace.DAILY}


def follow_thread(post: Post, email: str, *, pace: str = Pace.EACH) -> None:
    """Tell ``email`` of every comment here from now on.

    The caller knows that whoever asks reads the mail of that address.
    """
    mail.subscribe(of_thread(post), email, pace=pace)


def follow(post: Post, email: str, follows: Follows) -> None:
    """Tell ``email`` of what a writer of this thread chose, and of nothing else.

    The caller knows that whoever asks reads the mail of that address.
    """
    if follows in PACES:
        follow_thread(post, email, pace=PACES[follows])
    elif follows == Follows.REPLIES:
        mail.subscribe(REPLIES, email)
        Subscription.objects.to(of_thread(post)).of(email).delete()
    elif follows == Follows.NOTHING:
        own = Subscription.objects.filter(topic__in=[REPLIES, of_thread(post)])
        own.of(email).delete()


def followed_by(post: Post, email: str) -> Follows:
    """What ``follow`` was told last. One query."""
    own = Subscription.objects.filter(topic__in=[REPLIES, of_thread(post)]).of(email)
    paces = dict(own.values_list("topic", "pace"))
    if pace := paces.get(of_thread(post)):
        return Follows.THREAD if pace == Pace.EACH else Follows.DAILY
    return Follows.REPLIES if REPLIES in paces else Follows.NOTHING


def change_pace(subscription: Subscription, pace: str) -> None:
    """From now on the mails come at this pace; what is gathered comes as it was due."""
    Subscription.objects.filter(pk=subscription.pk).update(
        pace=pace, gathered_until=None
    )


@transaction.atomic
def choose_mails(
    user: User, choices: Iterable[Choice], paces: Mapping[str, str]
) -> None:
    """Let mails come as ``paces`` says, by the fields of ``choices``; others stay."""
    for choice in choices:
        pace = paces.get(choice.field, choice.pace)
        if pace == choice.pace or pace not in Pace.values:
            continue
        if pace == Pace.NEVER and not is_of_staff(choice.topic):
            Subscription.objects.to(choice.topic).of(user.email).delete()
        else:
            mail.subscribe(choice.topic, user.email, pace=pace)


@transaction.atomic
def stop_mails(key: str, *, request: HttpRequest | None = None) -> Subscription | None:
    """End what the subscription with ``key`` tells of. A second time there is none."""
    found = Subscription.objects.filter(key=key).first()
    if found is None:
        return None
    if is_of_staff(found.topic):
        mail.silence(key)
        Gathered.objects.filter(subscription=found).delete()
    else:
        mail.unsubscribe(key)
        _send_muted(found, request)
    return found


def _send_muted(ended: Subscription, request: HttpRequest | None) -> None:
    post = _post_of(ended.topic)
    if post is None:
        return
    # Listeners of the package's signal expect a comment of whoever is muting.
    written = Comment.objects.filter(post=post).written_from(ended.email)
    comment_thread_muted.send(
        Comment, comment=written.order_by("-pk").first(), request=request
    )


@transaction.atomic
def follow_new_address(user: User, old: str, new: str) -> None:
    """Mails that ``user`` got at the address ``old`` go to ``new``, which is proved."""
    mail.move(old, new)
    Subscription.objects.filter(topic__in=staff_topics(user.pk)).update(email=new)


def take_mails_along(
    user: User,
    from_email_address: EmailAddress | None,
    to_email_address: EmailAddress,
    **_: object,
) -> None:
    """Hears of a member's confirmed new address, by a signal of allauth."""
    if from_email_address is not None:
        follow_new_address(user, from_email_address.email, to_email_address.email)


def _post_of(topic: str) -> Post | None:
    found = _THREAD.fullmatch(topic)
    return Post.objects.filter(pk=found[1]).first() if found else None


def told_of(subscription: Subscription) -> str:
    """What it is about, in words that go on a sentence (“mails about …”)."""
    if post := _post_of(subscription.topic):
        return f"“{post.title}”"
    kind, _, _ = subscription.topic.partition(":")
    return {
        "replies": "replies to your comments",
        "own": "new comments on your posts",
        "held": "comments that wait for a moderator",
    }.get(kind, "a post that is gone")
