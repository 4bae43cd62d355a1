"""Every change to comments. Nothing else writes a comment or its state.

The caller has checked permission. Each action is one transaction that locks the post
first and touches its comments afterwards: one order everywhere, so that no two
actions wait for each other.
"""

from .deciding import UndoError, approve, change_state, hold, mark_spam, remove, undo
from .flagging import dismiss_reports, has_reacted, react, report
from .posting import (
    CommentRefusedError,
    comments_close_at,
    post_comment,
    takes_comments,
)
from .upkeep import erase_old_spam, redraw

__all__ = [
    "CommentRefusedError",
    "UndoError",
    "approve",
    "change_state",
    "comments_close_at",
    "dismiss_reports",
    "erase_old_spam",
    "has_reacted",
    "hold",
    "mark_spam",
    "post_comment",
    "react",
    "redraw",
    "remove",
    "report",
    "takes_comments",
    "undo",
]
