"""What a post's page leads on to: mentions of it, related posts, those beside it."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import Any

from django.db import connection, models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone

from blog.models import Post

# What a link and its date are made of, or a row of the database.
Found = dict[str, Any]

MENTIONS_SHOWN = 20
RELATED_SHOWN = 4
# Some tags are on a quarter of all posts: of each tag only the latest are counted.
LATEST_LOOKED_AT = 100
LATEST_WITH_TAG = """
    SELECT post_id, listed_at FROM (
        SELECT content_object_id AS post_id, listed_at FROM blog_tagging
        WHERE tag_id = %s AND listed_at <= %s AND content_object_id <> %s
        ORDER BY listed_at DESC, content_object_id DESC LIMIT %s
    ) AS latest"""
WITH_MOST_OF_THEM = """
    SELECT post_id FROM ({}) AS found GROUP BY post_id
    ORDER BY COUNT(*) DESC, MAX(listed_at) DESC LIMIT %s"""


def look_around(post: Post) -> list[Post]:
    """The public posts that share most tags with ``post``, newest first: one query.

    It also notes on ``post`` what is beside it: ``previous_post``, ``next_post`` and,
    in a series, ``previous_part``, ``next_part``, each what a link needs or None; and
    ``part_count``.
    """
    found: dict[str, list[Found]] = defaultdict(list)
    for row in _rows_around(post):
        found[row.pop("kind")].append(row)
    parts = [row for row in found["part"] if row["part"]]
    parts.sort(key=itemgetter("part"))
    before = [row for row in parts if row["part"] < (post.part or 0)]
    after = [row for row in parts if post.part and row["part"] > post.part]
    vars(post).update(
        previous_post=_link(found["previous"]),
        next_post=_link(found["next"]),
        previous_part=_link(before[-1:]),
        next_part=_link(after),
        part_count=len(found["part"]),
    )
    found["related"].sort(key=itemgetter("published_at", "pk"), reverse=True)
    return [Post(status=Post.Status.PUBLISHED, **row) for row in found["related"]]


def _rows_around(post: Post) -> QuerySet[Post, Found]:
    posts = Post.objects.all()
    sought = {"related": posts.filter(pk__in=_alike(post))}
    if post.published_at:
        sought["previous"] = posts.filter(pk__in=posts.before(post).values("pk")[:1])
        sought["next"] = posts.filter(pk__in=posts.after(post).values("pk")[:1])
    if post.series_id:
        sought["part"] = posts.published().filter(series=post.series_id)
    columns = ("pk", "title", "slug", "published_at", "published_month", "part")
    first, *others = (
        rows.annotate(kind=Value(kind)).values(*columns, "kind")
        for kind, rows in sought.items()
    )
    found: QuerySet[Post, Found] = first.union(*others, all=True)
    return found


def _alike(post: Post) -> RawSQL | tuple[()]:
    """The keys of those that share most tags with ``post``, among the latest."""
    tags = [tagging.tag_id for tagging in post.taggings.all()]
    if not tags:
        return ()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    latest = " UNION ALL ".join([LATEST_WITH_TAG] * len(tags))
    values = [v for tag in tags for v in (tag, now, post.pk, LATEST_LOOKED_AT)]
    alike = WITH_MOST_OF_THEM.format(latest)
    return RawSQL(alike, [*values, RELATED_SHOWN])  # noqa: S611 (no text of others)


def _link(rows: list[Found]) -> Found | None:
    """The first, as the filter post_address takes it."""
    return rows[0] | {"month": rows[0]["published_month"]} if rows else None


def mentions_of(post: Post) -> list[Found]:
    """What mentions ``post``, here and elsewhere, the latest first: one query.

    Each has ``title`` and ``at``; one of ours ``slug`` and ``month``, others ``url``.
    """
    columns = ("at", "title", "slug", "month", "url")
    ours = (
        Post.objects.linking_to(post)
        .annotate(
            at=F("published_at"),
            month=F("published_month"),
            url=Value("", output_field=models.TextField()),
        )
        .values(*columns)
    )
    others = (
        post.mentions.filter(state="public")
        # An address is somebody else's text: nothing but a page on the web.
        .filter(
            Q(source_url__startswith="https://") | Q(source_url__startswith="http://")
        )
        .order_by()
        .annotate(
            at=F("received_at"),
            title=F("source_title"),
            slug=Value(""),
            month=Value(None, output_field=models.DateField()),
            url=F("source_url"),
        )
        .values(*columns)
    )
    return list(ours.union(others).order_by("-at")[:MENTIONS_SHOWN])
