"""Threads as the content files write them, and when each comment was posted.

A comment begins with its depth and who speaks, and goes on until the next one::

    = marjorie [as crossing]
    It is not four minutes. I have counted it.

    == colin [after 3 hours]
    With what?

    == lenny [removed: Abuse of another reader]
    …

``==`` answers the last ``=`` above it. In brackets, divided by semicolons: ``as`` gives a
name that a later comment can say as ``{#crossing}``, ``after`` how long after the one
that it answers, ``agreed`` which members did, and ``held``, ``spam``, ``removed: reason``,
``featured`` or ``frozen: reason`` what a moderator did.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict

from demo.dates import span
from demo.documents import ContentError

STATES = ("held", "spam", "removed")
MARKS = ("featured", "frozen")
# Comments come quickly in the first hours and then ever more slowly.
TYPICAL_PAUSE = timedelta(minutes=25)
# The part of the time since the post was published that a thread may fill.
SHARE_OF_TIME = 0.96

_HEADING = re.compile(r"^(=+) ([\w-]+)(?: \[(.+)\])?$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class CommentRecord:
    """One comment: ``parent`` is the index of what it answers, None for a root."""

    speaker: str
    parent: int | None
    text: str
    name: str = ""
    after: timedelta | None = None
    state: str = "public"
    # Set above the thread, or with no more answers below it.
    mark: str = ""
    reason: str = ""
    agreed: tuple[str, ...] = ()


class _Options(TypedDict, total=False):
    name: str
    after: timedelta
    state: str
    mark: str
    reason: str
    agreed: tuple[str, ...]


def read_thread(path: Path) -> list[CommentRecord]:
    """The comments of a thread in reading order."""
    parts = _HEADING.split(path.read_text(encoding="utf-8"))
    lines = parts[0].splitlines()
    if any(line.strip() and not line.startswith("#") for line in lines):
        raise ContentError(f"{path.name}: the first comment has no speaker.")
    records: list[CommentRecord] = []
    branch: list[int] = []
    for marks, speaker, options, text in zip(*[iter(parts[1:])] * 4, strict=True):
        level = len(marks) - 1
        if level > len(branch) or not text.strip():
            raise ContentError(
                f"{path.name}: “{marks} {speaker}” answers nothing, or says nothing."
            )
        branch = [*branch[:level], len(records)]
        records.append(
            CommentRecord(
                speaker=speaker,
                parent=branch[-2] if level else None,
                text=text.strip(),
                **_options(options or "", path=path),
            )
        )
    return records


def _options(text: str, *, path: Path) -> _Options:
    found: _Options = {}
    for option in filter(None, (part.strip() for part in text.split(";"))):
        word, _, rest = option.partition(" ")
        if word == "as":
            found["name"] = rest
        elif word == "after":
            found["after"] = span(rest)
        elif word == "agreed":
            found["agreed"] = tuple(rest.split())
        elif word.rstrip(":") in MARKS:
            found["mark"], found["reason"] = word.rstrip(":"), rest
        elif word.rstrip(":") in STATES:
            found["state"], found["reason"] = word.rstrip(":"), rest
        else:
            raise ContentError(f"{path.name}: “{option}” is not known in brackets.")
    return found


def moments(
    records: list[CommentRecord], *, start: datetime, end: datetime
) -> list[datetime]:
    """When each comment was posted: answers after what they answer, all before ``end``.

    The pauses are drawn by lot, but always the same lot for the same thread.
    """
    lot = random.Random(len(records))  # noqa: S311 (nothing secret hangs on it)
    times: list[datetime] = []
    last_root = start
    for record in records:
        pause = record.after or TYPICAL_PAUSE * lot.lognormvariate(0, 1.1)
        before = last_root if record.parent is None else times[record.parent]
        times.append(before + pause)
        if record.parent is None:
            last_root = times[-1]
    latest, room = max(times) - start, (end - start) * SHARE_OF_TIME
    if latest > room:
        times = [start + (at - start) * (room / latest) for at in times]
    return times
