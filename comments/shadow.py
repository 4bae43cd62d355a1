"""What is not told to the writer: that the comment is shadow-held, or taken for spam."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from comments.models import Ban, Comment
from comments.threads import hue_of, initials_of

RULE = Ban.Kind.SHADOW.label


def as_told(state: str, reason: str) -> tuple[str, str]:
    """State and reason of a comment as its writer is told them."""
    if state == Comment.State.HELD and reason == RULE:
        return Comment.State.PUBLIC, ""
    if state == Comment.State.SPAM:
        # Whoever reads that, and why, writes around it.
        return Comment.State.HELD, ""
    return state, reason


def looks_of(name: str, posted_at: datetime) -> dict[str, object]:
    """What stands beside the text of a public comment, for a script to draw."""
    return {
        "hue": hue_of(name),
        "initials": initials_of(name),
        "when": date_format(localtime(posted_at), "j F Y, H:i"),
    }
