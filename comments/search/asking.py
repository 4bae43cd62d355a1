"""What readers type into a search box, understood. Nothing that they type is an error.

Words, all of which must occur; "several words" in this order; author:name or
author:"a name".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Nobody remembers more of a comment; each costs.
LONGEST_QUERY = 200
MOST_TERMS = 10

_TERM = re.compile(r'(author:)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


@dataclass(frozen=True)
class Sought:
    """Words and phrases of the text, of the writer's name, and where to look.

    ``post`` and ``account`` are keys; None: everywhere, of everybody.
    """

    terms: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    post: int | None = None
    account: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is sought that an index knows."""
        return not self.terms and not self.authors

    @property
    def words(self) -> list[list[str]]:
        """Of each term its words, as they are marked in a text."""
        return [words_of(term) for term in self.terms]


def read_query(
    text: str, *, post: int | None = None, account: int | None = None
) -> Sought:
    """What ``text`` asks for; the end of one that is too long is left out."""
    terms: list[str] = []
    authors: list[str] = []
    text = text[:LONGEST_QUERY].replace("\0", " ").translate(_QUOTES)
    for prefix, phrase, word in _TERM.findall(text):
        term = " ".join((phrase or word).split())
        # Signs alone are in no index.
        if any(letter.isalnum() for letter in term):
            (authors if prefix else terms).append(term)
    most = MOST_TERMS
    return Sought(tuple(terms[:most]), tuple(authors[:most]), post, account)


_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)
