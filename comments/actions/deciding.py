"""Moderators' decisions: from state to state, recorded, undoable."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_comments.models import Comment as LibraryComment

from comments import tasks
from comments.models import Comment, ModerationDecision
from mail import actions as mail

from .counting import count_as_gone, count_as_public, count_reports, lock_post_of
from .telling import note_public

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post

State = Comment.State
# What another moderator may have changed before the lock.
LOCKED_FIELDS = [
    "state",
    "state_since",
    "number",
    "posted_at",
    "removal_note",
    "report_count",
]
UNDONE = "Undone"


class UndoError(Exception):
    """The decision can't be undone; the message is for the moderator."""


def approve(
    comment: Comment, *, by: User, reason: str = ""
) -> ModerationDecision | None:
    """Make public. None if it was already."""
    return change_state(comment, State.PUBLIC, by=by, reason=reason)


def hold(comment: Comment, *, by: User, reason: str = "") -> ModerationDecision | None:
    """Take out of sight until a moderator has looked. None if it was already."""
    return change_state(comment, State.HELD, by=by, reason=reason)


def mark_spam(
    comment: Comment, *, by: User, reason: str = ""
) -> ModerationDecision | None:
    """Take out of sight; the row is erased some weeks later. None if it was."""
    return change_state(comment, State.SPAM, by=by, reason=reason)


def remove(
    comment: Comment, *, by: User, reason: str = ""
) -> ModerationDecision | None:
    """Take the text off; a tombstone with the reason stays if replies hang below."""
    return change_state(comment, State.REMOVED, by=by, reason=reason)


@transaction.atomic
def change_state(
    comment: Comment, to: str, *, by: User | None, reason: str = "", seen: str = ""
) -> ModerationDecision | None:
    """The one way from state to state: row, mirrors, number, counters, record.

    None if another moderator has done it already or, where ``seen`` is given (the state
    that the moderator saw, or the comment's ``standing``), anything else; so if the
    writer has changed what waits. ``comment`` is brought up to date.
    """
    post = lock_post_of(comment, *LOCKED_FIELDS)
    before, since = comment.state, comment.state_since
    if before == to or seen not in {"", before, comment.standing}:
        return None
    comment.removal_note = reason[:255] if to == State.REMOVED else ""
    comment.deleted_at = None
    enter_state(post, comment, to)
    decision = ModerationDecision(comment=comment, from_state=before, to_state=to)
    if by is not None:
        decision.made_by = by
        decision.waited = max(int((comment.state_since - since).total_seconds()), 0)
        _teach_after_commit(comment)
    decision.reason = reason[:300]
    decision.save(force_insert=True)
    if decision.waited is not None and comment.report_count:
        count_reports(comment)
    return decision


def _teach_after_commit(comment: Comment) -> None:
    # What can't be enqueued is learned by the next tick.
    learn = partial(tasks.learn_from.enqueue, comment.pk)
    transaction.on_commit(learn, robust=True)
    if settings.MASTHEAD_AKISMET_KEY:
        correct = partial(tasks.correct_akismet.enqueue, comment.pk)
        transaction.on_commit(correct, robust=True)


def enter_state(post: Post, comment: Comment, to: str) -> None:
    """Row, mirrors, number, counters; who is told afterwards. The post is locked.

    The caller records why, and has set ``removal_note`` and ``deleted_at``.
    """
    before, is_new = comment.state, comment.number is None
    comment.state = State(to)
    comment.state_since = timezone.now()
    if to == State.PUBLIC:
        count_as_public(post, comment)
    Comment.objects.filter(pk=comment.pk).update(
        state=comment.state,
        number=comment.number,
        state_since=comment.state_since,
        removal_note=comment.removal_note,
        deleted_at=comment.deleted_at,
    )
    LibraryComment.objects.filter(pk=comment.pk).update(
        is_public=to == State.PUBLIC, is_removed=to == State.REMOVED
    )
    if before == State.PUBLIC:
        count_as_gone(post)
    if to == State.PUBLIC and is_new:
        note_public(comment)


@transaction.atomic
def undo(decision: ModerationDecision, *, by: User) -> ModerationDecision:
    """Put the comment, or its reports, back to where ``decision`` took it from.

    UndoError if it was the comment's arrival, has been undone, or isn't the last.
    """
    lock_post_of(decision.comment)
    latest = decision.comment.decisions.order_by("-made_at", "-id").first()
    if decision.is_arrival:
        raise UndoError("This is how the comment came in; decide about it instead.")
    if latest is None or latest.pk != decision.pk or decision.undone_by_id:
        raise UndoError("Somebody has decided about this comment since.")
    undoing = _reverse(decision, by)
    if decision.from_state == State.REMOVED:
        _restore_removal_note(decision)
    if decision.mail_id:
        mail.withdraw(decision.mail_id)
    # What this one undid holds again.
    ModerationDecision.objects.filter(undone_by=decision).update(undone_by=None)
    decision.undone_by = undoing
    decision.save(update_fields=["undone_by"])
    count_reports(decision.comment)
    return undoing


def _reverse(decision: ModerationDecision, by: User) -> ModerationDecision:
    if decision.dismisses_reports:
        return ModerationDecision.objects.create(
            comment=decision.comment,
            from_state=decision.to_state,
            to_state=decision.from_state,
            made_by=by,
            reason=UNDONE,
        )
    back_to = decision.from_state
    if back_to == State.UNCONFIRMED and decision.comment.number:
        # It has been read, and perhaps answered: no click in a mail is waited for.
        back_to = State.HELD
    undoing = change_state(decision.comment, back_to, by=by, reason=UNDONE)
    if undoing is None:
        raise UndoError("The comment is already back where it was.")
    return undoing


def _restore_removal_note(decision: ModerationDecision) -> None:
    """The tombstone says again why the comment was removed, not that it is back."""
    removals = decision.comment.decisions.filter(
        to_state=State.REMOVED, pk__lt=decision.pk
    )
    removal = removals.last()
    decision.comment.removal_note = removal.reason[:255] if removal else ""
    Comment.objects.filter(pk=decision.comment_id).update(
        removal_note=decision.comment.removal_note
    )
