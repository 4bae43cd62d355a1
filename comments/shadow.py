"""What is not told to the writer: that the comment is shadow-held, or taken for spam."""

from __future__ import annotations

from comments.models import Ban, Comment

RULE = Ban.Kind.SHADOW.label


def as_told(state: str, reason: str) -> tuple[str, str]:
    """State and reason of a comment as its writer is told them."""
    if state == Comment.State.HELD and reason == RULE:
        return Comment.State.PUBLIC, ""
    if state == Comment.State.SPAM:
        # Whoever reads that, and why, writes around it.
        return Comment.State.HELD, ""
    return state, reason
