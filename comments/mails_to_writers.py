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
from comments.commenters import Commenter
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
    writer = Commenter.of(comment)
    if is_own or not reaches(writer):
        return
    context = {
        "post": comment.post,
        "site": SiteSettings.load(),
        "became": WHAT_BECAME_OF_IT[Comment.State(decision.to_state)],
        "reason": decision.reason,
        "quoted": _quoted(comment),
        "post_url": absolute(comment.post.get_absolute_url()),
        "policy_url": policy_url(),
    }
    yield Outbox(
        recipient=writer.address,
        subject=f"Your comment on “{comment.post.title}” {context['became']}",
        text=render_to_string("comment_decided.txt", context, using="mail"),
        due_at=timezone.now() + TIME_TO_UNDO,
    )


def warning(commenter: Commenter, text: str, about: Comment | None) -> Outbox:
    """Tells a commenter what a moderator asks of them; the caller has asked reaches."""
    site = SiteSettings.load()
    context = {
        "site": site,
        "text": text,
        "post": about.post if about else None,
        "quoted": _quoted(about) if about else "",
        "post_url": absolute(about.post.get_absolute_url()) if about else "",
        "policy_url": policy_url(),
    }
    return Outbox(
        recipient=commenter.address,
        subject=f"About your comments at {site.title}",
        text=render_to_string("commenter_warned.txt", context, using="mail"),
    )


def reaches(commenter: Commenter) -> bool:
    """Whether the address is proved: an account's, or one where a link was followed."""
    if commenter.user is not None:
        return True
    email = commenter.email
    return bool(email) and Confirmation.objects.done().of(email).exists()


def _quoted(comment: Comment) -> str:
    """Marked line by line: nobody's words look like ours."""
    return indent(comment.comment, "> ", lambda line: True)


def policy_url() -> str:
    """The page with the rules for commenters; "" if there is none."""
    path = settings.MASTHEAD_COMMENT_POLICY_PAGE
    page = Page.objects.published().filter(path=path).first()
    return absolute(page.get_absolute_url()) if page else ""
