"""What moderators do about people. All of it stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from comments import mails_to_writers
from comments.commenters import Commenter
from comments.models import Ban, Comment, Note
from mail import actions as mail

if TYPE_CHECKING:
    from accounts.models import User


class WarningError(Exception):
    """The commenter can't be warned; the message is for the moderator."""


def note(commenter: Commenter, *, text: str, by: User) -> Note:
    """Tell the other moderators."""
    return _noted(commenter, text, by, is_warning=False)


@transaction.atomic
def warn(
    commenter: Commenter, *, text: str, by: User, about: Comment | None = None
) -> Note:
    """Tell the commenter by mail, with the comment that it is about; keep a note.

    WarningError if nobody has proved that the address is the commenter's.
    """
    if not mails_to_writers.reaches(commenter):
        raise WarningError(
            "Nobody has proved that this address is the commenter’s, so no mail goes "
            "there. Leave a note instead, or remove the comment with a reason."
        )
    mail.queue([mails_to_writers.warning(commenter, text, about)])
    return _noted(commenter, text, by, is_warning=True)


def _noted(commenter: Commenter, text: str, by: User, *, is_warning: bool) -> Note:
    return Note.objects.create(
        user=commenter.user,
        email=commenter.email,
        text=text,
        is_warning=is_warning,
        written_by=by,
    )


def restrain(ban: Ban, *, by: User) -> Ban:
    """Put a ban or a hold in force. ValidationError if it names nobody."""
    ban.made_by = by
    ban.full_clean()
    ban.save()
    return ban


def lift(ban: Ban, *, by: User) -> bool:
    """End it now; it stays on record. False if it held no more."""
    in_force = Ban.objects.in_force().filter(pk=ban.pk)
    return bool(in_force.update(lifted_at=timezone.now(), lifted_by=by))
