"""The whole report of an import as a file for machines: JSON, written as it goes.

However much comes in, memory holds the entries of one batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from .report import Entry, Report


class Ledger:
    """Writes FILE beside its place, and puts it there when it is whole."""

    def __init__(self, path: Path) -> None:
        """OSError if there can't be a file."""
        self.path = path
        self.unfinished = path.with_name(f"{path.name}.part")
        self.file: TextIO = self.unfinished.open("w", encoding="utf-8")
        self.file.write('{\n"entries": [')
        self.is_first = True

    def write(self, entries: Iterable[Entry]) -> None:
        """Add what a batch did, once it is committed."""
        for entry in entries:
            self.file.write("\n" if self.is_first else ",\n")
            self.file.write(json.dumps(entry._asdict(), ensure_ascii=False))
            self.is_first = False

    def close(self, report: Report, *, reason: str, is_dry_run: bool) -> None:
        """End the file with the sums; ``reason`` says why the import ended early."""
        sums = {
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "left out": _nested(report.left_out.items()),
            "noted": _nested(report.notes.items()),
        }
        tail = {"counts": sums, "dry_run": is_dry_run, "stopped": reason}
        said = json.dumps(tail, ensure_ascii=False, indent=1).removeprefix("{\n")
        self.file.write(f"\n],\n{said}\n")
        self.file.close()
        self.unfinished.replace(self.path)


def _nested(
    counts: Iterable[tuple[tuple[str, str], int]],
) -> dict[str, dict[str, int]]:
    """``{"page": {"was private: withdrawn": 2}}``."""
    found: dict[str, dict[str, int]] = {}
    for (what, why), number in counts:
        found.setdefault(what, {})[why] = number
    return found
