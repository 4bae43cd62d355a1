"""What a comment said before it was edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .comment import Comment


class EarlierText(models.Model):
    """A text that an edit replaced: moderators see what others answered."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="earlier_texts"
    )
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)
    # None: a guest, whose comment it is.
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["replaced_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
