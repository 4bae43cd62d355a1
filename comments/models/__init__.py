"""Comments, what moderators decided about them, and the rules that help them."""

from .comment import Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation, place_of
from .moderation import ModerationDecision, latest_reason
from .people import Ban, Note
from .reason import Reason, ReasonTemplate
from .rule import Rule

__all__ = [
    "CONFIRMED_WITHIN",
    "Ban",
    "Comment",
    "Confirmation",
    "ModerationDecision",
    "Note",
    "Reason",
    "ReasonTemplate",
    "Rule",
    "latest_reason",
    "place_of",
]
