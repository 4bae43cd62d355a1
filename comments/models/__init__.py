"""Comments, what moderators decided about them, and the rules that help them."""

from .answer import Answer, unread_replies, unread_replies_for
from .comment import DELETED_BY_WRITER, Comment
from .confirmation import CONFIRMED_WITHIN, Confirmation
from .earlier_text import EarlierText
from .lesson import Lesson, TokenCount
from .moderation import ModerationDecision, latest_reason
from .people import Ban, Note
from .reason import Reason, ReasonTemplate
from .report import ReportReason
from .rule import Rule
from .telling import Gathered, Telling
from .thread import FormerPlace, Thread, ThreadDecision

__all__ = [
    "CONFIRMED_WITHIN",
    "DELETED_BY_WRITER",
    "Answer",
    "Ban",
    "Comment",
    "Confirmation",
    "EarlierText",
    "FormerPlace",
    "Gathered",
    "Lesson",
    "ModerationDecision",
    "Note",
    "Reason",
    "ReasonTemplate",
    "ReportReason",
    "Rule",
    "Telling",
    "Thread",
    "ThreadDecision",
    "TokenCount",
    "latest_reason",
    "unread_replies",
    "unread_replies_for",
]
