"""Comments, what moderators decided about them, and the rules that help them."""

from .answer import Answer, unread_replies_for
from .comment import Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation, place_of
from .moderation import Ban, ModerationDecision, Note
from .rule import Rule
from .telling import Gathered, Telling

__all__ = [
    "CONFIRMED_WITHIN",
    "Answer",
    "Ban",
    "Comment",
    "Confirmation",
    "Gathered",
    "ModerationDecision",
    "Note",
    "Rule",
    "Telling",
    "place_of",
    "unread_replies_for",
]
