"""The mails about comments, as rows for the outbox. Their words: templates/mail/."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

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
    site = SiteSettings.load()
    text = _text(
        "comment_confirmation.txt",
        post=post,
        site=site,
        hours=HOURS_TO_CONFIRM,
        confirm_url=absolute(reverse("comments-xtd-confirm", args=[token])),
    )
    return Outbox(
        recipient=email, subject=f"Confirm your comment on “{post.title}”", text=text
    )


def new_comment(post: Post, comment: Comment, follower: Subscription) -> Outbox:
    """Tells a follower of the thread what somebody wrote."""
    mute_url = absolute(reverse("comments-xtd-mute", args=[follower.key]))
    text = _text(
        "new_comment.txt",
        post=post,
        comment=comment,
        comment_url=absolute(comment.get_absolute_url()),
        mute_url=mute_url,
    )
    return Outbox(
        recipient=follower.email,
        subject=f"{comment.author_name} on “{post.title}”",
        text=text,
        unsubscribe_url=mute_url,
    )


def _text(template_name: str, **context: Any) -> str:
    return render_to_string(template_name, context, using="mail")
