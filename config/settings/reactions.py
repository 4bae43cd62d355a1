"""What readers may answer with a click, as the environment says it."""

from __future__ import annotations

from environ import ImproperlyConfigured

LONGEST = 20


def reaction_kinds(said: list[str]) -> list[str]:
    """Their names as they are; ImproperlyConfigured with a sentence if one is no word."""
    if not said or not all(
        0 < len(kind) <= LONGEST and kind.replace(" ", "").isalpha() for kind in said
    ):
        raise ImproperlyConfigured(
            f"MASTHEAD_REACTIONS must be words of at most {LONGEST} letters with commas "
            f"between them, such as agree,insightful, not {','.join(said)!r}."
        )
    return said
