"""Where comments stand in their threads, and what the package's tables repeat of them.

Only what can be told from the row itself and its parent is compared, so that a table
of any size takes one pass and little memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypedDict

from comments.models import Comment
from comments.paths import KEY_WIDTH, level_of, path_below, pk_of
from ops.batches import in_batches

from .difference import Difference

COLUMNS = (
    "path",
    "post",
    "state",
    "in_reply_to",
    "in_reply_to__path",
    "in_reply_to__post",
    "object_pk",
    "is_public",
    "is_removed",
    "thread_id",
    "parent_id",
    "level",
    "order",
)


class Mirrors(TypedDict):
    """What the package's tables repeat of our row."""

    object_pk: str
    is_public: bool
    is_removed: bool
    thread_id: int
    parent_id: int
    level: int
    order: int


def thread_differences() -> Iterator[Difference]:
    """Comments that stand in the wrong place, then mirrors that say something else."""
    comments = Comment.objects.select_related("in_reply_to").only(*COLUMNS)
    for batch in in_batches(comments):
        for comment in batch:
            yield from _differences_of(comment)


def _differences_of(comment: Comment) -> Iterator[Difference]:
    parent = comment.in_reply_to
    if parent is not None and parent.post_id != comment.post_id:
        yield Difference(
            f"Comment {comment.pk} on post {comment.post_id} answers comment "
            f"{parent.pk} on post {parent.post_id}."
        )
        return
    path = path_below(parent.path if parent else "", comment.pk)
    if comment.path != path:
        yield Difference(
            f"Comment {comment.pk} has the path {comment.path}, not {path}.",
            partial(_write, comment, path=path, **_mirrors(comment, path)),
        )
        comment.path = path
        return
    wanted = _mirrors(comment, path)
    wrong = [name for name, value in wanted.items() if getattr(comment, name) != value]
    if wrong:
        yield Difference(
            f"Comment {comment.pk} is repeated wrongly in: {', '.join(wrong)}.",
            partial(_write, comment, **wanted),
        )


def _mirrors(comment: Comment, path: str) -> Mirrors:
    return {
        "object_pk": str(comment.post_id),
        "is_public": comment.state == Comment.State.PUBLIC,
        "is_removed": comment.state == Comment.State.REMOVED,
        "thread_id": pk_of(path[:KEY_WIDTH]),
        "parent_id": comment.in_reply_to_id or comment.pk,
        "level": level_of(path),
        "order": comment.pk,
    }


def _write(comment: Comment, **columns: object) -> None:
    """Unless a moderator has decided about it since it was read."""
    Comment.objects.filter(pk=comment.pk, state=comment.state).update(**columns)
