"""The index of the words of comments, compared with the comments."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from comments.search import index_differs, rebuild

from .difference import Difference


def search_differences() -> Iterator[Difference]:
    """One for the whole index: it is made anew as a whole."""
    if index_differs():
        yield Difference(
            "The search index does not hold what the comments say.",
            lambda: deque(rebuild(), maxlen=0),
        )
