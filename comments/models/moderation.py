"""What moderators decide, and what decides for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from .comment import Comment

if TYPE_CHECKING:
    from comments.drafts import Draft


class BanQuerySet(models.QuerySet["Ban"]):
    """Bans, those that have ended included."""

    def in_force(self) -> Self:
        """Those that hold now."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))

    def against(self, draft: Draft) -> Self:
        """Those that name the draft's writer."""
        named = Q(email__iexact=draft.email) & ~Q(email="")
        if draft.user is not None:
            named |= Q(user=draft.user)
        if draft.ip_address:
            named |= Q(ip_address=draft.ip_address)
        return self.filter(named)


class Ban(models.Model):
    """Somebody who may not comment: by account, e-mail address or IP address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="bans",
    )
    email = models.EmailField(blank=True)
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(
        null=True, blank=True, help_text="Empty: until it is lifted."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar = BanQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        indexes = [
            models.Index(fields=["email"], name="comments_ban_email"),
            models.Index(fields=["ip_address"], name="comments_ban_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False)
                | ~Q(email="")
                | Q(ip_address__isnull=False),
                name="comments_ban_names_somebody",
                violation_error_message="Say who is banned: an account, an e-mail "
                "address or an IP address.",
            )
        ]

    def __str__(self) -> str:
        return self.email or self.ip_address or str(self.user)


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


def latest_reason() -> Subquery:
    """Why a comment is in its state: a moderator's words, or the rule's name."""
    decisions = ModerationDecision.objects.filter(comment=OuterRef("pk"))
    said = Coalesce(NullIf("reason", Value("")), "rule")
    return Subquery(decisions.order_by("-made_at", "-id").values_list(said)[:1])


class NoteQuerySet(models.QuerySet["Note"]):
    """What moderators told each other, the oldest first."""

    def about(self, comment: Comment) -> Self:
        """Those about the comment's writer: by account, of a guest by e-mail."""
        if comment.author_id:
            return self.filter(user=comment.author_id)
        return self.filter(email__iexact=comment.user_email).exclude(email="")


class Note(models.Model):
    """What moderators tell each other about a commenter."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="moderators_notes",
    )
    email = models.EmailField(blank=True)
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["email"], name="comments_note_email")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""),
                name="comments_note_names_somebody",
                violation_error_message="Say whom the note is about: an account "
                "or an e-mail address.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
