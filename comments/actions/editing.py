"""Writers edit and delete what they wrote, for a while; what stood there is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_comments.models import Comment as LibraryComment

from comments import markup
from comments.facts import draft_of
from comments.models import DELETED_BY_WRITER, Comment, EarlierText, ModerationDecision

from .checking import record_verdict
from .counting import lock_post_of
from .deciding import enter_state
from .referring import draw_on, written_on
from .refusing import CommentRefusedError, ask_moderator, refuse_unless_open
from .telling import note_held

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post

State = Comment.State

EDITABLE = {State.UNCONFIRMED, State.HELD, State.PUBLIC}
# Who mends a slip at once tells nobody: hardly anybody has read it.
UNMARKED_FOR = timedelta(minutes=2)

TOO_LATE = "This comment can no longer be changed."


def editable_until(state: str, posted_at: datetime) -> datetime | None:
    """Until when a comment's writer may change it (aware); None: no longer, or never.

    What a moderator has removed, or called spam, stays as it is.
    """
    until = posted_at + timedelta(minutes=settings.MASTHEAD_EDIT_MINUTES)
    return until if state in EDITABLE and timezone.now() < until else None


@transaction.atomic
def edit_comment(
    comment: Comment, text: str, *, by: User | None, request: HttpRequest | None = None
) -> Comment:
    """Let the writer (``by``; None: a guest) change the text; the comment as it is now.

    The rules are asked again: they may take it out of sight, and let nothing in that
    waits for a moderator. CommentRefusedError with the reason if it is too late, or
    the post or the rules refuse it.
    """
    post, comment = _locked(comment)
    if text == comment.comment:
        return comment
    comment.draft = replace(draft_of(comment), text=text)
    refuse_unless_open(post, comment.draft)
    marks = _is_noticed(comment)
    rewrite(post, comment, text, by=by)
    if marks:
        comment.edited_at = timezone.now()
        Comment.objects.filter(pk=comment.pk).update(edited_at=comment.edited_at)
    judgement = ask_moderator(comment, request)
    before = comment.state
    if before == State.HELD:
        # It waits anew: a moderator who has the old text open decides about nothing.
        Comment.objects.filter(pk=comment.pk).update(state_since=timezone.now())
    if (before, judgement.state) in _TAKES_AWAY:
        enter_state(post, comment, judgement.state)
        record_verdict(comment, judgement, from_state=before)
        if comment.state == State.HELD:
            note_held(comment)
    return comment


# Spam that waits for a click, or a moderator, is out of sight like other spam.
_TAKES_AWAY = {
    (State.PUBLIC, State.HELD),
    (State.PUBLIC, State.SPAM),
    (State.HELD, State.SPAM),
    (State.UNCONFIRMED, State.SPAM),
}


def rewrite(post: Post, comment: Comment, text: str, *, by: User | None) -> None:
    """Put ``text`` in the place of the comment's, and keep what stood there.

    For whoever edits, in a transaction that has locked the post. It neither asks the
    rules nor marks the comment as edited.
    """
    EarlierText.objects.create(comment=comment, text=comment.comment, replaced_by=by)
    comment.comment, comment.post = text, post
    comment.body_html = draw_on(written_on(comment), text)
    comment.drawn_with = markup.DRAWING_VERSION
    LibraryComment.objects.filter(pk=comment.pk).update(comment=text)
    Comment.objects.filter(pk=comment.pk).update(
        body_html=comment.body_html, drawn_with=comment.drawn_with
    )


@transaction.atomic
def delete_own_comment(comment: Comment, *, by: User | None) -> Comment:
    """Let the writer (``by``; None: a guest) take the comment back.

    Where public replies hang below it a tombstone says so, otherwise nothing stays in
    the thread. Moderators still see it. CommentRefusedError if it is too late.
    """
    post, comment = _locked(comment)
    before = comment.state
    comment.removal_note = DELETED_BY_WRITER
    comment.deleted_at = timezone.now()
    enter_state(post, comment, State.REMOVED)
    ModerationDecision.objects.create(
        comment=comment,
        from_state=before,
        to_state=State.REMOVED,
        made_by=by,
        reason=DELETED_BY_WRITER.capitalize(),
    )
    return comment


def _locked(comment: Comment) -> tuple[Post, Comment]:
    """The post, locked, and the comment as it is now; CommentRefusedError if too late."""
    post = lock_post_of(comment)
    comment = Comment.objects.select_related("author").get(pk=comment.pk)
    comment.post = comment.content_object = post
    if not may_still_edit(comment):
        raise CommentRefusedError(TOO_LATE)
    return post, comment


def may_still_edit(comment: Comment) -> bool:
    """Whether its writer may change the comment now."""
    until = editable_until(comment.state, comment.posted_at)
    return until is not None and not comment.import_ref


def _is_noticed(comment: Comment) -> bool:
    """Whether somebody has read the text, or answered it, and shall see the change."""
    if comment.edited_at:
        return True
    if comment.state != State.PUBLIC:
        return False
    return (
        timezone.now() - comment.state_since > UNMARKED_FOR
        or comment.replies.visible().exists()
    )
