"""Every change to comments. Nothing else writes a comment or its state.

The caller has checked permission. Each action is one transaction that locks the post
first and touches its comments afterwards: one order everywhere, so that no two
actions wait for each other.
"""

from .amending import amend, source_of
from .claiming import claim, claimable
from .confirming import EXPIRED, confirm
from .deciding import UndoError, approve, change_state, hold, mark_spam, remove, undo
from .editing import (
    TOO_LATE,
    delete_own_comment,
    edit_comment,
    editable_until,
    may_still_edit,
)
from .flagging import dismiss_reports, react, reaction_of, report
from .following import (
    change_pace,
    choose_mails,
    follow,
    follow_new_address,
    follow_thread,
    followed_by,
    stop_mails,
    told_of,
)
from .gathering import send_gathered
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
from .people import WarningError, lift, note, restrain, warn
from .posting import post_comment
from .reading import mark_read
from .reasoning import decide
from .referring import draw_on, written_on
from .refusing import (
    CommentRefusedError,
    comments_close_at,
    minutes,
    takes_comments,
)
from .telling import tell_due
from .undoing import undo_in_thread
from .upkeep import erase_old_spam, erase_unconfirmed, redraw

__all__ = [
    "EXPIRED",
    "TOO_LATE",
    "Branch",
    "CommentRefusedError",
    "ThreadError",
    "ThreadSettings",
    "UndoError",
    "WarningError",
    "amend",
    "approve",
    "branch_of",
    "change_pace",
    "change_state",
    "change_thread",
    "choose_mails",
    "claim",
    "claimable",
    "close_thread",
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
    "feature",
    "follow",
    "follow_new_address",
    "follow_thread",
    "followed_by",
    "freeze",
    "hold",
    "lift",
    "mark_read",
    "mark_spam",
    "may_still_edit",
    "minutes",
    "move_branch",
    "note",
    "post_comment",
    "react",
    "reaction_of",
    "redraw",
    "remove",
    "reopen_thread",
    "report",
    "restrain",
    "send_gathered",
    "source_of",
    "stop_mails",
    "takes_comments",
    "tell_due",
    "told_of",
    "undo",
    "undo_in_thread",
    "unfeature",
    "unfreeze",
    "warn",
    "written_on",
]
