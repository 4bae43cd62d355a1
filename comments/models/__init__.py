"""Comments, what moderators decided about them, and the rules that help them."""

from .comment import Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation, place_of
from .moderation import Ban, ModerationDecision, Note, latest_reason
from .reason import Reason, ReasonTemplate
from .rule import Rule
from .thread import FormerPlace, Thread, ThreadDecision

__all__ = [
    "CONFIRMED_WITHIN",
    "Ban",
    "Comment",
    "Confirmation",
    "FormerPlace",
    "ModerationDecision",
    "Note",
    "Reason",
    "ReasonTemplate",
    "Rule",
    "Thread",
    "ThreadDecision",
    "latest_reason",
    "place_of",
]
