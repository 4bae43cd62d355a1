"""Making the index of words anew, and comparing it. Triggers keep it otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction
from django_comments.models import Comment as LibraryComment

INDEXED_AT_ONCE = 5000

_INSERT = {
    "sqlite": "INSERT INTO comments_words (rowid, comment, user_name, object_pk, "
    "user_id) SELECT id, comment, user_name, object_pk, user_id FROM django_comments "
    "WHERE id > %s AND id <= %s",
    "postgresql": "INSERT INTO comments_words SELECT id, comments_words_of(comment, "
    "user_name, object_pk, user_id) FROM django_comments WHERE id > %s AND id <= %s "
    "ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words",
}
_EMPTY = {
    "sqlite": "INSERT INTO comments_words (comments_words) VALUES ('delete-all')",
    "postgresql": "DELETE FROM comments_words",
}


def rebuild() -> Iterator[int]:
    """Index all comments anew; after each batch, how many are done.

    One transaction: whoever searches meanwhile finds what the old index holds, and
    whoever writes waits, on SQLite for minutes where there are millions.
    """
    last: int = (
        LibraryComment.objects.order_by("-pk").values_list("pk", flat=True)[:1].first()
        or 0
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_EMPTY[connection.vendor])
        for start in range(0, last, INDEXED_AT_ONCE):
            end = min(start + INDEXED_AT_ONCE, last)
            cursor.execute(_INSERT[connection.vendor], [start, end])
            yield end - start


def index_differs() -> bool:
    """Whether the index holds something else than the comments say. Reads them all."""
    if connection.vendor == "postgresql":
        return _differs_on_postgresql()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO comments_words (comments_words, rank) "
                "VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return True
    return False


def _differs_on_postgresql() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM django_comments AS one "
            "FULL JOIN comments_words AS kept ON kept.comment_id = one.id "
            "WHERE kept.words IS DISTINCT FROM comments_words_of("
            "one.comment, one.user_name, one.object_pk, one.user_id))"
        )
        differs: bool = cursor.fetchone()[0]
        return differs
