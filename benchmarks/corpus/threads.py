"""Threads: how long each is, and the three rows of each of their comments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from benchmarks.corpus.shelves import MEMBERS
from benchmarks.corpus.writing import Writing, chance_of
from benchmarks.wordpress_export import words
from blog.models import Post
from comments.markup import DRAWING_VERSION
from comments.models import Comment
from comments.paths import KEY_WIDTH, level_of, path_below, pk_of

State = Comment.State
# What most threads have, and which of the latest posts have how many.
USUAL = 20
LENGTHS = {21: USUAL, 41: 500, 61: 2000}
# As many posts as have another of each of the long threads.
POSTS_A_LONG_THREAD = 10_000
# A thread takes no larger part of all comments.
LARGEST_PART = 8
GUESTS = 300
# Of each hundred comments.
STATES = {State.PUBLIC: 96, State.HELD: 1, State.SPAM: 2, State.REMOVED: 1}
# Three in four answer one of the latest so many.
ANSWERS, TALK = 0.75, 8
EDITED = 0.02


def thread_lengths(posts: int, comments: int) -> list[int]:
    """Public comments by the rank of their post; ``comments`` of them in all."""
    chance = chance_of("lengths")
    fixed = {
        rank + start: length
        for start in range(0, posts, POSTS_A_LONG_THREAD)
        for rank, length in LENGTHS.items()
        if rank + start < posts and length * LARGEST_PART <= comments
    }
    ordinary, left = posts - len(fixed), comments - sum(fixed.values())
    most = ordinary * 3 // 5
    usual = [min(USUAL, left // (most or 1))] * most
    cuts = chance.choices(range(left - sum(usual) + 1), k=ordinary - most - 1)
    uneven = pairwise(sorted([0, *cuts, left - sum(usual)]))
    lengths = [*usual, *(after - before for before, after in uneven)]
    chance.shuffle(lengths)
    return [fixed[rank] if rank in fixed else lengths.pop() for rank in range(posts)]


Row = dict[str, object]


class Placed(NamedTuple):
    """A comment before its text: where in the thread, by whom, when."""

    pk: int
    path: str
    # None: it starts a thread.
    parent: int | None
    post: Post
    number: int | None
    state: State
    at: datetime
    writer: int


class Threads:
    """Makes the rows of threads; their keys go on from thread to thread."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.keys = count(1)
        self.content_type_id = ContentType.objects.get_for_model(Post).pk
        chance = chance_of("names")
        self.names = [words(chance, 2).title() for _ in range(MEMBERS + GUESTS)]

    def thread(
        self, post: Post, length: int, chance: Random
    ) -> Iterator[tuple[Row, Row, Row]]:
        """``length`` public comments and a few others, counted on ``post``.

        Each as its rows in the three tables, that of the library first.
        """
        for placed in self._places(post, length, chance):
            said = chance.choice(self.writing.comments)
            own = self._own_row(placed, said.html)
            own["reaction_count"] = max(0, chance.randrange(-6, 6))
            if chance.random() < EDITED:
                own["edited_at"] = own["posted_at"]
            yield self._base_row(placed, said.text), _extended_row(placed), own

    def _places(self, post: Post, length: int, chance: Random) -> Iterator[Placed]:
        talk: list[str] = []
        at = post.published_at or post.created_at
        while post.comment_count < length:
            at += timedelta(seconds=chance.randrange(20, 600))
            state = chance.choices(list(STATES), list(STATES.values()))[0]
            above = chance.choice(talk) if talk and chance.random() < ANSWERS else ""
            pk = next(self.keys)
            path, number = path_below(above, pk), None
            if state == State.PUBLIC:
                post.comment_count += 1
                post.last_comment_at = at
            if state in {State.PUBLIC, State.REMOVED}:
                number = post.last_comment_number = post.last_comment_number + 1
                talk = [*talk, path][-TALK:]
            parent = pk_of(above) if above else None
            writer = chance.randrange(MEMBERS + GUESTS)
            yield Placed(pk, path, parent, post, number, state, at, writer)

    def _base_row(self, placed: Placed, text: str) -> Row:
        return {
            "id": placed.pk,
            "content_type_id": self.content_type_id,
            "object_pk": str(placed.post.pk),
            "site_id": settings.SITE_ID,
            "user_id": _account(placed),
            "user_name": self.names[placed.writer],
            "user_email": f"reader-{placed.writer}@example.org",
            "comment": text,
            "submit_date": _stored(placed.at),
            "ip_address": f"192.0.2.{placed.writer % 250}",
            "is_public": placed.state == State.PUBLIC,
            "is_removed": placed.state == State.REMOVED,
        }

    def _own_row(self, placed: Placed, html: str) -> Row:
        return {
            "base_row_id": placed.pk,
            "post_id": placed.post.pk,
            "path": placed.path,
            "number": placed.number,
            "state": placed.state,
            "posted_at": _stored(placed.at),
            "state_since": _stored(placed.at),
            "author_name": self.names[placed.writer],
            "author_url": "" if placed.writer % 5 else "https://example.org/",
            "author_id": _account(placed),
            "in_reply_to_id": placed.parent,
            "body_html": html,
            "drawn_with": DRAWING_VERSION,
        }


def _extended_row(placed: Placed) -> Row:
    return {
        "comment_ptr_id": placed.pk,
        "thread_id": pk_of(placed.path[:KEY_WIDTH]),
        "parent_id": placed.parent or placed.pk,
        "level": level_of(placed.path),
        "order": placed.pk,
    }


def _account(placed: Placed) -> int | None:
    return placed.writer + 1 if placed.writer < MEMBERS else None


def _stored(moment: datetime) -> object:
    """As the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
