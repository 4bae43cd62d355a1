"""What moderators have taught: which words stand in spam, and which in good comments."""

from __future__ import annotations

from django.db import models

from .comment import Comment


class TokenCount(models.Model):
    """In how many comments that were called spam, and good, a token stood.

    The row of the empty token counts the comments themselves.
    """

    token = models.CharField(max_length=120, primary_key=True)
    spam = models.IntegerField(default=0)
    good = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.token or 'all'}: {self.spam} spam, {self.good} good"


class Lesson(models.Model):
    """A comment that has been counted, as what, and the tokens that it had then."""

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, primary_key=True, related_name="lesson"
    )
    is_spam = models.BooleanField()
    # One a line: the text may change, and what was counted must be taken back.
    tokens = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.comment_id}: {'spam' if self.is_spam else 'good'}"
