"""Comments, what moderators decided about them, and the rules that help them."""

from .comment import Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation, place_of
from .moderation import Ban, ModerationDecision, Note
from .report import ReportReason
from .rule import Rule

__all__ = [
    "CONFIRMED_WITHIN",
    "Ban",
    "Comment",
    "Confirmation",
    "ModerationDecision",
    "Note",
    "ReportReason",
    "Rule",
    "place_of",
]
