"""The post's lock, and the counters that move under it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from django.db import connection, transaction
from django.db.models import F, Q
from django_comments.models import CommentFlag

from blog.models import Post
from comments.models import Comment


def lock_post(pk: int) -> Post:
    """The post, locked until the transaction ends.

    SQLite has no row locks; there the transaction itself began with the write lock.
    """
    return Post.objects.select_for_update(no_key=True).get(pk=pk)


class _MovedError(Exception):
    """The comment stands on another post by now."""


def lock_post_of(comment: Comment, *fields: str) -> Post:
    """The post that ``comment`` stands on, locked; its place and ``fields`` as they are.

    While this waits for the lock, a moderator may move the comment: then the lock is
    let go before the other one is taken, so that nobody holds what others wait for.
    """
    while True:
        with suppress(_MovedError), transaction.atomic():
            post = lock_post(comment.post_id)
            comment.refresh_from_db(fields=["post", "path", *fields])
            if comment.post_id != post.pk:
                raise _MovedError
            comment.post = post
            return post


def lock_posts(pks: Collection[int]) -> None:
    """Lock several, in the one order that everybody keeps."""
    rows = Post.objects.select_for_update(no_key=True).filter(pk__in=pks)
    list(rows.order_by("pk").values_list("pk"))


def lock_names(*names: str) -> None:
    """Hold ``names`` until the transaction ends; the post is locked before.

    For counts of rows of several posts. On SQLite the transaction holds all anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            one = "pg_advisory_xact_lock(hashtextextended(%s, 0))"
            cursor.execute(f"SELECT {', '.join([one] * len(names))}", names)


def count_as_public(post: Post, comment: Comment) -> None:
    """Number a comment that becomes public and count it; the post is locked.

    The caller writes ``comment.number`` with the state.
    """
    if comment.number is None:
        post.last_comment_number += 1
        comment.number = post.last_comment_number
    latest = max(filter(None, (post.last_comment_at, comment.posted_at)))
    Post.objects.filter(pk=post.pk).update(
        comment_count=F("comment_count") + 1,
        last_comment_at=latest,
        last_comment_number=post.last_comment_number,
    )


def count_as_gone(post: Post, comments: int = 1) -> None:
    """So many comments are no longer public here; the post is locked."""
    latest = Comment.objects.filter(post=post).visible().order_by("-posted_at").first()
    Post.objects.filter(pk=post.pk).update(
        comment_count=F("comment_count") - comments,
        last_comment_at=latest.posted_at if latest else None,
    )


def count_reports(comment: Comment) -> None:
    """Count those that no moderator has answered yet; the post is locked.

    Whoever approves a comment, or dismisses its reports, has answered those before.
    """
    reports = CommentFlag.objects.filter(
        comment=comment.pk, flag=CommentFlag.SUGGEST_REMOVAL
    )
    approved = Q(to_state=Comment.State.PUBLIC, waited__isnull=False)
    dismissed = Q(from_state=F("to_state"), because="")
    answers = comment.decisions.filter(approved | dismissed)
    answer = answers.filter(undone_by=None, undoes=None).last()
    if answer is not None:
        reports = reports.filter(flag_date__gt=answer.made_at)
    comment.report_count = reports.count()
    Comment.objects.filter(pk=comment.pk).update(report_count=comment.report_count)
