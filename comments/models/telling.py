"""What people are still to be told of: by mail, at once or gathered."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from mail.models import Subscription

from .comment import Comment


class Telling(models.Model):
    """A comment of which nobody has been told yet.

    Written in the transaction in which the comment becomes public or is held; goes in
    the one that writes the mails. So nothing is lost and nothing is told twice.
    """

    class What(models.TextChoices):
        PUBLIC = "public", "Became public"
        HELD = "held", "Waits for a moderator"

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    what = models.CharField(max_length=6, choices=What)
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "what"],
                name="comments_telling_unique",
                violation_error_message="This is to be told already.",
            ),
            models.CheckConstraint(
                condition=models.Q(what__in=["public", "held"]),
                name="comments_telling_known_what",
                violation_error_message="A comment became public, or waits.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.what}"


class GatheredQuerySet(models.QuerySet["Gathered"]):
    """What waits for a mail that says several things."""

    def due(self) -> Self:
        """What is to be mailed now."""
        return self.filter(due_at__lte=timezone.now())


class Gathered(models.Model):
    """A comment that comes to a subscriber with others, in one mail."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()

    objects: ClassVar = GatheredQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="comments_gathered_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "comment"],
                name="comments_gathered_unique",
                violation_error_message="This waits already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.comment_id}"
