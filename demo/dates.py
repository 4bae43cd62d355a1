"""Dates as the content files write them: by their distance from the first run."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from django.utils import timezone

from demo.documents import ContentError

_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
_SPAN = re.compile(r"(\d+) (minute|hour|day)s?")
_DAY = re.compile(r"(?:(\d+) days? ago|in (\d+) days?) at (\d\d):(\d\d)")


def span(text: str) -> timedelta:
    """How long ``20 minutes``, ``3 hours`` or ``1 day`` is."""
    if (found := _SPAN.fullmatch(text)) is None:
        raise ContentError(f"“{text}” is no time such as “3 hours”.")
    return int(found[1]) * _UNITS[found[2]]


def moment(text: str, *, now: datetime) -> datetime:
    """When ``2 hours ago``, ``12 days ago at 09:30`` or ``in 3 days at 07:00`` is.

    The clock is that of the site's time zone.
    """
    if text.endswith(" ago"):
        return now - span(text.removesuffix(" ago"))
    if (found := _DAY.fullmatch(text)) is None:
        raise ContentError(f"“{text}” is no date such as “12 days ago at 09:30”.")
    past, future, hour, minute = found.groups()
    day = timezone.localtime(now).date()
    day += timedelta(days=int(future)) if future else -timedelta(days=int(past))
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute))))
