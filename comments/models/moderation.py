"""What moderators and rules decide about comments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from .comment import Comment


class ModerationDecision(models.Model):
    """Who (or which rule) did what to which comment, when and why."""

    comment = models.ForeignKey(
        Comment,
        # Rows are erased only by the privacy tools and old spam, with their history.
        on_delete=models.CASCADE,
        related_name="decisions",
        db_index=False,  # comments_decision_history begins with it
    )
    from_state = models.CharField(max_length=11, choices=Comment.State, blank=True)
    to_state = models.CharField(max_length=11, choices=Comment.State)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # The rule's name, kept as text: the rule may be changed or deleted later.
    rule = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    # What the rule went by, for moderators: its writer would write around it.
    because = models.CharField(max_length=300, blank=True)
    # The name of the template that the reason comes from, kept as text like the rule's.
    template = models.CharField(max_length=60, blank=True)
    # The key of the mail to the comment's writer; mails are deleted after some days.
    mail_id = models.BigIntegerField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    # Of a moderator's decision: the seconds since the comment had entered its state.
    waited = models.PositiveIntegerField(null=True, blank=True, editable=False)
    undone_by = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undoes",
    )

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(
                fields=["comment", "made_at"], name="comments_decision_history"
            ),
            models.Index(fields=["-made_at", "-id"], name="comments_decision_newest"),
            # For the statistics: what rules took out of sight, what moderators decided.
            models.Index(
                fields=["to_state", "made_at"], name="comments_decision_outcome"
            ),
            models.Index(
                fields=["made_at"],
                condition=Q(waited__isnull=False),
                name="comments_decision_by_staff",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    from_state__in=[
                        "",
                        "unconfirmed",
                        "held",
                        "public",
                        "spam",
                        "removed",
                    ]
                ),
                name="comments_decision_known_from_state",
                violation_error_message="A comment was new, unconfirmed, held, public, "
                "spam or removed.",
            ),
            models.CheckConstraint(
                condition=Q(
                    to_state__in=["unconfirmed", "held", "public", "spam", "removed"]
                ),
                name="comments_decision_known_to_state",
                violation_error_message="A comment becomes unconfirmed, held, public, "
                "spam or removed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state or 'new'} → {self.to_state}"

    @property
    def is_arrival(self) -> bool:
        """Its writer's doing: posted, or confirmed. No moderator can undo that."""
        confirmed = self.from_state == Comment.State.UNCONFIRMED
        return not self.from_state or (confirmed and self.made_by_id is None)

    @property
    def dismisses_reports(self) -> bool:
        """A moderator left the comment as it was, and has not taken that back by this.

        What a service answered may leave it, too, but says by what.
        """
        stays = self.from_state == self.to_state and not self.because
        return stays and not hasattr(self, "undoes")

    @property
    def can_be_undone(self) -> bool:
        """Whether there is anything to go back to, if it is the last one."""
        changes = self.from_state != self.to_state or self.dismisses_reports
        return changes and not self.is_arrival


def latest_reason() -> Subquery:
    """Why a comment is in its state: a moderator's words, or the rule's name.

    What was undone, and that it was, says nothing of that.
    """
    decisions = ModerationDecision.objects.filter(
        comment=OuterRef("pk"), undone_by=None, undoes=None
    )
    said = Coalesce(NullIf("reason", Value("")), "rule")
    return Subquery(decisions.order_by("-made_at", "-id").values_list(said)[:1])
