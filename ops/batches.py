"""Going through a big table in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

BATCH_SIZE = 500


def in_batches(rows: QuerySet[M], *, size: int = BATCH_SIZE) -> Iterator[list[M]]:
    """Lists of up to ``size`` rows, by primary key; one query each.

    Nothing stays open between two of them, so the rows may be written meanwhile: SQLite
    would refuse to write beside a reading that others have overtaken.
    """
    rows = rows.order_by("pk")
    batch = list(rows[:size])
    while batch:
        # Whoever gets the rows may delete them, which takes their keys.
        last = batch[-1].pk
        yield batch
        batch = list(rows.filter(pk__gt=last)[:size])
