"""Posts with their bylines, filing, old addresses and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils import timezone

from accounts.models import Author
from blog.actions import draw_post, month_of, save_post
from blog.markup import links_in
from blog.models import (
    Byline,
    Category,
    Filing,
    Link,
    Post,
    Redirect,
    Tag,
    Tagging,
)
from transfer.records import PostRecord

from .authors import Authors
from .edits import Edits, Known
from .report import Report
from .shelves import Categories, Tags
from .slugs import first_free, post_slug
from .stamps import stamp

# As good as for ever: year 9999 breaks in zones west of Greenwich.
STICKY_UNTIL = datetime(2100, 1, 1, tzinfo=UTC)
AWAY = "its pictures stay where they are, as links"
LEAD_AWAY = "its lead picture is not here"
TITLE_LENGTH = 300
OLD_PATH_LENGTH = 1000


class Filed(NamedTuple):
    """Keys of a post's authors in order, its own categories, its tags, its picture."""

    authors: list[int]
    categories: list[int]
    tags: list[int]
    lead: int | None


class Posts:
    """Writes posts that are not here yet, and what has changed in those that are."""

    def __init__(
        self, authors: Authors, categories: Categories, tags: Tags, edits: Edits
    ) -> None:
        self.edits = edits
        self.authors = authors
        self.categories = categories
        self.tags = tags
        # By post: the key of its lead picture, where that is here.
        self.leads: Mapping[str, int] = {}

    def write(self, records: Sequence[PostRecord], report: Report) -> dict[str, int]:
        """Write what is new in ``records``; the keys of all posts by their refs."""
        known = _known([record.ref for record in records])
        new = [record for record in records if record.ref not in known]
        pks = {ref: pk for ref, (pk, _) in known.items()}
        pks |= self._insert(new, report)
        for record in records:
            if record.ref not in known:
                continue
            if self.edits.may_matter(record.digest, known[record.ref][1]):
                self._update(record, report)
            else:
                report.unchanged["post"] += 1
        return pks

    def _insert(
        self, records: Sequence[PostRecord], report: Report
    ) -> Iterator[tuple[str, int]]:
        filed = {record.ref: self._filed(record, report) for record in records}
        posts = Post.objects.bulk_create(list(_unsaved(records, filed)))
        pairs = list(zip(records, posts, strict=True))
        Byline.objects.bulk_create(
            Byline(post=post, author_id=pk, position=n, listed_at=_listed_at(post))
            for record, post in pairs
            for n, pk in enumerate(filed[record.ref].authors)
        )
        Filing.objects.bulk_create(
            filing
            for record, post in pairs
            for filing in self._filings(post, filed[record.ref].categories)
        )
        Tagging.objects.bulk_create(
            Tagging(content_object=post, tag_id=pk, listed_at=_listed_at(post))
            for record, post in pairs
            for pk in filed[record.ref].tags
        )
        Link.objects.bulk_create(
            Link(post=post, url=address)
            for post in posts
            for address in links_in(post.body_html)
        )
        # Two exports may both have had a /?p=1: the first keeps it.
        Redirect.objects.bulk_create(_redirects(pairs), ignore_conflicts=True)
        for record, post in pairs:
            _note_pictures(post, report)
            report.come_in("post", record.ref, record.title)
        return ((record.ref, post.pk) for record, post in pairs)

    def _filed(self, record: PostRecord, report: Report) -> Filed:
        for sentence in record.notes:
            report.note("post", sentence, record.title, ref=record.ref)
        if not record.authors:
            sentence = "has no author in the export"
            report.note("post", sentence, record.title, ref=record.ref)
        if record.lead_ref and record.ref not in self.leads:
            report.note("post", LEAD_AWAY, record.title, ref=record.ref)
        authors = (self.authors.pk_of(author, report) for author in record.authors)
        categories = (self.categories.pk_of(c, report) for c in record.categories)
        tags = (self.tags.pk_of(tag, report) for tag in record.tags)
        return Filed(
            list(dict.fromkeys(authors)),
            list(dict.fromkeys(categories)),
            list(dict.fromkeys(tags)),
            self.leads.get(record.ref),
        )

    def _filings(self, post: Post, direct: Sequence[int]) -> Iterator[Filing]:
        implied = dict.fromkeys(
            above for pk in direct for above in self.categories.ancestors_of(pk)
        )
        for pk in dict.fromkeys([*direct, *implied]):
            yield Filing(
                post=post,
                category_id=pk,
                direct=pk in direct,
                listed_at=_listed_at(post),
            )

    def _update(self, record: PostRecord, report: Report) -> None:
        """Bring a post up to date, unless somebody has edited it here."""
        # As in the partial index, which would not be used otherwise.
        imported = Post.objects.select_for_update(no_key=True).exclude(import_ref="")
        post = imported.get(import_ref=record.ref)
        row = Known("post", record.ref, record.title, record.digest, post.import_digest)
        stands = stands_of_post(post, filed_now(post))
        if not self.edits.allow(row, stands, report):
            return
        filed = self._filed(record, report)
        _fill(post, record, slug=_slug_now(post, record))
        post.lead_image_id = filed.lead
        # Often the export only says the same in other words, in all of its posts.
        if stands_of_post(post, filed) != stands:
            _save(post, filed)
        Post.objects.filter(pk=post.pk).update(
            updated_at=record.modified_at or post.updated_at,
            import_digest=stamp(record.digest, stands_of_post(post, filed)),
        )
        redirects = _redirects([(record, post)])
        Redirect.objects.bulk_create(redirects, ignore_conflicts=True)
        _note_pictures(post, report)
        report.change("post", record.ref, record.title)


def _known(refs: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Key and stamp of those that are here already."""
    # As in the partial index, which would not be used otherwise.
    imported = Post.objects.exclude(import_ref="").filter(import_ref__in=refs)
    rows = imported.values_list("import_ref", "pk", "import_digest")
    return {ref: (pk, stamp) for ref, pk, stamp in rows}


def _save(post: Post, filed: Filed) -> None:
    authors = Author.objects.in_bulk(filed.authors)
    tags = Tag.objects.filter(pk__in=filed.tags)
    save_post(
        post,
        authors=[authors[pk] for pk in filed.authors],
        categories=Category.objects.filter(pk__in=filed.categories),
        tags=tags.values_list("name", flat=True),
    )


def _note_pictures(post: Post, report: Report) -> None:
    if post.body.count("<img") > post.body_html.count("<img"):
        report.note("post", AWAY, post.title, ref=post.import_ref)


def filed_now(post: Post) -> Filed:
    """What stands in the database, or was fetched with the post."""
    return Filed(
        [byline.author_id for byline in post.bylines.all()],
        [filing.category_id for filing in post.filings.all() if filing.direct],
        [tagging.tag_id for tagging in post.taggings.all()],
        post.lead_image_id,
    )


def stands_of_post(post: Post, filed: Filed) -> tuple[object, ...]:
    """What an editor may have changed since the import."""
    return (
        post.title,
        post.dek,
        post.slug,
        post.body,
        post.status,
        post.published_at,
        post.sticky_until,
        post.comment_policy,
        filed.authors,
        sorted(filed.categories),
        sorted(filed.tags),
        # Most have none, and had none when their stamps were made without it.
        *([] if filed.lead is None else [filed.lead]),
    )


def _listed_at(post: Post) -> datetime | None:
    return post.published_at if post.status == Post.Status.PUBLISHED else None


def _unsaved(
    records: Sequence[PostRecord], filed: Mapping[str, Filed]
) -> Iterator[Post]:
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
        yield _post(record, slug, filed[record.ref])


def _free(wanted: str, taken: set[str]) -> str:
    """``wanted`` or with a number, so that no post has it, here or in the batch."""
    if wanted not in taken:
        return wanted
    numbered = Post.objects.filter(slug__startswith=f"{wanted}-")
    taken |= set(numbered.values_list("slug", flat=True))
    return first_free(wanted, taken.__contains__)


def _slug_now(post: Post, record: PostRecord) -> str:
    """The slug of a post that has changed: as it is, if it still fits."""
    if not record.slug and record.status == Post.Status.DRAFT:
        return post.slug
    wanted = post_slug(record.slug, record.title, record.id)
    if re.fullmatch(rf"{re.escape(wanted)}(-\d+)?", post.slug):
        return post.slug
    others = Post.objects.filter(slug=wanted).values_list("slug", flat=True)
    return _free(wanted, set(others))


def _fill(post: Post, record: PostRecord, *, slug: str) -> None:
    """Write on ``post`` what the export says, but for its filing."""
    post.title = record.title[:TITLE_LENGTH]
    post.dek = record.dek
    post.slug = slug
    post.body = record.html
    post.status = record.status
    post.published_at = record.published_at
    post.published_month = month_of(record.published_at)
    post.sticky_until = STICKY_UNTIL if record.is_sticky else None
    post.comment_policy = record.comment_policy
    draw_post(post)


def _post(record: PostRecord, slug: str, filed: Filed) -> Post:
    now = timezone.now()
    begun_at = min(record.published_at or now, now)
    post = Post(
        created_at=begun_at,
        updated_at=record.modified_at or begun_at,
        import_ref=record.ref,
    )
    _fill(post, record, slug=slug)
    post.lead_image_id = filed.lead
    post.import_digest = stamp(record.digest, stands_of_post(post, filed))
    return post


def _redirects(pairs: Iterable[tuple[PostRecord, Post]]) -> Iterator[Redirect]:
    for record, post in pairs:
        if post.status != Post.Status.PUBLISHED:
            continue  # Nobody has its address.
        for path in record.old_paths:
            if path != post.get_absolute_url() and len(path) <= OLD_PATH_LENGTH:
                yield Redirect(old_path=path, post=post)
