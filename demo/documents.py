"""The form of the files in demo/content.

A document is a header of ``name: value`` lines, an empty line, and HTML. A table is one
row a line, its cells divided by ``|``. In both, lines that begin with ``#`` are for
those who edit the file. The readers are strict: a misspelt name stops the command with
a sentence, where a lenient one would quietly drop what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

CONTENT = Path(__file__).resolve().parent / "content"


class ContentError(Exception):
    """A content file is not in its form; the message names the file and the fault."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file: ``key`` is its name without the ending."""

    key: str
    header: dict[str, list[str]]
    body: str

    def one(self, name: str) -> str:
        """The value of ``name``; empty if the header has none."""
        return self.header.get(name, [""])[0]

    def every(self, name: str) -> list[str]:
        """The values of a name that may stand in several lines."""
        return self.header.get(name, [])

    def listed(self, name: str) -> list[str]:
        """The parts of a value with commas."""
        return [part.strip() for part in self.one(name).split(",") if part.strip()]


def read_document(
    path: Path, *, needed: Collection[str], known: Collection[str] = ()
) -> Document:
    """The document at ``path``, with all ``needed`` names and none but ``known``."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    header: dict[str, list[str]] = {}
    for line in head.splitlines():
        if line.startswith("#"):
            continue
        name, colon, value = line.partition(":")
        if not colon or not value.strip():
            raise ContentError(f"{path.name}: “{line}” is no “name: value”.")
        if name not in needed and name not in known:
            raise ContentError(f"{path.name}: “{name}” is not known in a header.")
        header.setdefault(name, []).append(value.strip())
    for name in needed:
        if name not in header:
            raise ContentError(f"{path.name}: the header lacks “{name}”.")
    return Document(key=path.stem, header=header, body=body.strip())


def read_table(path: Path, *, columns: int) -> list[list[str]]:
    """The rows of a table; every one has all its cells, some perhaps empty."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != columns:
            raise ContentError(
                f"{path.name}: “{line}” has {len(cells)} cells, not {columns}."
            )
        rows.append(cells)
    return rows
