"""What the doctor finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Something stored that is not what the rows say."""

    says: str
    # None: nothing here can bring it back.
    mend: Callable[[], object] | None = None
