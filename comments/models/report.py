"""Why a reader reported a comment."""

from __future__ import annotations

from django.db import models
from django_comments.models import CommentFlag


class ReportReason(models.Model):
    """What a reader finds wrong with a comment: beside the package's flag, which says
    who reported it and when. Moderators alone read it."""

    class Kind(models.TextChoices):
        SPAM = "spam", "Spam or advertising"
        INSULT = "insult", "Insults or threatens somebody"
        PRIVATE = "private", "Gives away somebody's private data"
        OFF_TOPIC = "off_topic", "Has nothing to do with the post"
        OTHER = "other", "Something else"

    flag = models.OneToOneField(
        CommentFlag, on_delete=models.CASCADE, related_name="reason"
    )
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["spam", "insult", "private", "off_topic", "other"]
                ),
                name="comments_known_reason_of_report",
                violation_error_message="Choose one of the reasons.",
            )
        ]

    def __str__(self) -> str:
        said = self.get_kind_display()
        return f"{said}: {self.text}" if self.text else said
