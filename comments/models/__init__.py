"""Comments, what moderators decided about them, and the rules that help them."""

from .answer import Answer, unread_replies_for
from .comment import Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation, place_of
from .earlier_text import EarlierText
from .moderation import Ban, ModerationDecision, Note, latest_reason
from .reason import Reason, ReasonTemplate
from .report import ReportReason
from .rule import Rule
from .telling import Gathered, Telling
from .thread import FormerPlace, Thread, ThreadDecision

__all__ = [
    "CONFIRMED_WITHIN",
    "Answer",
    "Ban",
    "Comment",
    "Confirmation",
    "EarlierText",
    "FormerPlace",
    "Gathered",
    "ModerationDecision",
    "Note",
    "Reason",
    "ReasonTemplate",
    "ReportReason",
    "Rule",
    "Telling",
    "Thread",
    "ThreadDecision",
    "latest_reason",
    "place_of",
    "unread_replies_for",
]
