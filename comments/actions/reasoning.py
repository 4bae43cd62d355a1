"""Decisions for a reason, and the mail that tells a comment's writer of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from comments import mails_to_writers
from comments.models import Comment, ModerationDecision, Reason, ReasonTemplate
from mail import actions as mail

from .deciding import change_state
from .flagging import dismiss_reports

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def decide(
    comment: Comment, to: str, *, by: User, reason: Reason, seen: str = ""
) -> ModerationDecision | None:
    """Decide for a reason; ``to`` "": dismiss the reports. None: nothing changed.

    The writer is told by mail, a few minutes later, if the reason's template says so.
    """
    if to:
        decision = change_state(comment, to, by=by, reason=str(reason), seen=seen)
    else:
        decision = dismiss_reports(comment, by=by, reason=str(reason))
    if decision is not None and reason.template is not None:
        _note_template(decision, reason.template)
    return decision


def _note_template(decision: ModerationDecision, template: ReasonTemplate) -> None:
    decision.template = template.name
    if template.tells_writer and not _was_told(decision):
        letters = list(mails_to_writers.decided(decision))
        mail.queue(letters)
        decision.mail_id = letters[0].pk if letters else None
    decision.save(update_fields=["template", "mail_id"])


def _was_told(decision: ModerationDecision) -> bool:
    """Whether the comment's writer has had a mail with this reason already."""
    told = ModerationDecision.objects.filter(
        comment=decision.comment_id, template=decision.template, undone_by=None
    )
    return told.exclude(mail_id=None).exists()
