"""What stands in threads beside their comments, and the numbers of moved ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import Exists, F, OuterRef, Q

from blog.models import Post
from comments.models import Comment, FormerPlace
from ops.batches import in_batches

from .difference import Difference

IS_MARKED = Q(featured_at__isnull=False) | Q(frozen_at__isnull=False)


def mark_differences() -> Iterator[Difference]:
    """Posts that say wrongly whether marks stand in their threads, then former places
    that are taken; two queries per batch of posts."""
    for posts in in_batches(Post.objects.only("has_thread_marks")):
        pks = [post.pk for post in posts]
        marked = set(
            Comment.objects.filter(IS_MARKED, post__in=pks)
            .values_list("post")
            .union(
                FormerPlace.objects.filter(post__in=pks, is_signpost=True).values_list(
                    "post"
                )
            )
        )
        for post in posts:
            wanted = (post.pk,) in marked
            if post.has_thread_marks != wanted:
                yield Difference(
                    f"Post {post.pk} says that marks stand in its thread: "
                    f"{post.has_thread_marks}; its comments say: {wanted}.",
                    partial(_write, post, has_thread_marks=wanted),
                )
    yield from _taken_places()


def _taken_places() -> Iterator[Difference]:
    """A number that a moved comment has left belongs to it for ever."""
    others = Comment.objects.filter(post=OuterRef("post"), number=OuterRef("number"))
    taken = FormerPlace.objects.filter(Exists(others) | Q(comment__post=F("post")))
    for place in taken.select_related("comment").iterator():
        yield Difference(
            f"Comment {place.comment_id} left #{place.number} of post {place.post_id}; "
            "it, or the number, is there all the same."
        )


def _write(post: Post, **columns: bool) -> None:
    Post.objects.filter(pk=post.pk).update(**columns)
