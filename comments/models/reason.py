"""Reasons that moderators give again and again, written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from .comment import Comment

State = Comment.State


class ReasonTemplateQuerySet(models.QuerySet["ReasonTemplate"]):
    """Templates, those that are not offered any more included."""

    def offered(self) -> Self:
        """Those to choose from, in their order."""
        return self.filter(is_active=True)

    def for_warnings(self) -> Self:
        """Those that a writer may be warned with."""
        return self.offered().filter(for_warnings=True)


class ReasonTemplate(models.Model):
    """A reason in the words that the writer reads, and which decisions it is for."""

    name = models.CharField(max_length=60, unique=True, help_text="For moderators.")
    # A tombstone holds 255 characters, and own words may follow.
    text = models.CharField(
        max_length=240,
        help_text="Its writer reads it; on a tombstone and in the log, everybody does.",
    )
    tells_writer = models.BooleanField(
        "tell the writer by mail",
        default=False,
        help_text="Only at an address that is proved to be the writer’s.",
    )
    for_public = models.BooleanField("approve", default=False)
    for_held = models.BooleanField("hold", default=False)
    for_spam = models.BooleanField("spam", default=False)
    for_removed = models.BooleanField("remove", default=False)
    for_warnings = models.BooleanField("warn the writer", default=False)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="The first nine have a number key in the queue."
    )
    is_active = models.BooleanField("offered", default=True)

    objects: ClassVar = ReasonTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(for_public=True)
                | Q(for_held=True)
                | Q(for_spam=True)
                | Q(for_removed=True)
                | Q(for_warnings=True),
                name="comments_reason_is_for_something",
                violation_error_message="Say what the reason is for.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_for(self, state: str) -> bool:
        """Whether a decision that leads to ``state`` can have this reason."""
        return bool(getattr(self, f"for_{state}", False))


@dataclass(frozen=True)
class Reason:
    """Why a moderator decides so: own words, a template, or both."""

    words: str = ""
    template: ReasonTemplate | None = None

    def __str__(self) -> str:
        """What the writer reads: the template's text, then the own words."""
        said = [self.template.text if self.template else "", self.words]
        return " ".join(filter(None, said))
