"""Posts with all that hangs on them but their threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from django.db.models import Model

from benchmarks.corpus.shelves import (
    AUTHORS,
    BEGUN_AT,
    CATEGORIES,
    PICTURES,
    SERIES,
    TAGS,
    TREE,
)
from benchmarks.corpus.writing import Writing, chance_of, slug_of, title_of
from benchmarks.wordpress_export import words
from blog.actions import month_of
from blog.markup import DRAWING_VERSION, summary_of
from blog.models import (
    Byline,
    Correction,
    Filing,
    Link,
    Mention,
    Post,
    Redirect,
    Tagging,
)

LATEST_AT = datetime(2025, 12, 31, 20, tzinfo=UTC)
# The last month is as busy at every size; all before it is spread over the years.
POSTS_A_DAY, BUSY_DAYS = 7, 30
# A handful at every size: the smallest category.
ERRATA = range(50, 1000, 50)
SERIES_PARTS = range(10, 250, 8)
OLD_PATH = "/archives/{}/"


class Posts:
    """Makes the rows of posts by rank: 0 is the latest, the oldest has the key 1."""

    def __init__(self, count: int, writing: Writing) -> None:
        self.count = count
        self.writing = writing
        self.ancestors = {name: list(_above(name)) for name in CATEGORIES}

    def post(self, rank: int) -> Post:
        """The post itself."""
        chance = chance_of(f"post {rank}")
        title, dek = title_of(chance), words(chance, 14)
        at = self.published_at(rank)
        body = self.writing.body(chance, [self._address(r) for r in self._links(rank)])
        in_series = rank in SERIES_PARTS
        return Post(
            pk=self._key(rank),
            title=title,
            dek=dek if rank % 5 else "",
            slug=slug_of(rank),
            body=body,
            body_html=body,
            summary=summary_of(body.partition("</p>")[0]),
            drawn_with=DRAWING_VERSION,
            status=Post.Status.PUBLISHED,
            published_at=at,
            published_month=month_of(at),
            created_at=at,
            updated_at=at,
            series_id=rank % SERIES + 1 if in_series else None,
            part=SERIES_PARTS.index(rank) // SERIES + 1 if in_series else None,
            lead_image_id=rank % PICTURES + 1 if rank % 2 else None,
        )

    def rows_beside(self, post: Post) -> Iterator[Model]:
        """Byline, filing, links and all else that refers to ``post``."""
        rank = self.count - post.pk
        chance = chance_of(f"beside {rank}")
        listed = {"listed_at": post.published_at}
        for position, author in enumerate(_authors(chance)):
            yield Byline(post=post, author_id=author, position=position, **listed)
        category = "errata" if rank in ERRATA else _category(chance)
        for name in (category, *self.ancestors[category]):
            direct = name == category
            key = CATEGORIES.index(name) + 1
            yield Filing(post=post, category_id=key, direct=direct, **listed)
        for tag in _tags(chance):
            yield Tagging(content_object=post, tag_id=tag, **listed)
        for target in self._links(rank):
            key, address = self._key(target), self._address(target)
            yield Link(post=post, url=address, target_id=key)
        yield Redirect(old_path=OLD_PATH.format(post.pk), post=post)
        yield from _notes(post, self.published_at(rank), chance)

    def published_at(self, rank: int) -> datetime:
        """When; each rank is older than the one before."""
        day, place = divmod(rank, POSTS_A_DAY)
        if day < BUSY_DAYS:
            return LATEST_AT - timedelta(days=day, hours=2 * place)
        busy_since = LATEST_AT - timedelta(days=BUSY_DAYS)
        before, since = rank - POSTS_A_DAY * BUSY_DAYS, busy_since - BEGUN_AT
        return busy_since - since * (before / (self.count - POSTS_A_DAY * BUSY_DAYS))

    def _key(self, rank: int) -> int:
        return self.count - rank

    def _address(self, rank: int) -> str:
        return f"/{self.published_at(rank):%Y/%m}/{slug_of(rank)}/"

    def _links(self, rank: int) -> list[int]:
        """Ranks of older posts that a post links to; many look back to the first."""
        chance = chance_of(f"links {rank}")
        older = {rank + 1 + int(chance.expovariate(1 / 30)) for _ in range(3)}
        found = [other for other in sorted(older) if other < self.count - 1]
        if chance.random() < 0.05 and rank < self.count - 1:
            found.append(self.count - 1)
        return found


def _above(name: str) -> Iterator[str]:
    while name := TREE[name]:
        yield name


def _authors(chance: Random) -> Sequence[int]:
    count = 2 if chance.random() < 0.15 else 1
    return chance.sample(range(1, AUTHORS + 1), count)


def _category(chance: Random) -> str:
    wanted = [name for name in CATEGORIES if name != "errata"]
    return chance.choice([*wanted, "news", "council"])


def _tags(chance: Random) -> list[int]:
    """Some tags are on a quarter of all posts, most on few."""
    found = {1 + int(TAGS * chance.random() ** 2) for _ in range(5)}
    return sorted(found)


def _notes(post: Post, at: datetime, chance: Random) -> Iterator[Model]:
    if chance.random() < 0.03:
        yield Correction(post=post, text=f"{words(chance, 9)}.", noted_at=at)
    if chance.random() < 0.1:
        yield Mention(
            post=post,
            kind=Mention.Kind.WEBMENTION,
            state=Mention.State.PUBLIC,
            source_url=f"https://example.org/{post.pk}",
            source_title=words(chance, 5),
            received_at=at,
        )
