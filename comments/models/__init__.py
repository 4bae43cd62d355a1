"""Comments, what moderators decided about them, and the rules that help them."""

from .comment import Comment
from .moderation import Ban, ModerationDecision, Note, Rule

__all__ = ["Ban", "Comment", "ModerationDecision", "Note", "Rule"]
