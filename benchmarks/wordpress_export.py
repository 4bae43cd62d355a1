"""A WordPress export of an invented blog, of any size, the same every time.

python -m benchmarks.wordpress_export --posts 1000 --comments 20000 > export.xml
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from xml.sax.saxutils import escape

BEGUN_AT = datetime.fromisoformat("2014-01-01T00:00:00+00:00")
AUTHORS = 8
CATEGORIES = 12
TAGS = 300
WORDS = (
    "quay ledger tide court harbour ferry council verdict lantern archive minutes "
    "budget clerk petition bylaw bridge pilot mooring salt winter the of and to in "
    "that was for with on by at from which said not had been their under over"
).split()
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Quay</title><link>https://old.example.org</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example.org</wp:base_blog_url>
"""
FOOT = "</channel></rss>\n"


def main() -> None:
    """Write the export to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--comments", type=int, default=20_000)
    sizes = parser.parse_args()
    sys.stdout.writelines(export(sizes.posts, sizes.comments))


def export(posts: int, comments: int) -> Iterator[str]:
    """The export, piece by piece: memory does not grow with it."""
    chance = Random(20_261_101)
    yield HEAD
    for n in range(AUTHORS):
        yield element("wp:author", login=f"author-{n}", display_name=f"Author {n}")
    for n in range(CATEGORIES):
        parent = f"shelf-{n - 1}" if n % 3 else ""
        yield (
            f"<wp:category><wp:category_nicename>shelf-{n}</wp:category_nicename>"
            f"<wp:category_parent>{parent}</wp:category_parent>"
            f"<wp:cat_name>Shelf {n}</wp:cat_name></wp:category>\n"
        )
    first = 1
    for n in range(1, posts + 1):
        last = comments * n // posts
        yield item(n, posts, range(first, last + 1), chance)
        first = last + 1
    yield FOOT


def element(name: str, **fields: object) -> str:
    """An element and those in it, which are named after it."""
    texts = (
        f"<{name}_{key}>{escape(str(value))}</{name}_{key}>"
        for key, value in fields.items()
    )
    return f"<{name}>{''.join(texts)}</{name}>\n"


def item(n: int, posts: int, comments: range, chance: Random) -> str:
    """A post of about 4 KB with its thread."""
    at = BEGUN_AT + timedelta(hours=n * 100_000 / posts)
    tags = "".join(
        f'<category domain="post_tag" nicename="tag-{t}">Tag {t}</category>'
        for t in chance.sample(range(TAGS), 5)
    )
    return (
        f"<item><title>{words(chance, 7)}</title>"
        f"<link>https://old.example.org/archives/{n}/</link>"
        f"<dc:creator>author-{n % AUTHORS}</dc:creator>"
        f"<content:encoded><![CDATA[{body(chance, n)}]]></content:encoded>"
        f"<excerpt:encoded>{words(chance, 14)}</excerpt:encoded>"
        f"<wp:post_id>{n}</wp:post_id><wp:post_date_gmt>{at:%F %T}</wp:post_date_gmt>"
        f"<wp:comment_status>open</wp:comment_status><wp:post_name>post-{n}"
        "</wp:post_name><wp:status>publish</wp:status><wp:post_type>post"
        f'</wp:post_type><category domain="category" nicename="shelf-{n % CATEGORIES}">'
        f"Shelf {n % CATEGORIES}</category>{tags}\n"
        f"{''.join(thread(comments, at, chance))}</item>\n"
    )


def words(chance: Random, count: int) -> str:
    """So many words, the first with a capital."""
    return " ".join(chance.choices(WORDS, k=count)).capitalize()


def body(chance: Random, n: int) -> str:
    """Paragraphs as WordPress keeps them, a quote, a list, a link to another post."""
    paragraphs = [
        f"{words(chance, 60)}, <em>{words(chance, 3)}</em>." for _ in range(9)
    ]
    paragraphs[2] = f"<blockquote>{paragraphs[2]}\n\n{words(chance, 30)}.</blockquote>"
    paragraphs[4] = (
        f"<ul>\n<li>{words(chance, 9)}</li>\n<li>{words(chance, 9)}</li>\n</ul>"
    )
    other = chance.randrange(1, n + 1)
    paragraphs[6] += f' <a href="https://old.example.org/archives/{other}/">See</a>.'
    return "\n\n".join(paragraphs)


def thread(keys: range, at: datetime, chance: Random) -> Iterator[str]:
    """Comments, half of them answers to earlier ones; a few held, a few spam."""
    for place, key in enumerate(keys):
        parent = chance.choice(keys[:place]) if place and chance.random() < 0.5 else 0
        yield element(
            "wp:comment",
            id=key,
            author=words(chance, 2),
            author_email=f"reader-{key % 500}@example.org",
            author_IP=f"192.0.2.{key % 250}",
            date_gmt=f"{at + timedelta(minutes=place + 1):%F %T}",
            content=f"{words(chance, 40)}.\n\n{words(chance, 20)}.",
            approved=chance.choices(("1", "0", "spam"), (97, 1, 2))[0],
            parent=parent,
        )


if __name__ == "__main__":
    main()
