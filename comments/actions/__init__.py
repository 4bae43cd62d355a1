"""Every change to comments. Nothing else writes a comment or its state.

The caller has checked permission. Each action is one transaction that locks the post
first and touches its comments afterwards: one order everywhere, so that no two
actions wait for each other.
"""

from .confirming import EXPIRED, confirm
from .deciding import UndoError, approve, change_state, hold, mark_spam, remove, undo
from .flagging import dismiss_reports, has_reacted, react, report
from .following import follow_thread, followed_thread, mute_thread
from .governing import (
    ThreadError,
    ThreadSettings,
    change_thread,
    close_thread,
    feature,
    freeze,
    reopen_thread,
    unfeature,
    unfreeze,
)
from .moving import Branch, branch_of, move_branch
from .posting import post_comment
from .reasoning import decide
from .refusing import (
    CommentRefusedError,
    comments_close_at,
    minutes,
    takes_comments,
)
from .undoing import undo_in_thread
from .upkeep import erase_old_spam, erase_unconfirmed, redraw

__all__ = [
    "EXPIRED",
    "Branch",
    "CommentRefusedError",
    "ThreadError",
    "ThreadSettings",
    "UndoError",
    "approve",
    "branch_of",
    "change_state",
    "change_thread",
    "close_thread",
    "comments_close_at",
    "confirm",
    "decide",
    "dismiss_reports",
    "erase_old_spam",
    "erase_unconfirmed",
    "feature",
    "follow_thread",
    "followed_thread",
    "freeze",
    "has_reacted",
    "hold",
    "mark_spam",
    "minutes",
    "move_branch",
    "mute_thread",
    "post_comment",
    "react",
    "redraw",
    "remove",
    "reopen_thread",
    "report",
    "takes_comments",
    "undo",
    "undo_in_thread",
    "unfeature",
    "unfreeze",
]
