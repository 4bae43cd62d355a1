"""Authors, categories and tags: found by where they came from, or made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import Author
from blog.actions import free_author_slug, save_author, save_category
from blog.models import Category, Tag
from transfer.records import AuthorRecord, CategoryRecord, TagRecord

from .report import Report
from .slugs import clean_slug

TAG_LENGTH = 100


def usable_email(address: str) -> str:
    """``address``, or nothing if it is none."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= 254 else ""


class Authors:
    """Who may stand in bylines."""

    def __init__(self) -> None:
        imported = Author.objects.exclude(import_ref="")
        self.known: dict[str, int] = dict(imported.values_list("import_ref", "pk"))

    def take(self, record: AuthorRecord, report: Report) -> None:
        """Make an author of the export's list unless here already."""
        if record.ref in self.known:
            report.left_as_is["author"] += 1
        else:
            self.pk_of(record, report)

    def pk_of(self, record: AuthorRecord, report: Report) -> int:
        """The author's key; made if need be."""
        if record.ref not in self.known:
            author = Author(
                name=record.name[:150],
                slug=free_author_slug(clean_slug(record.login) or record.name),
                email=usable_email(record.email),
                import_ref=record.ref,
                import_digest=record.digest,
            )
            self.known[record.ref] = save_author(author).pk
            report.new["author"] += 1
        return self.known[record.ref]


class Categories:
    """The tree of categories. One that has the same path here is taken as the same."""

    def __init__(self) -> None:
        self.by_ref: dict[str, int] = {}
        self.by_pk: dict[int, Category] = {}
        self.by_path: dict[str, int] = {}
        for category in Category.objects.defer("description"):
            self._keep(category, category.import_ref)

    def _keep(self, category: Category, ref: str) -> None:
        self.by_pk[category.pk] = category
        self.by_path[category.path] = category.pk
        if ref:
            self.by_ref[ref] = category.pk

    def take(self, records: Iterable[CategoryRecord], report: Report) -> None:
        """Make the categories of the export's list, parents first."""
        by_name = {record.name: record for record in records}
        by_name |= {record.slug: record for record in records}
        for record in records:
            if record.ref in self.by_ref:
                report.left_as_is["category"] += 1
                continue
            for ancestor in reversed(list(_upwards(record, by_name, report))):
                parent = by_name.get(ancestor.parent)
                self.pk_of(ancestor, report, parent_ref=parent.ref if parent else "")

    def pk_of(
        self, record: CategoryRecord, report: Report, *, parent_ref: str = ""
    ) -> int:
        """The category's key; made if need be, below ``parent_ref`` if that is here."""
        if record.ref not in self.by_ref:
            parent_pk = self.by_ref.get(parent_ref)
            parent = self.by_pk[parent_pk] if parent_pk else None
            slug = clean_slug(record.slug) or clean_slug(record.name) or "category"
            path = f"{parent.path}/{slug}" if parent else slug
            if path in self.by_path:
                self.by_ref[record.ref] = self.by_path[path]
                report.left_as_is["category"] += 1
            else:
                self._keep(_made(record, slug, parent), record.ref)
                report.new["category"] += 1
        return self.by_ref[record.ref]

    def ancestors_of(self, pk: int) -> Iterator[int]:
        """The keys of the categories above, from the nearest up."""
        while (parent := self.by_pk[pk].parent_id) is not None:
            yield parent
            pk = parent


def _made(record: CategoryRecord, slug: str, parent: Category | None) -> Category:
    return save_category(
        Category(
            name=record.name[:200],
            slug=slug,
            parent=parent,
            description=record.description,
            import_ref=record.ref,
            import_digest=record.digest,
        )
    )


def _upwards(
    record: CategoryRecord, by_name: dict[str, CategoryRecord], report: Report
) -> Iterator[CategoryRecord]:
    """The category and those above it; a circle is left where it closes."""
    seen: set[str] = set()
    while record.ref not in seen:
        seen.add(record.ref)
        yield record
        if not record.parent:
            return
        if record.parent not in by_name:
            report.note("category", "its parent is not in the export", record.name)
            return
        record = by_name[record.parent]


class Tags:
    """Keywords. One of the same name or address here is taken as the same."""

    def __init__(self) -> None:
        self.by_ref: dict[str, int] = {}
        self.by_slug: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        for tag in Tag.objects.defer("description").order_by("pk").iterator():
            self._keep(tag, tag.import_ref)

    def _keep(self, tag: Tag, ref: str) -> None:
        self.by_slug[tag.slug] = tag.pk
        self.by_name[tag.name.casefold()] = tag.pk
        if ref:
            self.by_ref[ref] = tag.pk

    def take(self, record: TagRecord, report: Report) -> None:
        """Make a tag of the export's list unless here already."""
        if record.ref in self.by_ref:
            report.left_as_is["tag"] += 1
        else:
            self.pk_of(record, report)

    def pk_of(self, record: TagRecord, report: Report) -> int:
        """The tag's key; made if need be."""
        if record.ref not in self.by_ref:
            name = record.name[:TAG_LENGTH]
            slug = (clean_slug(record.slug) or clean_slug(name) or "tag")[:TAG_LENGTH]
            same = self.by_slug.get(slug) or self.by_name.get(name.casefold())
            if same:
                self.by_ref[record.ref] = same
                report.left_as_is["tag"] += 1
            else:
                tag = Tag.objects.create(
                    name=name,
                    slug=slug,
                    description=record.description,
                    import_ref=record.ref,
                    import_digest=record.digest,
                )
                self._keep(tag, record.ref)
                report.new["tag"] += 1
        return self.by_ref[record.ref]
