"""Comments, what moderators decided about them, and the rules that help them."""

from .comment import Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation, place_of
from .earlier_text import EarlierText
from .moderation import Ban, ModerationDecision, Note, latest_reason
from .reason import Reason, ReasonTemplate
from .report import ReportReason
from .rule import Rule

__all__ = [
    "CONFIRMED_WITHIN",
    "Ban",
    "Comment",
    "Confirmation",
    "EarlierText",
    "ModerationDecision",
    "Note",
    "Reason",
    "ReasonTemplate",
    "ReportReason",
    "Rule",
    "latest_reason",
    "place_of",
]
