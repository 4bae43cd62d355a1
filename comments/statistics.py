"""What moderators and rules did lately, in figures: four queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, ModerationDecision

State = Comment.State

# Of moderators' decisions, the latest: more change no median.
DECISIONS_READ = 20_000
MINUTE, HOUR, DAY = 60, 3600, 86_400
# How long comments waited: up to so many seconds, in words.
WAITS = [
    (10 * MINUTE, "10 minutes"),
    (HOUR, "an hour"),
    (6 * HOUR, "6 hours"),
    (DAY, "a day"),
    (3 * DAY, "3 days"),
]
LONGER = "longer"


@dataclass(frozen=True)
class Moderator:
    """What one moderator decided; ``median_wait`` in seconds, of held comments."""

    name: str
    decisions: int
    median_wait: int | None


@dataclass(frozen=True)
class RuleFigures:
    """What a rule hid, and how much of that a moderator then let through."""

    name: str
    met: int
    mistaken: int

    @property
    def per_cent(self) -> int:
        """Mistaken ones among those that it met."""
        return round(100 * self.mistaken / self.met)


@dataclass(frozen=True)
class Statistics:
    """Of some days up to now."""

    held_by_day: dict[date, int]
    # How many held comments were decided about within a time, in words.
    waits: dict[str, int]
    median_wait: int | None
    moderators: list[Moderator]
    rules: list[RuleFigures]

    @property
    def held(self) -> int:
        """How many comments rules held."""
        return sum(self.held_by_day.values())

    @property
    def waited(self) -> bool:
        """Whether anything that was held has been decided about."""
        return self.median_wait is not None


def statistics_of(days: int) -> Statistics:
    """Of the last ``days`` days, today included."""
    today = timezone.localdate()
    first = today - timedelta(days=days - 1)
    since = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    recent = ModerationDecision.objects.filter(made_at__gte=since).order_by()
    waits, moderators = _decided_by_moderators(recent)
    return Statistics(
        held_by_day=_held_by_day(recent, [first + timedelta(n) for n in range(days)]),
        waits=_spread(waits),
        median_wait=_median(waits),
        moderators=moderators,
        rules=_rules(recent),
    )


def _held_by_day(
    recent: QuerySet[ModerationDecision], days: list[date]
) -> dict[date, int]:
    held = recent.filter(to_state=State.HELD, made_by=None).exclude(
        from_state=State.HELD
    )
    rows = held.values_list(TruncDate("made_at")).annotate(count=Count("pk"))
    counted = dict.fromkeys(days, 0)
    counted.update({day: count for day, count in rows if day in counted})
    return counted


def _decided_by_moderators(
    recent: QuerySet[ModerationDecision],
) -> tuple[list[int], list[Moderator]]:
    """How long held comments had waited; what each moderator did, the busiest first."""
    rows = recent.filter(waited__isnull=False).order_by("-made_at")
    decided: Counter[int | None] = Counter()
    waits: dict[int | None, list[int]] = defaultdict(list)
    columns = rows.values_list("made_by", "from_state", "waited")
    for moderator, from_state, waited in columns[:DECISIONS_READ]:
        decided[moderator] += 1
        if from_state == State.HELD:
            waits[moderator].append(waited or 0)
    known = User.objects.filter(pk__in=filter(None, decided))
    names: dict[int | None, str] = dict(known.values_list("pk", "name"))
    moderators = [
        Moderator(names.get(pk) or "an account that is gone", count, _median(waits[pk]))
        for pk, count in decided.most_common()
    ]
    return [wait for some in waits.values() for wait in some], moderators


def _rules(recent: QuerySet[ModerationDecision]) -> list[RuleFigures]:
    """Those that hid something, the most mistaken first."""
    let_through = ModerationDecision.objects.filter(
        comment=OuterRef("comment"),
        to_state=State.PUBLIC,
        made_by__isnull=False,
        undone_by=None,
    )
    hidden = recent.filter(to_state__in=[State.HELD, State.SPAM], made_by=None)
    rows = hidden.exclude(rule="").values_list("rule")
    counted = rows.annotate(
        met=Count("pk"), mistaken=Count("pk", filter=Q(Exists(let_through)))
    )
    figures = [RuleFigures(*row) for row in counted]
    return sorted(figures, key=lambda one: (-one.mistaken, -one.met, one.name))


def _spread(waits: list[int]) -> dict[str, int]:
    spread = {words: 0 for _, words in WAITS} | {LONGER: 0}
    for wait in waits:
        spread[next((words for most, words in WAITS if wait <= most), LONGER)] += 1
    return spread


def _median(waits: list[int]) -> int | None:
    return int(median(waits)) if waits else None
