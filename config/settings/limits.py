"""How often one may do what: what is usual, and how a site says otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping

from environ import ImproperlyConfigured

# So many in so many seconds; None: as many as one likes.
Limit = tuple[int, int] | None

# By person (an account, a guest's e-mail address), with "-place" by IP address.
USUAL = {
    "post": "10/10m",
    "post-place": "20/10m",
    "edit": "30/10m",
    "preview": "60/10m",
    "preview-place": "300/10m",
    "report": "20/1h",
    "react": "100/10m",
    "follow": "30/1h",
    "confirm-place": "60/10m",
    "search-place": "30/1m",
    "me-place": "600/1m",
}
SECONDS = {"s": 1, "m": 60, "h": 3600}
_LIMIT = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,3})([smh])")
LONGEST = 86_400


def rate_limits(said: Mapping[str, str]) -> dict[str, Limit]:
    """The usual ones, and instead of some of them what the site says.

    ``10/5m``: ten in five minutes; ``off``: no limit. ImproperlyConfigured with a
    sentence otherwise.
    """
    if unknown := sorted(said.keys() - USUAL.keys()):
        raise ImproperlyConfigured(
            f"MASTHEAD_RATE_LIMITS knows no {', '.join(unknown)}; "
            f"it knows {', '.join(USUAL)}."
        )
    return {name: _limit(name, text) for name, text in {**USUAL, **said}.items()}


def _limit(name: str, text: str) -> Limit:
    if text == "off":
        return None
    found = _LIMIT.fullmatch(text)
    if found and (seconds := int(found[2]) * SECONDS[found[3]]) <= LONGEST:
        return int(found[1]), seconds
    raise ImproperlyConfigured(
        f"MASTHEAD_RATE_LIMITS says {name}={text}; say it like post=10/5m (ten in five "
        "minutes, at most 24h), or post=off."
    )
