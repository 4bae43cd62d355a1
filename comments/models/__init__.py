"""Comments, what moderators decided about them, and the rules that help them."""

from .comment import Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation, place_of
from .earlier_text import EarlierText
from .lesson import Lesson, TokenCount
from .moderation import Ban, ModerationDecision, Note, latest_reason
from .reason import Reason, ReasonTemplate
from .rule import Rule

__all__ = [
    "CONFIRMED_WITHIN",
    "Ban",
    "Comment",
    "Confirmation",
    "EarlierText",
    "Lesson",
    "ModerationDecision",
    "Note",
    "Reason",
    "ReasonTemplate",
    "Rule",
    "TokenCount",
    "latest_reason",
    "place_of",
]
