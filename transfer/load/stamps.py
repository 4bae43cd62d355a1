"""What tells a changed export from a local edit.

``import_digest`` of a row is a stamp of two halves: the first from what the export
said, the second from what was written for it. When the first no longer fits, the
export has changed; when the second no longer fits, somebody has edited the row here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

HALF = 32


def stamp(record_digest: str, written: Iterable[object]) -> str:
    """The stamp of a row for which the export said this, and this was written."""
    return f"{record_digest[:HALF]:-<{HALF}}{_digest_of(written)}"


def restamp(stored: str, written: Iterable[object]) -> str:
    """The stamp of a row in which something else was written for the same export."""
    return f"{stored[:HALF]}{_digest_of(written)}"


def is_news(record_digest: str, stored: str) -> bool:
    """Whether the export says something else than when ``stored`` was put on.

    A record without a digest has nothing to say: it only names what it stands for.
    """
    return bool(record_digest) and stored[:HALF] != record_digest[:HALF]


def is_edited(stored: str, stands: Iterable[object]) -> bool:
    """Whether what stands in the row now is something else than what was written."""
    return stored[HALF:] != _digest_of(stands)


def _digest_of(values: Iterable[object]) -> str:
    said = "\0".join(_text(value) for value in values)
    return hashlib.sha256(said.encode()).hexdigest()[:HALF]


def _text(value: object) -> str:
    # The database gives a moment back in another zone than it was written in.
    return str(value.astimezone(UTC) if isinstance(value, datetime) else value)
