"""A page of comments that match, with the words marked in what is shown of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from comments.lately import text_of
from comments.querysets import CommentQuerySet

from .asking import Sought, words_of
from .matching import ABOVE_ALL_KEYS, CHUNKS, matches

PAGE_SIZE = 20
# Characters shown before the first match, and in all.
BEFORE, SHOWN = 80, 300


class Piece(NamedTuple):
    """A part of a text; ``found``: it is one of the words that were sought."""

    text: str
    found: bool


class Row(NamedTuple):
    """What is shown of a comment; the order is that of the query."""

    pk: int
    number: int
    author_id: int | None
    author_name: str
    posted_at: datetime
    title: str
    html: str


@dataclass(frozen=True)
class FoundPage:
    """``older``: the key below which the next page begins; None: there is none."""

    rows: list[tuple[Row, list[Piece]]]
    older: int | None = None


def page_of_found(
    sought: Sought, comments: CommentQuerySet, *, below: int = ABOVE_ALL_KEYS
) -> FoundPage:
    """A page of those of ``comments`` that match, newest first.

    At most as many matches are looked at as CHUNKS says: where nearly none of them may
    be seen, a page has fewer rows, and still an older one.
    """
    rows: list[Row] = []
    looked_at, last = 0, below
    for chunk in matches(sought, below=below):
        looked_at, last = looked_at + len(chunk), chunk[-1]
        found = comments.filter(pk__in=chunk).order_by("-pk")
        rows += rows_of(found[: PAGE_SIZE + 1 - len(rows)])
        if len(rows) > PAGE_SIZE:
            break
    else:
        is_cut = looked_at >= sum(CHUNKS)
        return FoundPage(_marked(rows, sought), last if is_cut else None)
    shown = rows[:PAGE_SIZE]
    return FoundPage(_marked(shown, sought), shown[-1].pk)


def rows_of(comments: CommentQuerySet) -> list[Row]:
    """What is shown of each; one query."""
    columns = [field.replace("title", "post__title") for field in Row._fields]
    columns = [field.replace("html", "body_html") for field in columns]
    return [Row(*row) for row in comments.values_list(*columns)]


def latest_of(comments: CommentQuerySet) -> FoundPage:
    """The first of ``comments``, with nothing marked."""
    rows = rows_of(comments[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    is_last = len(rows) <= PAGE_SIZE
    return FoundPage(_marked(shown, Sought()), None if is_last else shown[-1].pk)


def found_among(
    comments: CommentQuerySet, sought: Sought, *, most: int = 1000
) -> list[int]:
    """Keys of those of ``comments`` that match, the newest ``most``, in no order."""
    found: list[int] = []
    for chunk in matches(sought):
        rows = comments.order_by().filter(pk__in=chunk)
        found += rows.values_list("pk", flat=True)
        if len(found) >= most:
            break
    return found[:most]


def _marked(rows: list[Row], sought: Sought) -> list[tuple[Row, list[Piece]]]:
    return [(row, pieces_of(text_of(row.html), sought.words)) for row in rows]


def pieces_of(text: str, terms: list[list[str]]) -> list[Piece]:
    """The part of ``text`` around what was found first, cut where that begins and ends.

    A term is a list of words that must follow each other.
    """
    places = sorted(_places(text, terms))
    start = max(0, places[0][0] - BEFORE) if places else 0
    if start:
        # Not in the middle of a word.
        start = text.find(" ", start) + 1
    end = start + SHOWN
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + SHOWN // 2)
    pieces = [Piece("… ", found=False)] if start else []
    at = start
    for first, last in places:
        if at <= first and last <= end:
            pieces += [
                Piece(text[at:first], found=False),
                Piece(text[first:last], found=True),
            ]
            at = last
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else ""), found=False))
    return [piece for piece in pieces if piece.text]


def _places(text: str, terms: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Where the terms stand: from which character to which."""
    words: list[tuple[str, int, int]] = []
    at = 0
    for word in words_of(text):
        at = text.index(word, at)
        words.append((_plain(word), at, at + len(word)))
        at += len(word)
    for term in terms:
        plain = [_plain(word) for word in term]
        for first in range(len(words) - len(plain) + 1):
            found = words[first : first + len(plain)]
            if plain and [word for word, _, _ in found] == plain:
                yield found[0][1], found[-1][2]


def _plain(word: str) -> str:
    """As the index compares: without case and accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
