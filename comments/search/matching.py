"""Asks the database's index of words: FTS5 on SQLite, tsvector on PostgreSQL.

The index holds every comment, whatever its state; who asks looks at that afterwards.
Newest first means by key: that is the order in which comments came to this site.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from .asking import Sought

ABOVE_ALL_KEYS = 2**62
# So many matches are read at a time, few for a word that stands everywhere. More are
# not looked at, for a page; the next page goes on from there.
CHUNKS = (50, 450, 2000)
# PostgreSQL's index knows no order: it is asked for the latest comments first.
WINDOWS = (10_000, 100_000)


def matches(sought: Sought, *, below: int = ABOVE_ALL_KEYS) -> Iterator[list[int]]:
    """Keys of comments that match, newest first, in chunks that grow; one query each
    (on PostgreSQL up to three, and one)."""
    ask = _postgresql if connection.vendor == "postgresql" else _sqlite
    for size in CHUNKS:
        found = ask(sought, below, size)
        if found:
            yield found
        if len(found) < size:
            return
        below = found[-1]


def _sqlite(sought: Sought, below: int, count: int) -> list[int]:
    terms = [f"{{comment user_name}} : {_quoted(term)}" for term in sought.terms]
    terms += [f"user_name : {_quoted(name)}" for name in sought.authors]
    if sought.post is not None:
        terms.append(f'object_pk : "{sought.post}"')
    if sought.account is not None:
        terms.append(f'user_id : "{sought.account}"')
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM comments_words WHERE comments_words MATCH %s "
            "AND rowid < %s ORDER BY rowid DESC LIMIT %s",
            [" AND ".join(terms), below, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _quoted(term: str) -> str:
    """As a phrase, in which nothing is an operator."""
    doubled = term.replace('"', '""')
    return f'"{doubled}"'


WORDS = "phraseto_tsquery('simple', %s)"
# Each of the words marked as one of the name: 'ann':A <-> 'lee':A.
NAME = f"regexp_replace({WORDS}::text, $q$('([^']|'')*')$q$, '\\1:A', 'g')::tsquery"
# In a window it may walk the keys backwards; for all the rest the words come first.
LATEST = (
    "SELECT comment_id FROM comments_words "
    "WHERE words @@ ({query}) AND comment_id < %s AND comment_id >= %s "
    "ORDER BY comment_id DESC LIMIT %s"
)
REST = (
    "WITH found AS MATERIALIZED (SELECT comment_id FROM comments_words "
    "WHERE words @@ ({query}) AND comment_id < %s AND comment_id >= %s) "
    "SELECT comment_id FROM found ORDER BY comment_id DESC LIMIT %s"
)


def _postgresql(sought: Sought, below: int, count: int) -> list[int]:
    query = " && ".join(
        [WORDS] * len(sought.terms)
        + [NAME] * len(sought.authors)
        + ["%s::tsquery"] * len(_keys(sought))
    )
    values = [*sought.terms, *sought.authors, *_keys(sought)]
    found: list[int] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(comment_id), 0) FROM comments_words")
        below = min(below, cursor.fetchone()[0] + 1)
        for window in (*WINDOWS, below):
            statement = REST if window == below else LATEST
            lowest = max(0, below - window)
            cursor.execute(
                statement.replace("{query}", query),
                [*values, below, lowest, count - len(found)],
            )
            found += [pk for (pk,) in cursor.fetchall()]
            below = lowest
            if len(found) == count or not below:
                break
    return found


def _keys(sought: Sought) -> list[str]:
    """The names of a post and an account in the index, which nobody can type."""
    keys = {"p": sought.post, "u": sought.account}
    return [f"' {kind}{key}'" for kind, key in keys.items() if key is not None]
