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
# PostgreSQL's index knows no order: it is asked for so many of the latest first, then,
# if words are as frequent there as FREQUENT, for the next so many.
NEAR, FAR = 10_000, 100_000
FREQUENT = 100


def matches(sought: Sought, *, below: int = ABOVE_ALL_KEYS) -> Iterator[list[int]]:
    """Keys of comments that may match, newest first, in chunks that grow.

    One query each, on PostgreSQL up to four. ``confirmed`` says which do match.
    """
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


def confirmed(sought: Sought, found: list[int]) -> list[int]:
    """Those of ``found`` in which the words stand as they were asked for.

    PostgreSQL looks that up comment by comment: of a phrase of common words it would do
    so for a million.
    """
    if connection.vendor != "postgresql":
        return found
    terms = [PHRASE] * len(sought.terms) + [NAME] * len(sought.authors)
    query = " && ".join(terms)
    statement = (
        "SELECT comment_id FROM comments_words "
        "WHERE comment_id = ANY(%s) AND words @@ ({query})"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement.replace("{query}", query),
            (found, *sought.terms, *sought.authors),
        )
        return [pk for (pk,) in cursor.fetchall()]


WORDS = "plainto_tsquery('simple', %s)"
PHRASE = "phraseto_tsquery('simple', %s)"
# Each of the words marked as one of the name: 'ann':A <-> 'lee':A.
NAME = f"regexp_replace({PHRASE}::text, $q$('([^']|'')*')$q$, '\\1:A', 'g')::tsquery"
# Walks the keys backwards where there is enough to be found.
LATEST = (
    "SELECT comment_id FROM comments_words "
    "WHERE words @@ ({query}) AND comment_id < %s AND comment_id >= %s "
    "ORDER BY comment_id DESC LIMIT %s"
)
# Begins with the words.
REST = (
    "WITH found AS MATERIALIZED (SELECT comment_id FROM comments_words "
    "WHERE words @@ ({query}) AND comment_id < %s AND comment_id >= %s) "
    "SELECT comment_id FROM found ORDER BY comment_id DESC LIMIT %s"
)


def _postgresql(sought: Sought, below: int, count: int) -> list[int]:
    keys = _keys(sought)
    words = [*sought.terms, *sought.authors]
    query = " && ".join([WORDS] * len(words) + ["%s::tsquery"] * len(keys))
    found: list[int] = []

    def look(statement: str, below: int, lowest: int) -> int:
        values: list[str | int] = [*words, *keys, below, lowest, count - len(found)]
        cursor.execute(statement.replace("{query}", query), values)
        found.extend(pk for (pk,) in cursor.fetchall())
        return lowest if len(found) < count else 0

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(comment_id), 0) FROM comments_words")
        below = min(below, cursor.fetchone()[0] + 1)
        left = look(LATEST, below, max(0, below - NEAR))
        if left and len(found) >= FREQUENT:
            left = look(LATEST, left, max(0, left - FAR))
        if left:
            look(REST, left, 0)
    return found


def _keys(sought: Sought) -> list[str]:
    """The names of a post and an account in the index, which nobody can type."""
    keys = {"p": sought.post, "u": sought.account}
    return [f"' {kind}{key}'" for kind, key in keys.items() if key is not None]
