"""How far a file has been read, for whoever sits in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)


class Out(Protocol):
    """Where plain lines go."""

    def write(self, text: str, /) -> object: ...


@contextmanager
def reading(path: Path, out: Out, *, what: str = "") -> Iterator[Callable[[int], None]]:
    """A function to tell the bytes read so far: a bar on a terminal, else one line.

    ``what`` names the part that is read, if it isn't all: "media".
    """
    name = f"{what} of {path.name}" if what else path.name
    console = Console(stderr=True)
    size = path.stat().st_size
    if not console.is_terminal:
        out.write(f"Reading {name}, {size:,} bytes.")
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
        task = progress.add_task(name, total=size)
        yield lambda position: progress.update(task, completed=position)
