"""The kinds of reactions that the site offers, and how many of each are told.

The first kind is the package's "like", whatever the site calls it: renaming it keeps
what readers gave. A reader has one reaction to a comment, of one kind.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django_comments_xtd.models import LIKEDIT_FLAG

FLAG_OF_OTHERS = "reaction "


def kinds() -> list[str]:
    """Their names as the settings give them; at least one."""
    names: list[str] = settings.MASTHEAD_REACTIONS
    return names


def flag_of(kind: str) -> str:
    """What the package's table of flags calls a reaction of this kind."""
    return LIKEDIT_FLAG if kind == kinds()[0] else f"{FLAG_OF_OTHERS}{kind}"


def flags_of_reactions() -> list[str]:
    """All of them."""
    return [flag_of(kind) for kind in kinds()]


def kind_of(flag: str) -> str:
    """The other way; a kind that is offered no longer counts as the first."""
    kind = flag.removeprefix(FLAG_OF_OTHERS)
    return kind if kind in kinds() else kinds()[0]


def in_words(total: int, others: Mapping[str, int] | None) -> str:
    """``"5 agree"``, ``"3 agree · 2 insightful"``; empty without any.

    ``others``: how many of ``total`` are of which kind, without those of the first.
    """
    first, *rest = kinds()
    counts = {kind: (others or {}).get(kind, 0) for kind in rest}
    counts = {first: total - sum(counts.values())} | counts
    return " · ".join(f"{count} {kind}" for kind, count in counts.items() if count)
