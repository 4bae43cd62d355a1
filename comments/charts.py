"""Bars of a chart as numbers: a template draws them as SVG, with no style inline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# In units of the drawing, which grows and shrinks with the page.
WIDTH, HEIGHT, GAP = 720, 140, 1
DRAWN_DAY_BY_DAY = 90
WEEK = 7


@dataclass(frozen=True)
class Bar:
    """Where a bar stands and what it says."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int


@dataclass(frozen=True)
class Chart:
    """The bars, and what the highest of them says; ``key`` names it in the page."""

    key: str
    title: str
    bars: list[Bar]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def first(self) -> str:
        """What the bar on the left is called."""
        return self.bars[0].label if self.bars else ""

    @property
    def last(self) -> str:
        """What the bar on the right is called."""
        return self.bars[-1].label if self.bars else ""


def chart_of(key: str, title: str, values: Mapping[str, int]) -> Chart:
    """A bar for each value; one that is not nothing can be seen."""
    highest = max(values.values(), default=0)
    step = WIDTH / (len(values) or 1)
    bars = []
    for place, (label, value) in enumerate(values.items()):
        height = max(HEIGHT * value / highest, 1) if value else 0
        bars.append(
            Bar(
                x=round(place * step, 2),
                y=round(HEIGHT - height, 2),
                width=round(max(step - GAP, step / 2), 2),
                height=round(height, 2),
                label=label,
                value=value,
            )
        )
    return Chart(key, title, bars, highest)


def by_week(days: Mapping[date, int]) -> dict[str, int]:
    """Days under their names; of more than a quarter of a year, weeks by their Monday."""
    if len(days) <= DRAWN_DAY_BY_DAY:
        return {_named(day): count for day, count in days.items()}
    weeks: dict[str, int] = {}
    for day, count in days.items():
        monday = f"week of {_named(day - timedelta(days=day.weekday()))}"
        weeks[monday] = weeks.get(monday, 0) + count
    return weeks


def _named(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
