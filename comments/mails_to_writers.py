"""The mails from moderators to those who comment, as rows for the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from textwrap import indent

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from blog.addresses import absolute
from blog.models import Page, SiteSettings
from comments.models import Comment, Confirmation, ModerationDecision
from mail.models import Outbox

# So long a moderator can undo a decision before its writer hears of it.
TIME_TO_UNDO = timedelta(minutes=5)
WHAT_BECAME_OF_IT = {
    Comment.State.PUBLIC: "is online",
    Comment.State.HELD: "waits for a moderator",
    Comment.State.SPAM: "was taken for spam",
    Comment.State.REMOVED: "was removed",
}


def decided(decision: ModerationDecision) -> Iterator[Outbox]:
    """Tells a comment's writer what was decided and why, with their text.

    Nothing to an address that nobody has proved to be theirs, nor to who decided.
    """
    comment = decision.comment
    is_own = comment.author_id and comment.author_id == decision.made_by_id
    address = "" if is_own else proved_address_of(comment)
    if not address:
        return
    context = {
        "post": comment.post,
        "site": SiteSettings.load(),
        "became": WHAT_BECAME_OF_IT[Comment.State(decision.to_state)],
        "reason": decision.reason,
        "quoted": indent(comment.comment, "> ", lambda line: True),
        "post_url": absolute(comment.post.get_absolute_url()),
        "policy_url": policy_url(),
    }
    yield Outbox(
        recipient=address,
        subject=f"Your comment on “{comment.post.title}” {context['became']}",
        text=render_to_string("comment_decided.txt", context, using="mail"),
        due_at=timezone.now() + TIME_TO_UNDO,
    )


def proved_address_of(comment: Comment) -> str:
    """Where the writer gets mail; "" if the address may be somebody else's."""
    if comment.author is not None:
        return comment.author.email
    return comment.user_email if is_proved(comment.user_email) else ""


def is_proved(email: str) -> bool:
    """Whether a guest has followed a link that was sent to ``email``."""
    proved: bool = bool(email) and Confirmation.objects.done().of(email).exists()
    return proved


def policy_url() -> str:
    """The page with the rules for commenters; "" if there is none."""
    path = settings.MASTHEAD_COMMENT_POLICY_PAGE
    page = Page.objects.published().filter(path=path).first()
    return absolute(page.get_absolute_url()) if page else ""
