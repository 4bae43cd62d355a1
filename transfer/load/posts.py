"""Posts with their bylines, filing, old addresses and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from django.utils import timezone

from blog.actions import draw_post, month_of
from blog.markup import links_in
from blog.models import Byline, Filing, Link, Post, Redirect, Tagging
from transfer.records import PostRecord

from .report import Report
from .shelves import Authors, Categories, Tags
from .slugs import first_free, post_slug

# As good as for ever: year 9999 breaks in zones west of Greenwich.
STICKY_UNTIL = datetime(2100, 1, 1, tzinfo=UTC)
TITLE_LENGTH = 300
OLD_PATH_LENGTH = 1000


def known_posts(refs: Sequence[str]) -> dict[str, int]:
    """The keys of those of the posts that are here already, by their refs."""
    # As in the partial index, which would not be used otherwise.
    imported = Post.objects.exclude(import_ref="").filter(import_ref__in=refs)
    return dict(imported.values_list("import_ref", "pk"))


class Posts:
    """Writes posts that are not here yet."""

    def __init__(self, authors: Authors, categories: Categories, tags: Tags) -> None:
        self.authors = authors
        self.categories = categories
        self.tags = tags

    def write(self, records: Sequence[PostRecord], report: Report) -> dict[str, int]:
        """Write the new ones of ``records``; the keys of all by their refs."""
        known = known_posts([record.ref for record in records])
        new = [record for record in records if record.ref not in known]
        posts = Post.objects.bulk_create(list(_unsaved(new)))
        pairs = list(zip(new, posts, strict=True))
        Byline.objects.bulk_create(self._bylines(pairs, report))
        Filing.objects.bulk_create(self._filings(pairs, report))
        Tagging.objects.bulk_create(self._taggings(pairs, report))
        Link.objects.bulk_create(
            Link(post=post, url=address)
            for post in posts
            for address in links_in(post.body_html)
        )
        # Two exports may both have had a /?p=1: the first keeps it.
        Redirect.objects.bulk_create(_redirects(pairs), ignore_conflicts=True)
        for record in new:
            for sentence in record.notes:
                report.note("post", sentence, record.title)
        report.new["post"] += len(new)
        report.left_as_is["post"] += len(known)
        return known | {record.ref: post.pk for record, post in pairs}

    def _bylines(
        self, pairs: Iterable[tuple[PostRecord, Post]], report: Report
    ) -> Iterator[Byline]:
        for record, post in pairs:
            if record.author is None:
                report.note("post", "has no author in the export", record.title)
                continue
            author = self.authors.pk_of(record.author, report)
            yield Byline(post=post, author_id=author, listed_at=_listed_at(post))

    def _filings(
        self, pairs: Iterable[tuple[PostRecord, Post]], report: Report
    ) -> Iterator[Filing]:
        for record, post in pairs:
            direct = {
                self.categories.pk_of(category, report): None
                for category in record.categories
            }
            implied = dict.fromkeys(
                above for pk in direct for above in self.categories.ancestors_of(pk)
            )
            for pk in direct | implied:
                yield Filing(
                    post=post,
                    category_id=pk,
                    direct=pk in direct,
                    listed_at=_listed_at(post),
                )

    def _taggings(
        self, pairs: Iterable[tuple[PostRecord, Post]], report: Report
    ) -> Iterator[Tagging]:
        for record, post in pairs:
            for tag in {self.tags.pk_of(tag, report): None for tag in record.tags}:
                yield Tagging(
                    content_object=post, tag_id=tag, listed_at=_listed_at(post)
                )


def _listed_at(post: Post) -> datetime | None:
    return post.published_at if post.status == Post.Status.PUBLISHED else None


def _unsaved(records: Sequence[PostRecord]) -> Iterator[Post]:
    wanted = {
        record.ref: post_slug(record.slug, record.title, record.id)
        for record in records
        if record.slug or record.status != Post.Status.DRAFT
    }
    taken = set(
        Post.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True)
    )
    for record in records:
        slug = ""
        if record.ref in wanted:
            slug = _free(wanted[record.ref], taken)
            taken.add(slug)
        yield _post(record, slug)


def _free(wanted: str, taken: set[str]) -> str:
    """``wanted`` or with a number, so that no post has it, here or in the batch."""
    if wanted not in taken:
        return wanted
    numbered = Post.objects.filter(slug__startswith=f"{wanted}-")
    taken |= set(numbered.values_list("slug", flat=True))
    return first_free(wanted, taken.__contains__)


def _post(record: PostRecord, slug: str) -> Post:
    now = timezone.now()
    begun_at = min(record.published_at or now, now)
    post = Post(
        title=record.title[:TITLE_LENGTH],
        dek=record.dek,
        slug=slug,
        body=record.html,
        status=record.status,
        published_at=record.published_at,
        published_month=month_of(record.published_at),
        created_at=begun_at,
        updated_at=record.modified_at or begun_at,
        sticky_until=STICKY_UNTIL if record.is_sticky else None,
        comment_policy=record.comment_policy,
        import_ref=record.ref,
        import_digest=record.digest,
    )
    draw_post(post)
    return post


def _redirects(pairs: Iterable[tuple[PostRecord, Post]]) -> Iterator[Redirect]:
    for record, post in pairs:
        if post.status != Post.Status.PUBLISHED:
            continue  # Nobody has its address.
        for path in record.old_paths:
            if path != post.get_absolute_url() and len(path) <= OLD_PATH_LENGTH:
                yield Redirect(old_path=path, post=post)
