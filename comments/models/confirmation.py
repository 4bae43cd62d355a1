"""The click in a mail by which a guest proves an e-mail address."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.visitors import place_of

from .comment import Comment

# Two nights: who writes in the evening reads the mail the day after.
CONFIRMED_WITHIN = timedelta(hours=48)


def digest_of(token: str) -> str:
    """What is kept of a token once its mail is sent: nobody makes a link of it."""
    return hashlib.sha256(token.encode()).hexdigest()


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Confirmations, those still to come included."""

    def ask(self, comment: Comment, token: str) -> Confirmation:
        """Wait for ``token`` to come back."""
        return self.create(
            comment=comment,
            email=comment.user_email,
            place=place_of(comment.ip_address),
            token_digest=digest_of(token),
        )

    def with_token(self, token: str) -> Confirmation | None:
        """The one whose link carries ``token``."""
        rows = self.select_related("comment__post")
        return rows.filter(token_digest=digest_of(token)).first()

    def of(self, email: str) -> Self:
        """Those of one address, whatever its case."""
        return self.alias(email_in_lower_case=Lower("email")).filter(
            email_in_lower_case=email.lower()
        )

    def done(self) -> Self:
        """Those whose link was followed."""
        return self.filter(confirmed_at__isnull=False)

    def open(self) -> Self:
        """Those whose link still works."""
        return self.filter(
            confirmed_at=None, asked_at__gt=timezone.now() - CONFIRMED_WITHIN
        )

    def expired(self) -> Self:
        """Those whose link was not followed in time."""
        return self.filter(
            confirmed_at=None, asked_at__lte=timezone.now() - CONFIRMED_WITHIN
        )


class Confirmation(models.Model):
    """A guest's comment that waits for the click in a mail, or waited for it."""

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="confirmation"
    )
    email = models.EmailField()
    # Where it was written: an IPv4 address, an IPv6 network of one customer.
    place = models.CharField(max_length=45, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar = ConfirmationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(Lower("email"), name="comments_confirmation_email"),
            models.Index(
                fields=["asked_at"],
                condition=Q(confirmed_at__isnull=True),
                name="comments_confirmation_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def has_expired(self) -> bool:
        """Whether the link has come to its end, followed or not."""
        return self.asked_at <= timezone.now() - CONFIRMED_WITHIN
