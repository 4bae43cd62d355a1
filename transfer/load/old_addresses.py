"""The addresses that authors, categories and tags had there, to lead on to ours."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Author
from blog.models import Category, Redirect, Tag
from transfer.readers.wxr_values import folder_of, nicename, path_of
from transfer.records import AuthorRecord, CategoryRecord, TagRecord


@dataclass(frozen=True)
class Bases:
    """What the addresses of categories and tags began with."""

    category: str = "category"
    tag: str = "tag"


class OldAddresses:
    """Gathers redirects while a batch is written, and writes them at its end."""

    def __init__(self, bases: Bases) -> None:
        self.bases = bases
        # "/blog" for a site that was not at the top of its host.
        self.root = ""
        self.rows: dict[str, Redirect] = {}

    def come_from(self, site: str) -> None:
        """The records after this are of the blog at the address ``site``."""
        self.root = folder_of(site)

    def lead_to_author(self, record: AuthorRecord, author: Author) -> None:
        """By the name in the address, and by number."""
        self._lead(f"/author/{nicename(record.login)}/", author)
        self._lead_by_number("author", record.id, author)

    def lead_to_category(
        self, record: CategoryRecord, there: str, category: Category
    ) -> None:
        """``there`` are the slugs from the root of the tree down, with slashes."""
        self._lead(f"/{self.bases.category}/{there}/", category)
        self._lead_by_number("cat", record.id, category)

    def lead_to_tag(self, record: TagRecord, tag: Tag) -> None:
        self._lead(f"/{self.bases.tag}/{record.slug}/", tag)
        if tag.slug != record.slug:  # One of another name may be taken as the same.
            self._lead(f"/?tag={record.slug}", tag)

    def _lead_by_number(self, name: str, number: str, thing: Author | Category) -> None:
        if number.isdecimal():
            self._lead(f"/?{name}={number}", thing)

    def _lead(self, path: str, thing: Author | Category | Tag) -> None:
        """Also below the root of the old site: a domain may have kept that."""
        target = {type(thing).__name__.lower(): thing}
        for old in {path_of(path), path_of(f"{self.root}{path}")}:
            short = len(old) <= Redirect.LONGEST_PATH
            if short and old != path_of(thing.get_absolute_url()):
                self.rows.setdefault(old, Redirect(old_path=old, **target))

    def write(self) -> None:
        """Whoever has an address already keeps it: an editor may have meant it."""
        Redirect.objects.bulk_create(self.rows.values(), ignore_conflicts=True)
        self.rows.clear()
