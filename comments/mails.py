"""The mails about comments, as rows for the outbox. Their words: templates/mail/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent
from typing import Any

from django.template.defaultfilters import pluralize
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from blog.addresses import absolute
from blog.models import Post, SiteSettings
from comments.models import CONFIRMED_WITHIN, Comment
from comments.topics import kind_of
from mail.models import Outbox, Subscription

HOURS_TO_CONFIRM = int(CONFIRMED_WITHIN.total_seconds() // 3600)
# Of each comment, where a mail has several; and of how many, as nobody reads more.
QUOTED_AT_MOST = 300
LISTED_AT_MOST = 50


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


def about(comment: Comment, readers: Iterable[Subscription]) -> Iterator[Outbox]:
    """Tells each of ``readers`` what somebody wrote. One query."""
    drawn: dict[str, str] = {}
    for reader in readers:
        kind = kind_of(reader.topic)
        if kind not in drawn:
            drawn[kind] = _about(comment, kind)
        yield _mail(reader, subject=_subject(comment, kind), text=drawn[kind])


def _about(comment: Comment, kind: str) -> str:
    context: dict[str, Any] = {
        "post": comment.post,
        "site": SiteSettings.load(),
        "comment": comment,
        "quoted": _quoted(comment.comment),
        "comment_url": _address_for(kind, comment),
    }
    name = "held_comment.txt" if kind == "held" else "new_comment.txt"
    return render_to_string(name, context, using="mail")


def _subject(comment: Comment, kind: str) -> str:
    if kind == "held":
        return f"Waits for you: {comment.author_name} on “{comment.post.title}”"
    return f"{comment.author_name} on “{comment.post.title}”"


def gathered(reader: Subscription, comments: Sequence[Comment]) -> Outbox:
    """Lists ``comments``, the oldest first, in one mail. One query."""
    kind = kind_of(reader.topic)
    said = [
        {
            "comment": comment,
            "quoted": _quoted(Truncator(comment.comment).chars(QUOTED_AT_MOST)),
            "url": _address_for(kind, comment),
        }
        for comment in comments[:LISTED_AT_MOST]
    ]
    summary = _summary(kind, comments)
    context = {
        "kind": kind,
        "left_out": max(0, len(comments) - LISTED_AT_MOST),
        "post": comments[0].post,
        "said": said,
        "site": SiteSettings.load(),
        "summary": summary,
    }
    text = render_to_string("gathered_comments.txt", context, using="mail")
    return _mail(reader, subject=summary, text=text)


def _summary(kind: str, comments: Sequence[Comment]) -> str:
    """What the mail is about, in one line."""
    count = len(comments)
    new = f"{count} new comment{pluralize(count)}"
    return {
        "held": f"{count} comment{pluralize(count)} wait{pluralize(count, 's,')} for you",
        "own": f"{new} on your posts",
        "replies": f"{count} repl{pluralize(count, 'y,ies')} to you",
        "thread": f"{new} on “{comments[0].post.title}”",
    }[kind]


def _mail(reader: Subscription, *, subject: str, text: str) -> Outbox:
    """With the link that ends it, and the header for the mail program's own button."""
    stop_url = absolute(reverse("comments-xtd-mute", args=[reader.key]))
    context = {
        "kind": kind_of(reader.topic),
        "stop_url": stop_url,
        "choose_url": absolute(reverse("me_mails")),
    }
    end = render_to_string("why_you_get_this.txt", context, using="mail")
    return Outbox(
        recipient=reader.email,
        subject=subject,
        text=f"{text}\n{end}",
        subscription=reader,
        unsubscribe_url=stop_url,
    )


def _address_for(kind: str, comment: Comment) -> str:
    if kind == "held":
        return absolute(reverse("admin:comments_comment_change", args=[comment.pk]))
    return absolute(comment.get_absolute_url())


def _quoted(text: str) -> str:
    """Marked line by line: nobody's words look like ours."""
    return indent(text, "> ", lambda line: True)
