"""What a post's page leads on to: mentions of it, related posts, those beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.query import RawQuerySet
from django.utils import timezone

from blog.models import Post

# What a link and its date are made of.
Found = dict[str, Any]

MENTIONS_SHOWN = 20
RELATED_SHOWN = 4
# Some tags are on a quarter of all posts, and a post may have a link from every other:
# only so many of the latest are looked at.
LATEST_LOOKED_AT = 100
# SQLite unites 500 lists at most, and what has a hundred tags is about none of them.
TAGS_LOOKED_AT = 50

# One query, as text: for the ORM to put it together took longer than to draw the page.
PUBLIC = "status = 'published' AND published_at <= %(now)s"
# Those of our own posts that lead on, by kind.
POSTS = {
    "previous": """id = (
        SELECT id FROM blog_post
        WHERE status = 'published' AND (published_at, id) < (%(at_most)s, %(pk)s)
        ORDER BY published_at DESC, id DESC LIMIT 1
    )""",
    "next": f"""id = (
        SELECT id FROM blog_post
        WHERE {PUBLIC} AND (published_at, id) > (%(at)s, %(pk)s)
        ORDER BY published_at, id LIMIT 1
    )""",
    "part": f"series_id = %(series)s AND {PUBLIC}",
    "related": f"""{PUBLIC} AND id IN (
        SELECT post_id FROM ({{latest}}) AS found GROUP BY post_id
        ORDER BY COUNT(*) DESC, MAX(listed_at) DESC LIMIT %(related)s
    )""",
    "mention": f"""{PUBLIC} AND id IN (
        SELECT post_id FROM blog_link WHERE target_id = %(pk)s
        ORDER BY post_id DESC LIMIT %(looked_at)s
    )""",
}
LATEST_WITH_TAG = """
    SELECT post_id, listed_at FROM (
        SELECT content_object_id AS post_id, listed_at FROM blog_tagging
        WHERE tag_id = {tag} AND listed_at <= %(now)s AND content_object_id <> %(pk)s
        ORDER BY listed_at DESC, content_object_id DESC LIMIT %(looked_at)s
    ) AS latest"""
OURS = """
    SELECT '{kind}' AS kind, id, title, slug, status, published_at, published_month,
        part, '' AS url FROM blog_post WHERE {where}"""
# An address is somebody else's text: nothing but a page on the web.
ELSEWHERE = """
    SELECT * FROM (
        SELECT 'mention', id, source_title, '', '', received_at,
            CAST(NULL AS date), CAST(NULL AS smallint), source_url
        FROM blog_mention WHERE post_id = %(pk)s AND state = 'public'
        AND (source_url LIKE 'https://%%' OR source_url LIKE 'http://%%')
        ORDER BY received_at DESC LIMIT %(mentions)s
    ) AS elsewhere"""


class Around(NamedTuple):
    """What leads on from a post, the newest first.

    A mention has ``title`` and ``at``; one of ours ``slug`` and ``month``, others
    ``url``.
    """

    related: list[Post]
    mentions: list[Found]


def look_around(post: Post) -> Around:
    """Public posts that share most tags with ``post``, and what mentions it: one query.

    It also notes on ``post`` what is beside it: ``previous_post``, ``next_post`` and,
    in a series, ``previous_part``, ``next_part``, each what a link needs or None; and
    ``part_count``. The tags of ``post`` should be there already.
    """
    found: dict[str, list[Any]] = defaultdict(list)
    for row in _rows_around(post):
        found[row.kind].append(row)
    parts = sorted((row for row in found["part"] if row.part), key=attrgetter("part"))
    here = post.part or 0
    vars(post).update(
        previous_post=_link(found["previous"]),
        next_post=_link(found["next"]),
        previous_part=_link([row for row in parts if row.part < here][-1:]),
        next_part=_link([row for row in parts if row.part > here > 0]),
        part_count=len(found["part"]),
    )
    for rows in (found["related"], found["mention"]):
        rows.sort(key=attrgetter("published_at", "pk"), reverse=True)
    mentions = found["mention"][:MENTIONS_SHOWN]
    return Around(found["related"], [_as_link(row) for row in mentions])


def _rows_around(post: Post) -> RawQuerySet[Any]:
    tags = [tagging.tag_id for tagging in post.taggings.all()][:TAGS_LOOKED_AT]
    kinds = {kind: where for kind, where in POSTS.items() if tags or kind != "related"}
    latest = " UNION ALL ".join(LATEST_WITH_TAG.format(tag=tag) for tag in tags)
    legs = [
        OURS.format(kind=kind, where=where.format(latest=latest))
        for kind, where in kinds.items()
    ]
    at, now = post.published_at, timezone.now()
    stored = connection.ops.adapt_datetimefield_value
    values = {
        "pk": post.pk,
        "at": stored(at),
        # One bound, not two: SQLite may begin at the wrong one.
        "at_most": stored(at and min(at, now)),
        "now": stored(now),
        "series": post.series_id,
        "looked_at": LATEST_LOOKED_AT,
        "related": RELATED_SHOWN,
        "mentions": MENTIONS_SHOWN,
    }
    return Post.objects.raw(" UNION ALL ".join([*legs, ELSEWHERE]), values)


def _link(rows: Sequence[Any]) -> Found | None:
    return _as_link(rows[0]) if rows else None


def _as_link(row: Any) -> Found:
    """As the templates and the filter post_address take it."""
    return {
        "title": row.title,
        "at": row.published_at,
        "slug": row.slug,
        "month": row.published_month,
        "url": row.url,
    }
