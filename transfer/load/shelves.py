"""Categories and tags: found by where they came from, or made.

Those of the export's lists are brought up to date, unless somebody edited them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blog.actions import save_category
from blog.models import Category, Tag
from transfer.records import CategoryRecord, TagRecord

from .edits import Edits, Known
from .old_addresses import OldAddresses
from .report import Report
from .slugs import clean_slug
from .stamps import stamp

CATEGORY_NAME_LENGTH = 200
TAG_NAME_LENGTH = 100


class Categories:
    """The tree of categories. One that has the same path here is taken as the same."""

    def __init__(self, edits: Edits, old_addresses: OldAddresses) -> None:
        self.edits = edits
        self.old_addresses = old_addresses
        self.by_ref: dict[str, int] = {}
        self._load()

    def _load(self) -> None:
        self.by_pk: dict[int, Category] = {}
        self.by_path: dict[str, int] = {}
        for category in Category.objects.all():
            self._keep(category, category.import_ref)

    def _keep(self, category: Category, ref: str) -> None:
        self.by_pk[category.pk] = category
        self.by_path[category.path] = category.pk
        if ref:
            self.by_ref[ref] = category.pk

    def take(self, records: Iterable[CategoryRecord], report: Report) -> None:
        """Make the categories of the export's list or update them, parents first."""
        by_name = {record.name: record for record in records}
        by_name |= {record.slug: record for record in records}
        done: set[str] = set()
        for record in records:
            for step in reversed(list(_upwards(record, by_name))):
                if step.ref not in done:
                    done.add(step.ref)
                    self._take(step, by_name.get(step.parent), report)
        for record in records:
            slugs = [step.slug for step in _upwards(record, by_name)]
            there, category = "/".join(reversed(slugs)), self._here(record)
            if category is not None:
                self.old_addresses.lead_to_category(record, there, category)

    def _take(
        self, record: CategoryRecord, above: CategoryRecord | None, report: Report
    ) -> None:
        parent = self._here(above)
        if record.ref not in self.by_ref:
            if record.parent and above is None:
                sentence = "its parent is not in the export"
                report.note("category", sentence, record.name, ref=record.ref)
            self.pk_of(record, report, parent=parent)
            return
        category = self.by_pk[self.by_ref[record.ref]]
        # One that was here before the import came is nobody's but the site's.
        ours = category.import_ref != record.ref
        stored = category.import_digest
        if ours or not self.edits.may_matter(record.digest, stored):
            report.unchanged["category"] += 1
            return
        row = Known("category", record.ref, record.name, record.digest, stored)
        if self.edits.allow(row, _stands(category), report):
            self._move(category, parent)
            _write(category, record)
            self._load()
            report.change("category", record.ref, record.name)

    def _here(self, record: CategoryRecord | None) -> Category | None:
        pk = self.by_ref.get(record.ref) if record else None
        return self.by_pk[pk] if pk else None

    def _move(self, category: Category, parent: Category | None) -> None:
        """Put it below ``parent``, unless that lies below itself or the place is taken."""
        path = f"{parent.path}/{category.slug}" if parent else category.slug
        inside = parent and category.pk in {parent.pk, *self.ancestors_of(parent.pk)}
        if not inside and path not in self.by_path:
            category.parent = parent

    def pk_of(
        self,
        record: CategoryRecord,
        report: Report,
        *,
        parent: Category | None = None,
    ) -> int:
        """The category's key; made if need be, below ``parent``."""
        if record.ref not in self.by_ref:
            slug = clean_slug(record.slug) or clean_slug(record.name) or "category"
            path = f"{parent.path}/{slug}" if parent else slug
            if path in self.by_path:
                self.by_ref[record.ref] = self.by_path[path]
                report.unchanged["category"] += 1
            else:
                made = Category(slug=slug, parent=parent, import_ref=record.ref)
                self._keep(_write(made, record), record.ref)
                report.come_in("category", record.ref, record.name)
        return self.by_ref[record.ref]

    def ancestors_of(self, pk: int) -> Iterator[int]:
        """The keys of the categories above, from the nearest up."""
        while (parent := self.by_pk[pk].parent_id) is not None:
            yield parent
            pk = parent


def _write(category: Category, record: CategoryRecord) -> Category:
    category.name = record.name[:CATEGORY_NAME_LENGTH]
    category.description = record.description
    category.import_digest = stamp(record.digest, _stands(category))
    return save_category(category)


def _stands(category: Category) -> tuple[object, ...]:
    return (category.name, category.description, category.parent_id)


def _upwards(
    record: CategoryRecord, by_name: dict[str, CategoryRecord]
) -> Iterator[CategoryRecord]:
    """The category and those above it; a circle is left where it closes."""
    seen: set[str] = set()
    above: CategoryRecord | None = record
    while above is not None and above.ref not in seen:
        seen.add(above.ref)
        yield above
        above = by_name.get(above.parent) if above.parent else None


class Tags:
    """Keywords. One of the same name or address here is taken as the same."""

    def __init__(self, edits: Edits, old_addresses: OldAddresses) -> None:
        self.edits = edits
        self.old_addresses = old_addresses
        self.by_pk: dict[int, Tag] = {}
        self.by_ref: dict[str, int] = {}
        self.stamps: dict[str, str] = {}
        self.by_slug: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        for tag in Tag.objects.defer("description").order_by("pk").iterator():
            self._keep(tag)

    def _keep(self, tag: Tag) -> None:
        self.by_pk[tag.pk] = tag
        self.by_slug[tag.slug] = tag.pk
        self.by_name[tag.name.casefold()] = tag.pk
        if tag.import_ref:
            self.by_ref[tag.import_ref] = tag.pk
            self.stamps[tag.import_ref] = tag.import_digest

    def take(self, record: TagRecord, report: Report) -> None:
        """Make a tag of the export's list, or bring it up to date."""
        if record.ref not in self.by_ref:
            self.pk_of(record, report)
        elif record.ref in self.stamps and self.edits.may_matter(
            record.digest, self.stamps[record.ref]
        ):
            self._update(record, report)
        else:
            report.unchanged["tag"] += 1
        self.old_addresses.lead_to_tag(record, self.by_pk[self.by_ref[record.ref]])

    def pk_of(self, record: TagRecord, report: Report) -> int:
        """The tag's key; made if need be."""
        if record.ref not in self.by_ref:
            name = record.name[:TAG_NAME_LENGTH]
            slug = clean_slug(record.slug) or clean_slug(name) or "tag"
            slug = slug[:TAG_NAME_LENGTH]
            same = self.by_slug.get(slug) or self.by_name.get(name.casefold())
            if same:
                self.by_ref[record.ref] = same
                report.unchanged["tag"] += 1
            else:
                self._write(Tag(name=name, slug=slug, import_ref=record.ref), record)
                report.come_in("tag", record.ref, record.name)
        return self.by_ref[record.ref]

    def _update(self, record: TagRecord, report: Report) -> None:
        tag = Tag.objects.get(pk=self.by_ref[record.ref])
        row = Known("tag", record.ref, record.name, record.digest, tag.import_digest)
        if not self.edits.allow(row, (tag.name, tag.description), report):
            return
        name = record.name[:TAG_NAME_LENGTH]
        if self.by_name.get(name.casefold(), tag.pk) == tag.pk:
            self.by_name.pop(tag.name.casefold(), None)
            tag.name = name
        self._write(tag, record)
        report.change("tag", record.ref, record.name)

    def _write(self, tag: Tag, record: TagRecord) -> None:
        tag.description = record.description
        tag.import_digest = stamp(record.digest, (tag.name, tag.description))
        tag.save()  # type: ignore[no-untyped-call]
        self._keep(tag)
