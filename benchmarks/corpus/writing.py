"""The invented words of the blog, drawn once and put together in ever new ways."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from benchmarks.wordpress_export import WORDS, words
from comments.markup import draw_comment

# What every choice by chance begins with.
SEED = "the quay"
PARAGRAPHS = 200
COMMENTS = 400


class Said(NamedTuple):
    """What a reader typed, and what a page shows of it."""

    text: str
    html: str


def chance_of(what: str) -> Random:
    """A source of chance that is the same whenever ``what`` is."""
    return Random(f"{SEED}: {what}")


class Writing:
    """Paragraphs for posts, and whole comments."""

    def __init__(self) -> None:
        chance = chance_of("writing")
        self.paragraphs = [_paragraph(chance) for _ in range(PARAGRAPHS)]
        self.comments = [_comment(chance) for _ in range(COMMENTS)]

    def body(self, chance: Random, links: list[str]) -> str:
        """A post of about 4 KB as an editor leaves it: clean, and drawn as it is."""
        parts = chance.choices(self.paragraphs, k=9)
        parts[2] = f"<blockquote>{parts[2]}</blockquote>"
        parts[4] = f"<ul><li>{words(chance, 9)}</li><li>{words(chance, 9)}</li></ul>"
        for address in links:
            parts.append(f'<p>{words(chance, 8)}: <a href="{address}">there</a>.</p>')
        return "".join(parts)


def title_of(chance: Random) -> str:
    """Seven words."""
    return words(chance, 7)


def slug_of(rank: int) -> str:
    """The address of the post that ``rank`` others are newer than."""
    first, second = rank % len(WORDS), rank // len(WORDS) % len(WORDS)
    return f"{WORDS[first]}-{WORDS[second]}-{rank}"


def _paragraph(chance: Random) -> str:
    return f"<p>{words(chance, 60)}, <em>{words(chance, 3)}</em>.</p>"


def _comment(chance: Random) -> Said:
    parts = [f"{words(chance, chance.randrange(8, 60))}."]
    if chance.random() < 0.2:
        parts.insert(0, f"> {words(chance, 12)}.")
    if chance.random() < 0.5:
        parts.append(f"{words(chance, 20)}, *{words(chance, 2)}*.")
    if chance.random() < 0.1:
        parts.append(f"See [there](https://example.org/{chance.randrange(999)}).")
    text = "\n\n".join(parts)
    return Said(text, draw_comment(text))
