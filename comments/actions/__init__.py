"""Every change to comments. Nothing else writes a comment or its state.

The caller has checked permission. Each action is one transaction that locks the post
first and touches its comments afterwards: one order everywhere, so that no two
actions wait for each other.
"""

from .confirming import EXPIRED, confirm
from .deciding import UndoError, approve, change_state, hold, mark_spam, remove, undo
from .flagging import dismiss_reports, has_reacted, react, report
from .following import (
    change_pace,
    choose_mails,
    follow,
    follow_new_address,
    follow_thread,
    followed_by,
    followed_thread,
    stop_mails,
    told_of,
)
from .gathering import send_gathered
from .posting import post_comment
from .reading import mark_read
from .refusing import CommentRefusedError, comments_close_at, takes_comments
from .telling import tell_due
from .upkeep import erase_old_spam, erase_unconfirmed, redraw

__all__ = [
    "EXPIRED",
    "CommentRefusedError",
    "UndoError",
    "approve",
    "change_pace",
    "change_state",
    "choose_mails",
    "comments_close_at",
    "confirm",
    "dismiss_reports",
    "erase_old_spam",
    "erase_unconfirmed",
    "follow",
    "follow_new_address",
    "follow_thread",
    "followed_by",
    "followed_thread",
    "has_reacted",
    "hold",
    "mark_read",
    "mark_spam",
    "post_comment",
    "react",
    "redraw",
    "remove",
    "report",
    "send_gathered",
    "stop_mails",
    "takes_comments",
    "tell_due",
    "told_of",
    "undo",
]
