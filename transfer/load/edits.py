"""Whether a row that is here already may be written again.

What somebody has edited here stays, unless whoever imports says otherwise; either way
the report names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .report import EDITED, OVERWRITTEN, Report
from .stamps import is_edited, is_news


class Known(NamedTuple):
    """A row that is here already, and what the export says of it now."""

    kind: str
    ref: str
    title: str
    # Of the record.
    digest: str
    # ``import_digest`` of the row.
    stamp: str


@dataclass(frozen=True)
class Edits:
    """What becomes of rows that were edited here."""

    overwrite: bool = False

    def may_matter(self, digest: str, stamp: str) -> bool:
        """Whether the row has to be read: most of a repeat need not be."""
        return is_news(digest, stamp) or (self.overwrite and bool(digest))

    def allow(self, row: Known, stands: Iterable[object], report: Report) -> bool:
        """Whether to write the row again; ``stands`` is what it holds now."""
        if is_edited(row.stamp, stands):
            sentence = OVERWRITTEN if self.overwrite else EDITED
            report.note(row.kind, sentence, row.title, ref=row.ref)
            return self.overwrite
        if not is_news(row.digest, row.stamp):
            report.unchanged[row.kind] += 1
            return False
        return True
