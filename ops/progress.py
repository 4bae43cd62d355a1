"""How far a long job is, for whoever sits in front of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def shown(rows: Iterable[T], what: str, *, total: int | None) -> Iterator[T]:
    """The ``rows`` as they are, with a progress bar where stderr is a terminal.

    ``total`` None: nobody knows.
    """
    console = Console(stderr=True)
    return iter(
        track(rows, what, total=total, console=console, disable=not console.is_terminal)
    )
