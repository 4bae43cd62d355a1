"""What moderators and rules did, in figures and small charts, for who moderates all."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments.charts import by_week, chart_of
from comments.permissions import moderates_all
from comments.statistics import DAY, HOUR, MINUTE, statistics_of

RANGES = [30, 90, 365]


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Of ?days=30, 90 or 365."""
    if not moderates_all(request.user):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    days = next((one for one in RANGES if str(one) == asked), RANGES[0])
    found = statistics_of(days)
    context = {
        **admin.site.each_context(request),
        "title": "Statistics of moderation",
        "days": days,
        "ranges": RANGES,
        "found": found,
        "median": wait_in_words(found.median_wait),
        "moderators": [
            (one, wait_in_words(one.median_wait)) for one in found.moderators
        ],
        "charts": [
            chart_of("held", "Comments held by rules", by_week(found.held_by_day)),
            chart_of(
                "waits", "How long held comments waited for a decision", found.waits
            ),
        ],
    }
    return render(request, "admin/comments/statistics.html", context)


def wait_in_words(seconds: int | None) -> str:
    """``3 min``, ``2 h 5 min``, ``4 d 1 h``; a dash for none."""
    if seconds is None:
        return "–"
    if seconds < HOUR:
        return f"{max(round(seconds / MINUTE), 1)} min"
    if seconds < DAY:
        return f"{seconds // HOUR} h {seconds % HOUR // MINUTE} min"
    return f"{seconds // DAY} d {seconds % DAY // HOUR} h"
