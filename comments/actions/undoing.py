"""What was done to a thread is taken back, and that is recorded too."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from django.db import transaction

from blog.models import Post
from comments.models import Comment, ThreadDecision

from .amending import bring_text_back
from .deciding import UNDONE, UndoError
from .governing import (
    ThreadError,
    ThreadSettings,
    change_thread,
    feature,
    freeze,
    unfeature,
    unfreeze,
)
from .moving import move_branch

if TYPE_CHECKING:
    from accounts.models import User

Act = ThreadDecision.Act
_REVERSE = {
    Act.FREEZE: unfreeze,
    Act.UNFREEZE: freeze,
    Act.FEATURE: unfeature,
    Act.UNFEATURE: feature,
}


@transaction.atomic
def undo_in_thread(decision: ThreadDecision, *, by: User) -> ThreadDecision:
    """Do the reverse. UndoError if things are not any more as ``decision`` left them."""
    decision.refresh_from_db(fields=["undone_by"])
    if decision.undone_by_id:
        raise UndoError("Somebody else has undone this already.")
    try:
        undoing = _reverse(decision, by)
    except ThreadError as error:
        raise UndoError(str(error)) from error
    if undoing is None:
        raise UndoError("Everything is already as it was before.")
    decision.undone_by = undoing
    decision.save(update_fields=["undone_by"])
    return undoing


def _reverse(decision: ThreadDecision, by: User) -> ThreadDecision | None:
    if decision.act == Act.SETTINGS:
        return _restore_settings(decision, by)
    if decision.act == Act.MOVE:
        return _move_back(decision, by)
    if decision.act == Act.EDIT:
        return bring_text_back(decision, by=by)
    act = _REVERSE.get(Act(decision.act))
    if act is None or decision.comment is None:
        raise ThreadError("This can't be undone.")
    return act(decision.comment, by=by, reason=UNDONE)


def _restore_settings(decision: ThreadDecision, by: User) -> ThreadDecision | None:
    post = Post.objects.get(pk=decision.post_id)
    if any(getattr(post, name) != value for name, value in decision.after.items()):
        raise ThreadError("Somebody has changed this since: change it by hand.")
    before = cast("ThreadSettings", decision.before)
    return change_thread(post, before, by=by, reason=UNDONE)


def _move_back(decision: ThreadDecision, by: User) -> ThreadDecision:
    """To its old place and numbers; what was answered meanwhile comes along."""
    comment = decision.comment
    if comment is None or comment.post_id != decision.to_post_id:
        raise ThreadError("It has been moved on since: move it by hand.")
    answered = Comment.objects.filter(pk=decision.before["in_reply_to"]).first()
    moved = move_branch(
        comment,
        to=decision.post,
        by=by,
        reason=UNDONE,
        in_reply_to=answered,
        leaves_signpost=False,
    )
    _feature_again(decision, by)
    return moved


def _feature_again(decision: ThreadDecision, by: User) -> None:
    """What stood above the thread before it was moved, where there is still room."""
    featured = decision.before.get("featured", [])
    for comment in Comment.objects.filter(pk__in=featured, post=decision.post):
        # Others may be featured by now, or it may be out of sight.
        with suppress(ThreadError):
            feature(comment, by=by, reason=UNDONE)
