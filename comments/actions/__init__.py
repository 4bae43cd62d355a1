"""Every change to comments. Nothing else writes a comment or its state.

The caller has checked permission. Each action is one transaction that locks the post
first and touches its comments afterwards: one order everywhere, so that no two
actions wait for each other.
"""

from .confirming import EXPIRED, confirm
from .deciding import UndoError, approve, change_state, hold, mark_spam, remove, undo
from .editing import (
    TOO_LATE,
    delete_own_comment,
    edit_comment,
    editable_until,
    may_still_edit,
    rewrite,
)
from .flagging import dismiss_reports, has_reacted, react, report
from .following import follow_thread, followed_thread, mute_thread
from .posting import post_comment
from .reasoning import decide
from .referring import draw_on
from .refusing import CommentRefusedError, comments_close_at, takes_comments
from .upkeep import erase_old_spam, erase_unconfirmed, redraw

__all__ = [
    "EXPIRED",
    "TOO_LATE",
    "CommentRefusedError",
    "UndoError",
    "approve",
    "change_state",
    "comments_close_at",
    "confirm",
    "decide",
    "delete_own_comment",
    "dismiss_reports",
    "draw_on",
    "edit_comment",
    "editable_until",
    "erase_old_spam",
    "erase_unconfirmed",
    "follow_thread",
    "followed_thread",
    "has_reacted",
    "hold",
    "mark_spam",
    "may_still_edit",
    "mute_thread",
    "post_comment",
    "react",
    "redraw",
    "remove",
    "report",
    "rewrite",
    "takes_comments",
    "undo",
]
