"""The mails about comments, as rows for the outbox. Their words: templates/mail/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from blog.addresses import absolute
from blog.models import Post, SiteSettings
from comments.models import CONFIRMED_WITHIN, Comment
from mail.models import Outbox, Subscription

HOURS_TO_CONFIRM = int(CONFIRMED_WITHIN.total_seconds() // 3600)


def confirmation(post: Post, email: str, token: str) -> Outbox:
    """Asks a guest whether the comment is theirs.

    It quotes nothing of the comment: anybody can type any address into the form, and
    this site is not to carry their words there.
    """
    context = {
        "post": post,
        "site": SiteSettings.load(),
        "hours": HOURS_TO_CONFIRM,
        "confirm_url": absolute(reverse("comments-xtd-confirm", args=[token])),
    }
    return Outbox(
        recipient=email,
        subject=f"Confirm your comment on “{post.title}”",
        text=render_to_string("comment_confirmation.txt", context, using="mail"),
        useless_after=timezone.now() + CONFIRMED_WITHIN,
    )


def new_comment(
    post: Post, comment: Comment, followers: Iterable[Subscription]
) -> Iterator[Outbox]:
    """Tells each follower of the thread what somebody wrote. One query."""
    context: dict[str, Any] = {
        "post": post,
        "site": SiteSettings.load(),
        "comment": comment,
        # Marked line by line: nobody's words look like ours.
        "quoted": indent(comment.comment, "> ", lambda line: True),
        "comment_url": absolute(comment.get_absolute_url()),
    }
    for follower in followers:
        mute_url = absolute(reverse("comments-xtd-mute", args=[follower.key]))
        context["mute_url"] = mute_url
        yield Outbox(
            recipient=follower.email,
            subject=f"{comment.author_name} on “{post.title}”",
            text=render_to_string("new_comment.txt", context, using="mail"),
            subscription=follower,
            unsubscribe_url=mute_url,
        )
