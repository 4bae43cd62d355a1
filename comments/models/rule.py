"""A rule: what happens to a new comment that meets a condition."""

from __future__ import annotations

import ipaddress
import re
from typing import ClassVar

import re2
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from comments.languages import LANGUAGES

# More memory than this no pattern gets: RE2 refuses (a{1000}){1000} while it reads it.
PATTERN_MEMORY = 1 << 20
_RATE = re.compile(r"[1-9]\d{0,3}/[1-9]\d{0,3}")


class Rule(models.Model):
    """What happens to a new comment that meets a condition; the first rule wins."""

    class Condition(models.TextChoices):
        FIRST_COMMENT = "first_comment", "First comment of this guest or member"
        TRUSTED = "trusted", "Writer has so many public comments, none removed"
        LINKS = "links", "At least so many links"
        WORDS = "words", "Contains one of these words (one a line)"
        PATTERN = "pattern", "Matches one of these patterns (one a line)"
        EMAIL = "email", "E-mail address ends with one of these (one a line)"
        ADDRESS = "address", "IP address in one of these ranges (one a line)"
        POST_AGE = "post_age", "Post at least so many days old"
        RATE = "rate", "Writer posts so many in so many minutes (5/10)"
        CAPITALS = "capitals", "At least so many per cent capital letters"
        LETTERS = "letters", "At least so many per cent letters of another script"
        SHORT = "short", "At most so many characters"
        LONG = "long", "At least so many characters"
        LIKE_SPAM = "like_spam", "At least so many per cent like earlier spam"
        REPORTS = "reports", "Reported by at least so many readers"
        LIKELY_SPAM = "likely_spam", "At least so many per cent likely spam, as taught"
        LANGUAGE = "language", "In none of these languages (en, de: one a line)"
        AKISMET = "akismet", "Akismet calls it spam"

    class Verdict(models.TextChoices):
        PUBLISH = "publish", "Publish"
        HOLD = "hold", "Hold"
        SPAM = "spam", "Spam"
        REFUSE = "refuse", "Refuse"

    PER_CENT: ClassVar[set[str]] = {
        Condition.CAPITALS,
        Condition.LETTERS,
        Condition.LIKE_SPAM,
        Condition.LIKELY_SPAM,
    }
    NUMERIC: ClassVar[set[str]] = PER_CENT | {
        Condition.TRUSTED,
        Condition.LINKS,
        Condition.POST_AGE,
        Condition.SHORT,
        Condition.LONG,
        Condition.REPORTS,
    }
    LISTED: ClassVar[set[str]] = {
        Condition.WORDS,
        Condition.PATTERN,
        Condition.EMAIL,
        Condition.ADDRESS,
        Condition.LANGUAGE,
    }

    name = models.CharField(
        max_length=200, help_text="Shown to moderators, and to the writer when held."
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("active", default=True)
    condition = models.CharField(max_length=20, choices=Condition)
    value = models.TextField(
        blank=True, help_text="A number, or one word, ending or range a line."
    )
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.HOLD)
    message = models.CharField(
        max_length=300, blank=True, help_text="Said to the writer when refused."
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    condition__in=[
                        "first_comment",
                        "trusted",
                        "links",
                        "words",
                        "pattern",
                        "email",
                        "address",
                        "post_age",
                        "rate",
                        "capitals",
                        "letters",
                        "short",
                        "long",
                        "like_spam",
                        "reports",
                        "likely_spam",
                        "language",
                        "akismet",
                    ]
                ),
                name="comments_rule_known_condition",
                violation_error_message="No rule knows this condition.",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["publish", "hold", "spam", "refuse"]),
                name="comments_rule_known_verdict",
                violation_error_message="A rule publishes, holds, refuses "
                "or says spam.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                name="comments_rule_name_unique",
                violation_error_message="Another rule has this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """ValidationError, with a sentence for whoever wrote the rule."""
        value = self.value.strip()
        if self.condition in self.NUMERIC:
            self._clean_number(value)
        elif self.condition in self.LISTED:
            self._clean_lines(value)
        elif self.condition == self.Condition.RATE and not _RATE.fullmatch(value):
            raise ValidationError(
                {"value": "Write how many comments in how many minutes: 5/10."}
            )
        self._clean_verdict()

    def _clean_verdict(self) -> None:
        if self.verdict in {self.Verdict.HOLD, self.Verdict.SPAM}:
            return
        if self.condition == self.Condition.REPORTS:
            raise ValidationError(
                {"verdict": "What is reported stands already: hold it, or say spam."}
            )
        if self.condition == self.Condition.AKISMET:
            raise ValidationError(
                {"verdict": "Akismet answers later: hold what it finds, or say spam."}
            )

    def _clean_number(self, value: str) -> None:
        # No isdecimal(): int() would read "٣", and nobody here meant it.
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValidationError({"value": "This condition needs a whole number."})
        if self.condition in self.PER_CENT and int(value) > 100:
            raise ValidationError({"value": "No text has more than 100 per cent."})

    def _clean_lines(self, value: str) -> None:
        lines = [line.strip() for line in value.splitlines() if line.strip()]
        if not lines:
            raise ValidationError(
                {"value": "Name at least one, or the rule never applies."}
            )
        if self.condition == self.Condition.ADDRESS:
            for line in lines:
                _check_range(line)
        if self.condition == self.Condition.PATTERN:
            for line in lines:
                _check_pattern(line)
        if self.condition == self.Condition.LANGUAGE:
            for line in lines:
                _check_language(line)


def _check_range(line: str) -> None:
    try:
        ipaddress.ip_network(line, strict=False)
    except ValueError as error:
        raise ValidationError(
            {"value": f"{line} is no IP address or range."}
        ) from error


def _check_language(line: str) -> None:
    if line.lower() not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        raise ValidationError(
            {"value": f"{line} is no language that can be told. These can: {known}."}
        )


def _check_pattern(line: str) -> None:
    options = re2.Options()
    options.max_mem = PATTERN_MEMORY
    options.log_errors = False
    try:
        re2.compile(line, options=options)
    except re2.error as error:
        why = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        raise ValidationError({"value": f"{line} is no pattern: {why}."}) from error
