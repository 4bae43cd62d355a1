"""Who of another system's authors is whom here: a table that somebody wrote.

Two columns, comma-separated: login, display name or e-mail address there; address (slug)
or e-mail address of an author here, or "new".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from accounts.models import Author

NEW = "new"
HEADER = ("there", "here")

# By the name there without regard to case; None: a new author.
AuthorMap = dict[str, Author | None]


class AuthorMapError(Exception):
    """The table can't be used; the message has a line for each thing to mend."""


def read_author_map(path: Path) -> AuthorMap:
    """The table in the file. AuthorMapError names every line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AuthorMapError(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise AuthorMapError(f"{path} is not UTF-8 text.") from error
    found: AuthorMap = {}
    faults = []
    for line, row in _rows(text):
        if fault := _take(row, found):
            faults.append(f"{path}, line {line}: {fault}")
    if faults:
        raise AuthorMapError("\n".join(faults))
    return found


def as_table(logins: Iterable[str]) -> str:
    """A table to fill in, in which all are new."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerows([HEADER, *((login, NEW) for login in logins)])
    return text.getvalue()


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, with their lines counted from 1."""
    rows = csv.reader(text.splitlines())
    for row in rows:
        cells = [cell.strip() for cell in row]
        is_header = tuple(cell.lower() for cell in cells) == HEADER
        if any(cells) and not cells[0].startswith("#") and not is_header:
            yield rows.line_num, cells


def _take(row: list[str], found: AuthorMap) -> str:
    """Put the row into ``found``; what is wrong with it, or nothing."""
    if len(row) != len(HEADER) or not all(row):
        return (
            "needs two columns with a comma between them, an author there and one "
            f"here: “{','.join(row)}”."
        )
    there, here = row
    if there.casefold() in found:
        return f"“{there}” has been named in a line above."
    author = None
    if here.casefold() != NEW:
        try:
            author = _author_here(here)
        except Author.DoesNotExist:
            return f"nobody here has the address or e-mail address “{here}”."
        except Author.MultipleObjectsReturned:
            return f"several authors here have the e-mail address “{here}”."
    found[there.casefold()] = author
    return ""


def _author_here(name: str) -> Author:
    if "@" in name:
        return Author.objects.get(email__iexact=name)
    return Author.objects.get(slug=name)
