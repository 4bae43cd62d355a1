"""What posts count of their comments, compared with the comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import cast

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from blog.models import Post
from comments.models import Comment
from ops.batches import in_batches

from .difference import Difference

IS_PUBLIC = Q(state=Comment.State.PUBLIC)


@dataclass(frozen=True)
class Counters:
    """What a post keeps so that no page has to count."""

    comment_count: int = 0
    last_comment_at: datetime | None = None
    last_comment_number: int = 0

    @classmethod
    def kept_by(cls, post: Post) -> Counters:
        return cls(post.comment_count, post.last_comment_at, post.last_comment_number)


def posts_with_counters() -> QuerySet[Post]:
    """All posts, with no more than the counters."""
    return Post.objects.only(*(field.name for field in fields(Counters)))


def counter_differences() -> Iterator[Difference]:
    """Posts whose counters differ from their comments; two queries per batch."""
    for posts in in_batches(posts_with_counters()):
        yield from differences_among(posts)


def differences_among(posts: list[Post]) -> Iterator[Difference]:
    """Those of ``posts`` whose counters differ; one query."""
    counted = _counted([post.pk for post in posts])
    for post in posts:
        if _as_it_should_be(post, counted) == Counters.kept_by(post):
            continue
        # A comment may have come in between: look again, and let none in.
        if found := recount(post.pk, mend=False):
            kept, wanted = found
            yield Difference(
                f"Post {post.pk} keeps {_in_words(kept)}; "
                f"its comments say {_in_words(wanted)}.",
                partial(recount, post.pk),
            )


@transaction.atomic
def recount(post_id: int, *, mend: bool = True) -> tuple[Counters, Counters] | None:
    """What a post keeps and what it should, if they differ, and unless told not to
    ``mend`` it."""
    post = Post.objects.select_for_update(no_key=True).get(pk=post_id)
    kept = Counters.kept_by(post)
    wanted = _as_it_should_be(post, _counted([post_id]))
    if kept == wanted:
        return None
    if mend:
        Post.objects.filter(pk=post_id).update(**vars(wanted))
    return kept, wanted


def _counted(post_ids: list[int]) -> dict[int, Counters]:
    rows = (
        Comment.objects.filter(post__in=post_ids)
        .values_list("post")
        .annotate(
            count=Count("pk", filter=IS_PUBLIC),
            latest=Max("posted_at", filter=IS_PUBLIC),
            highest=Max("number"),
        )
    )
    return {
        cast("int", post_id): Counters(count, latest, number or 0)
        for post_id, count, latest, number in rows
    }


def _as_it_should_be(post: Post, counted: dict[int, Counters]) -> Counters:
    found = counted.get(post.pk, Counters())
    # Numbers are never given twice: that of erased spam stays used up.
    number = max(found.last_comment_number, post.last_comment_number)
    return Counters(found.comment_count, found.last_comment_at, number)


def _in_words(counters: Counters) -> str:
    latest = counters.last_comment_at
    return (
        f"{counters.comment_count} comments, the last at "
        f"{latest.isoformat(timespec='seconds') if latest else 'no time'}, "
        f"numbers up to {counters.last_comment_number}"
    )
