"""What is said in all threads just now, for the front page: one query."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from django.db.models import F
from django.db.models.functions import Substr
from django.utils.html import strip_tags
from django.utils.text import Truncator

from comments.models import Comment

Row = Mapping[str, Any]

# A post is discussed as much as it has of these: what is old does not stay on top, and
# no site is so large that this takes longer.
COMMENTS_LOOKED_AT = 100
POSTS_SHOWN = 5
COMMENTS_SHOWN = 5

EXCERPT_WORDS = 16
# Enough for these words in most languages; the last tag may be cut in two.
EXCERPT_HTML_LENGTH = 400
_CUT_TAG = re.compile(r"<[^>]*\Z")
_END_OF_BLOCK = re.compile(r"</(?:p|li|blockquote|pre)>|<br>")


def discussed_lately() -> dict[str, list[Row]]:
    """``posts``, the most discussed first, and ``comments``, the latest first.

    Each row has ``title``, ``slug``, ``month`` and ``comment_count`` of the post; one of
    a comment also ``pk``, ``author_name``, ``posted_at`` and ``excerpt``.
    """
    rows = sorted(
        Comment.objects.newest(COMMENTS_LOOKED_AT).values(
            "pk",
            "author_name",
            "posted_at",
            "post_id",
            html=Substr("body_html", 1, EXCERPT_HTML_LENGTH),
            title=F("post__title"),
            slug=F("post__slug"),
            month=F("post__published_month"),
            comment_count=F("post__comment_count"),
        ),
        key=lambda row: (row["posted_at"], row["pk"]),
        reverse=True,
    )
    latest = rows[:COMMENTS_SHOWN]
    return {
        "posts": _most_discussed(rows),
        "comments": [row | {"excerpt": excerpt_of(row["html"])} for row in latest],
    }


def _most_discussed(rows: Sequence[Row]) -> list[Row]:
    by_post = {row["post_id"]: row for row in rows}
    counted = Counter(row["post_id"] for row in rows)
    return [by_post[post] for post, _ in counted.most_common(POSTS_SHOWN)]


def excerpt_of(html: str, *, words: int = EXCERPT_WORDS) -> str:
    """The first ``words`` of a comment's drawn HTML, which may end anywhere, as text."""
    return Truncator(text_of(html)).words(words, truncate=" …")


def text_of(html: str) -> str:
    """What stands in drawn HTML, which may end anywhere, as one line."""
    text = strip_tags(_END_OF_BLOCK.sub(" ", _CUT_TAG.sub("", html)))
    return " ".join(unescape(text).split())
