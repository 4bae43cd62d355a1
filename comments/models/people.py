"""What moderators do about people, and tell each other about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format

from comments.networks import network_of, networks_around, shown_network

if TYPE_CHECKING:
    from accounts.models import User
    from comments.drafts import Draft


class BanQuerySet(models.QuerySet["Ban"]):
    """Bans and holds, those that have ended or were lifted included."""

    def in_force(self) -> Self:
        """Those that hold now."""
        not_ended = Q(until__isnull=True) | Q(until__gt=timezone.now())
        return self.filter(not_ended, lifted_at=None)

    def not_in_force(self) -> Self:
        """Those that have ended or were lifted."""
        return self.filter(Q(until__lte=timezone.now()) | Q(lifted_at__isnull=False))

    def naming(self, user: User | None, email: str, *networks: str) -> Self:
        """Those that name an account, an e-mail address or one of the networks."""
        named = Q(lower=email.lower()) & ~Q(email="")
        if user is not None:
            named |= Q(user=user)
        if networks:
            named |= Q(network__in=networks)
        return self.alias(lower=Lower("email")).filter(named)

    def against(self, draft: Draft) -> Self:
        """Those that name the draft's writer, or a network that it comes from."""
        return self.naming(draft.user, draft.email, *networks_around(draft.ip_address))

    def strictest(self) -> Ban | None:
        """The one that decides; of those of a kind the one that ends last."""
        kinds = Ban.Kind.values
        found = sorted(self, key=lambda ban: (kinds.index(ban.kind), ban.ends_sooner))
        return found[0] if found else None


class Ban(models.Model):
    """What keeps somebody from commenting freely: lifted some day, never deleted."""

    class Kind(models.TextChoices):
        """The strictest first. The labels of holds stand in the record as rules do."""

        BAN = "ban", "Ban"
        SHADOW = "shadow", "Shadow hold"
        HOLD = "hold", "Every comment of this writer is held"

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.BAN)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="bans",
    )
    email = models.EmailField(blank=True)
    # In the one spelling of comments.networks: an address and its range are compared
    # as texts, by the index.
    network = models.CharField("IP address or range", max_length=43, blank=True)
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
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar = BanQuerySet.as_manager()

    class Meta:
        verbose_name = "ban or hold"
        verbose_name_plural = "bans and holds"
        ordering = ["-since", "-id"]
        indexes = [
            models.Index(Lower("email"), name="comments_ban_by_email"),
            models.Index(
                fields=["network"],
                condition=~Q(network=""),
                name="comments_ban_network",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email="") | ~Q(network=""),
                name="comments_ban_names_whom",
                violation_error_message="Say whom it is about: an account, an e-mail "
                "address, an IP address or a range.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ban", "shadow", "hold"]),
                name="comments_ban_known_kind",
                violation_error_message="Choose a ban or a hold.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.named}"

    def clean(self) -> None:
        """Spell the network as it is looked up."""
        if self.network:
            try:
                self.network = network_of(self.network)
            except ValueError as error:
                raise ValidationError({"network": str(error)}) from error

    @property
    def named(self) -> str:
        """Everybody that it names, for moderators."""
        user = f"{self.user} (member)" if self.user else ""
        return ", ".join(filter(None, [user, self.email, self.shown_network]))

    @property
    def shown_network(self) -> str:
        """As moderators write it."""
        return shown_network(self.network)

    @property
    def is_in_force(self) -> bool:
        """Whether it holds now."""
        has_ended = self.until is not None and self.until <= timezone.now()
        return self.lifted_at is None and not has_ended

    @property
    def ends_sooner(self) -> float:
        """The greater, the sooner it ends: to sort by."""
        return -self.until.timestamp() if self.until else float("-inf")

    @property
    def refusal(self) -> str:
        """What somebody who is banned is told."""
        whose = "" if self.user_id or self.email else " from your network"
        if self.until is None:
            return f"You can’t comment here{whose}."
        end = date_format(timezone.localtime(self.until), "j F Y, H:i")
        return f"You can’t comment here{whose} until {end}."


class NoteQuerySet(models.QuerySet["Note"]):
    """What moderators told each other, the oldest first."""

    def naming(self, user: User | None, email: str) -> Self:
        """Those about a member; of a guest by e-mail."""
        if user is not None:
            return self.filter(user=user)
        rows = self.alias(lower=Lower("email")).filter(lower=email.lower())
        return rows.exclude(email="")


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
    # The commenter was told it by mail.
    is_warning = models.BooleanField(default=False, editable=False)
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
        indexes = [models.Index(Lower("email"), name="comments_note_by_email")]
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
