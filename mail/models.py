"""Who wants to be told of what, and the mails on their way.

The app knows no other model: a subscription names its topic by a text that only the
caller understands (``thread:345``).
"""

from __future__ import annotations

import secrets
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

KEY_BYTES = 32


def new_key() -> str:
    """What nobody guesses: whoever has it may end the subscription."""
    return secrets.token_urlsafe(KEY_BYTES)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Who is told of what."""

    def to(self, topic: str) -> Self:
        """Those to one topic."""
        return self.filter(topic=topic)

    def of(self, email: str) -> Self:
        """Those of one address, whatever its case."""
        return self.alias(email_in_lower_case=Lower("email")).filter(
            email_in_lower_case=email.lower()
        )


class Subscription(models.Model):
    """An address that is told of a topic until it says stop; then the row goes.

    One that would come back by itself (a topic that is on unless somebody says no)
    stays, with the pace NEVER.
    """

    class Pace(models.TextChoices):
        EACH = "each", "One mail for each"
        HOURLY = "hourly", "Once an hour"
        DAILY = "daily", "Once a day"
        NEVER = "never", "No mail"

    topic = models.CharField(max_length=100)
    email = models.EmailField("e-mail address")
    pace = models.CharField(max_length=6, choices=Pace, default=Pace.EACH)
    # So much was sent that until then several things come in one mail.
    gathered_until = models.DateTimeField(null=True, editable=False)
    # In the link that ends it, so that one click does without signing in.
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        indexes = [
            models.Index(Lower("email"), name="mail_subscription_by_email"),
            models.Index(fields=["-since", "-id"], name="mail_subscription_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                "topic",
                Lower("email"),
                name="mail_subscription_unique",
                violation_error_message="This address is told of it already.",
            ),
            models.CheckConstraint(
                condition=Q(pace__in=["each", "hourly", "daily", "never"]),
                name="mail_subscription_known_pace",
                violation_error_message="Mails come one by one, once an hour, once a "
                "day or never.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.topic}"


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """Mails, those that have been sent included."""

    def due(self) -> Self:
        """Those to send now, the longest waiting first."""
        return self.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")


class Outbox(models.Model):
    """A mail that is sent after the transaction that wrote it, or was lately."""

    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    # The one that the mail comes from: who ends it gets nothing more that waits.
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # Ends it; empty: there is none.
    unsubscribe_url = models.URLField(max_length=500, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    # None: sent, or given up.
    due_at = models.DateTimeField(null=True, default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    # None: always of use. A link that no longer works is better not sent.
    useless_after = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # What the mail server said last.
    error = models.TextField(blank=True)

    objects: ClassVar = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name = "mail"
        verbose_name_plural = "outbox"
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="mail_outbox_due",
            ),
            models.Index(fields=["-queued_at", "-id"], name="mail_outbox_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"

    @property
    def is_useless(self) -> bool:
        """Whether it comes too late."""
        return self.useless_after is not None and self.useless_after < timezone.now()
