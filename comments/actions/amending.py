"""A moderator edits a comment's text; a notice below it says so, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from blog.markup import clean_comment
from comments.models import Comment, ThreadDecision

from .counting import lock_post_of
from .deciding import UNDONE
from .editing import rewrite
from .governing import ThreadError

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from blog.models import Post

# Imported and edited, all of them.
_TEXT = ("comment", "body_html", "import_ref", "edit_note", "edited_at")


def source_of(comment: Comment) -> str:
    """What a moderator edits: the text; of an imported comment its HTML."""
    return comment.body_html if comment.import_ref else comment.comment


@transaction.atomic
def amend(
    comment: Comment, text: str, *, by: User, reason: str
) -> ThreadDecision | None:
    """Put ``text`` in the place of the comment's, with ``reason`` below it for all.

    None if it said so already. ThreadError without a reason: nobody's words are
    changed in silence. What stood there is kept for moderators.
    """
    post = lock_post_of(comment, *_TEXT)
    if not reason:
        raise ThreadError("Say why: readers see the reason below the text.")
    if text == source_of(comment):
        return None
    return _replace(post, comment, text, note=reason, at=timezone.now(), by=by)


@transaction.atomic
def bring_text_back(decision: ThreadDecision, *, by: User) -> ThreadDecision:
    """Let the comment say again what it said before ``decision``, with its notice.

    ThreadError if somebody has edited it since.
    """
    comment, before = decision.comment, decision.before
    if comment is None:
        raise ThreadError("The comment is no longer here.")
    post = lock_post_of(comment, *_TEXT)
    kept = comment.earlier_texts.filter(pk__gte=before["earlier"])
    if kept.count() != 1:
        raise ThreadError("Somebody has edited it since: edit it by hand.")
    at = parse_datetime(before["edited_at"]) if before["edited_at"] else None
    text = kept.get().text
    return _replace(post, comment, text, note=before["edit_note"], at=at, by=by)


def _replace(  # noqa: PLR0913 (what is written, and by whom)
    post: Post, comment: Comment, text: str, *, note: str, at: datetime | None, by: User
) -> ThreadDecision:
    """Write text and notice, and that it was done; the post is locked."""
    before = {
        "edit_note": comment.edit_note,
        "edited_at": comment.edited_at.isoformat() if comment.edited_at else None,
    }
    # What is kept, and brought back, is what was edited.
    comment.comment = source_of(comment)
    rewrite(post, comment, text, by=by)
    if comment.import_ref:
        comment.body_html = clean_comment(text)
    comment.edit_note, comment.edited_at = note[:255], at
    Comment.objects.filter(pk=comment.pk).update(
        body_html=comment.body_html, edit_note=comment.edit_note, edited_at=at
    )
    kept = comment.earlier_texts.order_by("pk").last()
    return ThreadDecision.objects.create(
        post=post,
        comment=comment,
        act=ThreadDecision.Act.EDIT,
        before={**before, "earlier": kept.pk if kept else 0},
        made_by=by,
        reason=note[:300] or UNDONE,
    )
