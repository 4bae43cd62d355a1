"""Loads all of it, in batches: memory does not grow with the blog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django_comments.models import Comment as LibraryComment
from django_comments_xtd.models import XtdComment

from accounts.models import Author, User
from blog.models import Category, Post, Series, Tag
from comments.bulk import insert_rows
from comments.models import Comment
from images.models import Image

from .posts import Posts
from .shelves import fill_shelves
from .threads import Row, Threads, thread_lengths
from .writing import Writing, chance_of

POSTS_AT_ONCE = 250
# Whose keys were given here and not by the database.
KEYED = (Author, Category, Image, LibraryComment, Post, Series, Tag, User)


def fill(posts: int, comments: int) -> None:
    """Fill a site that is migrated and empty; ``comments`` are the public ones."""
    with transaction.atomic():
        fill_shelves()
    writing = Writing()
    makers = Posts(posts, writing), Threads(writing)
    lengths = thread_lengths(posts, comments)
    # The oldest come first, so that keys go up with time.
    ranks = range(posts - 1, -1, -1)
    for start in range(0, posts, POSTS_AT_ONCE):
        batch = ranks[start : start + POSTS_AT_ONCE]
        _write({rank: lengths[rank] for rank in batch}, *makers)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), KEYED):
            cursor.execute(statement)
    look_at_rows()


def look_at_rows() -> None:
    """Let the database learn how its rows are spread, as a running site does."""
    statement = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(statement)


@transaction.atomic
def _write(lengths: dict[int, int], posts: Posts, threads: Threads) -> None:
    """Posts by rank with threads so long."""
    made: list[Post] = []
    comments: list[tuple[Row, Row, Row]] = []
    for rank, length in lengths.items():
        post = posts.post(rank)
        comments += threads.thread(post, length, chance_of(f"thread {rank}"))
        made.append(post)
    Post.objects.bulk_create(made)
    _write_all(row for post in made for row in posts.rows_beside(post))
    for place, model in enumerate((LibraryComment, XtdComment, Comment)):
        insert_rows(model, [rows[place] for rows in comments])


def _write_all(rows: Iterable[Model]) -> None:
    by_kind: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        by_kind[type(row)].append(row)
    for kind, found in by_kind.items():
        kind._default_manager.bulk_create(found)  # noqa: SLF001 (Django's own way)
