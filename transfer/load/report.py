"""What an import did, in words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

# Of many things with one reason, so many are named.
EXAMPLES = 3
EDITED = "changed in the export, but edited here: stays as it is here"
OVERWRITTEN = "edited here: overwritten by what the export says"

# "comment of type …": its plural is "comments of type …".
_FIRST_NOUN = re.compile(r"(?= (?:of|on|with) )|$")

PLURALS = {
    "category": "categories",
    "comment on a page": "comments on pages",
    "menu entry": "menu entries",
    "upload that only bodies name": "uploads that only bodies name",
}


def counted(number: int, what: str) -> str:
    """``1 post``, ``1,000 posts``."""
    if number == 1:
        return f"1 {what}"
    if what in PLURALS:
        return f"{number:,} {PLURALS[what]}"
    return f"{number:,} {_FIRST_NOUN.sub('s', what, count=1)}"


def _sum(word: str, counts: Counter[str]) -> str:
    parts = ", ".join(counted(number, what) for what, number in counts.items())
    return f"{counts.total():,} {word}{': ' if parts else ''}{parts}."


class Entry(NamedTuple):
    """What an import did with one thing, or why it left it out."""

    # "new", "changed", "left out" or "noted".
    did: str
    kind: str
    ref: str
    title: str
    why: str = ""
    number: int = 1


class Report:
    """Counts by kind of thing, and by reason with the first few names.

    ``entries`` holds every single thing, if they are wanted.
    """

    def __init__(self, *, keeps_entries: bool = False) -> None:
        self.keeps_entries = keeps_entries
        self.new: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.unchanged: Counter[str] = Counter()
        # By what it is and why; the reason may be empty.
        self.left_out: Counter[tuple[str, str]] = Counter()
        self.notes: Counter[tuple[str, str]] = Counter()
        self.entries: list[Entry] = []
        self._examples: dict[tuple[str, str], list[str]] = defaultdict(list)

    @property
    def has_written(self) -> bool:
        """Whether the import left anything in the database."""
        return bool(self.new or self.changed)

    def come_in(self, kind: str, ref: str, title: str) -> None:
        """Something that was not here before."""
        self.new[kind] += 1
        self._enter(Entry("new", kind, ref, title))

    def change(self, kind: str, ref: str, title: str) -> None:
        """Something that was here and now says what the export says."""
        self.changed[kind] += 1
        self._enter(Entry("changed", kind, ref, title))

    def leave_out(
        self, what: str, title: str, *, why: str = "", ref: str = "", count: int = 1
    ) -> None:
        """Something of the export that did not come in."""
        self.left_out[what, why] += count
        self._name((what, why), title)
        self._enter(Entry("left out", what, ref, title, why, count))

    def note(self, what: str, sentence: str, title: str, *, ref: str = "") -> None:
        """Something that came in, but not as it was."""
        self.notes[what, sentence] += 1
        self._name((what, sentence), title)
        self._enter(Entry("noted", what, ref, title, sentence))

    def _enter(self, entry: Entry) -> None:
        if self.keeps_entries:
            self.entries.append(entry)

    def _name(self, reason: tuple[str, str], title: str) -> None:
        titles = self._examples[reason]
        if title and len(titles) < EXAMPLES and title not in titles:
            titles.append(title)

    def add(self, other: Report) -> None:
        """Take in what a batch did, once it is committed."""
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.left_out += other.left_out
        self.notes += other.notes
        for reason, titles in other._examples.items():
            for title in titles:
                self._name(reason, title)

    def lines(self) -> Iterator[str]:
        """The report, a line for each thing to know."""
        yield _sum("new", self.new)
        if self.changed:
            yield _sum("changed", self.changed)
        if self.unchanged:
            yield _sum("unchanged", self.unchanged)
        for reason, number in sorted(self.left_out.items()):
            what, why = reason
            because = f": {why}" if why else ""
            yield f"Left out: {counted(number, what)}{self._named(reason)}{because}."
        for reason, number in sorted(self.notes.items()):
            what, sentence = reason
            yield f"{counted(number, what)}: {sentence}{self._named(reason)}."

    def _named(self, reason: tuple[str, str]) -> str:
        titles = self._examples[reason]
        return (
            f" ({', '.join(f'“{title[:60]}”' for title in titles)})" if titles else ""
        )
