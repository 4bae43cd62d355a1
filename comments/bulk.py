"""Many comments at once, as an import brings them in.

``bulk_create`` refuses models of several tables: the base rows go in with it, the two
tables below them by ``executemany``. No moderator is asked, no signal is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django_comments.models import Comment as LibraryComment
from django_comments_xtd.models import XtdComment

from blog.models import Post
from comments import markup
from comments.actions import change_state
from comments.actions.posting import LIBRARY_NAME_LENGTH, LIBRARY_URL_LENGTH
from comments.models import Comment
from comments.paths import KEY_WIDTH, level_of, path_below, pk_of

State = Comment.State
Row = dict[str, object]

# Why a comment has changed its state, in the moderators' record.
CHANGED_THERE = "Changed where it was imported from"
# PostgreSQL uses a partial index only for lists up to this length.
REFS_AT_ONCE = 100


class Place(NamedTuple):
    """Where a stored comment stands."""

    pk: int
    post_id: int
    path: str
    state: str
    import_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedComment:
    """A comment to write, its HTML cleaned and its parent known."""

    import_ref: str
    import_digest: str
    post_id: int
    # Of a stored comment or one before this in the same call; empty: starts a thread.
    parent_ref: str
    state: str
    posted_at: datetime
    name: str
    email: str
    url: str
    ip_address: str | None
    text: str
    body_html: str
    # The key of the author who wrote it, if it was one.
    as_author: int | None = None


def lock_posts(pks: Iterable[int]) -> dict[int, Post]:
    """The posts by key, locked in key order until the transaction ends."""
    posts = Post.objects.select_for_update(no_key=True).defer("body", "body_html")
    return {post.pk: post for post in posts.filter(pk__in=pks).order_by("pk")}


def places_of(import_refs: Sequence[str]) -> dict[str, Place]:
    """Where those of the imported comments stand that are here already."""
    columns = ("import_ref", *Place._fields)
    # As in the partial index, which would not be used otherwise.
    imported = Comment.objects.exclude(import_ref="").values_list(*columns)
    return {
        ref: Place(*rest)
        for start in range(0, len(import_refs), REFS_AT_ONCE)
        for ref, *rest in imported.filter(
            import_ref__in=import_refs[start : start + REFS_AT_ONCE]
        )
    }


def write_comments(
    rows: Sequence[ImportedComment],
    *,
    posts: Mapping[int, Post],
    places: Mapping[str, Place],
) -> None:
    """Write ``rows``, parents before children, and count them on their ``posts``.

    The posts are locked by the caller. Public comments are numbered in the order of
    ``rows``, going on from the last number of the post.
    """
    base_rows = LibraryComment.objects.bulk_create(_base_row(row) for row in rows)
    placed = dict(places)
    extended, own = [], []
    for row, base in zip(rows, base_rows, strict=True):
        parent = placed.get(row.parent_ref)
        path = path_below(parent.path if parent else "", base.pk)
        placed[row.import_ref] = Place(
            base.pk, row.post_id, path, row.state, row.import_digest
        )
        extended.append(_extended_row(base.pk, path, parent))
        own.append(_own_row(row, base.pk, path, parent))
        if row.state == State.PUBLIC:
            own[-1]["number"] = _next_number(posts[row.post_id], row.posted_at)
    insert_rows(XtdComment, extended)
    insert_rows(Comment, own)
    Post.objects.bulk_update(
        posts.values(), ["comment_count", "last_comment_at", "last_comment_number"]
    )


def rewrite_comment(comment: Comment, row: ImportedComment) -> None:
    """Let a stored comment say what ``row`` says; its place and moment stay.

    The caller holds the lock of the post and a transaction.
    """
    base = _base_row(row)
    LibraryComment.objects.filter(pk=comment.pk).update(
        user_name=base.user_name, user_url=base.user_url, comment=base.comment
    )
    Comment.objects.filter(pk=comment.pk).update(
        author_name=row.name,
        author_url=row.url,
        as_author=row.as_author,
        body_html=row.body_html,
        drawn_with=markup.DRAWING_VERSION,
        import_digest=row.import_digest,
    )
    change_state(comment, row.state, by=None, reason=CHANGED_THERE)


def _base_row(row: ImportedComment) -> LibraryComment:
    return LibraryComment(
        content_type=ContentType.objects.get_for_model(Post),
        object_pk=str(row.post_id),
        site_id=settings.SITE_ID,
        user_name=row.name[:LIBRARY_NAME_LENGTH],
        user_email=row.email,
        user_url=row.url if len(row.url) <= LIBRARY_URL_LENGTH else "",
        comment=row.text,
        submit_date=row.posted_at,
        ip_address=row.ip_address,
        is_public=row.state == State.PUBLIC,
        is_removed=row.state == State.REMOVED,
    )


def _extended_row(pk: int, path: str, parent: Place | None) -> Row:
    return {
        "comment_ptr_id": pk,
        "thread_id": pk_of(path[:KEY_WIDTH]),
        "parent_id": parent.pk if parent else pk,
        "level": level_of(path),
        "order": pk,
    }


def _own_row(row: ImportedComment, pk: int, path: str, parent: Place | None) -> Row:
    posted_at = connection.ops.adapt_datetimefield_value(row.posted_at)
    return {
        "base_row_id": pk,
        "post_id": row.post_id,
        "path": path,
        "number": None,
        "state": row.state,
        "posted_at": posted_at,
        "state_since": posted_at,
        "author_name": row.name,
        "author_url": row.url,
        "as_author_id": row.as_author,
        "in_reply_to_id": parent.pk if parent else None,
        "body_html": row.body_html,
        "drawn_with": markup.DRAWING_VERSION,
        "import_ref": row.import_ref,
        "import_digest": row.import_digest,
    }


def _next_number(post: Post, posted_at: datetime) -> int:
    """Count a public comment on its post."""
    post.comment_count += 1
    post.last_comment_at = max(filter(None, (post.last_comment_at, posted_at)))
    post.last_comment_number += 1
    return post.last_comment_number


def insert_rows(model: type[Model], rows: Sequence[Row]) -> None:
    """Write the rows of one table of a model of several, whose base rows are there.

    They hold values as the database takes them, by attribute; what they don't name
    gets the field's default.
    """
    if not rows:
        return
    meta = model._meta  # noqa: SLF001 (Django's own way to the columns)
    fields = meta.local_concrete_fields
    defaults = {
        field.attname: field.get_db_prep_save(field.get_default(), connection)
        for field in fields
    }
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            # Nothing but the names of our own models is put together here.
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608
            [list((defaults | row).values()) for row in rows],
        )
