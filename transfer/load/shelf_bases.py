"""What the addresses of categories and tags began with, read off the links to them.

WordPress lets a site say "topics" for "category"; an export does not tell, but its texts
link to "/topics/law/".
"""

from __future__ import annotations

import re
from functools import cached_property

from django.utils.encoding import escape_uri_path

from blog.models import Category, Redirect, Tag

_UNDER_A_BASE = re.compile(r"/(?P<base>(?!\d+/)[^/?]+)/(?P<path>[^?]+?)/?")
# What other things of a WordPress site have addresses under.
_OTHERS = set("author category comments date feed page search tag wp-content".split())


class Shelves:
    """Finds categories and tags under unknown bases, and remembers those."""

    def __init__(self) -> None:
        self.bases: set[tuple[type[Category] | type[Tag], str]] = set()

    def find(self, requested: str) -> str | None:
        """The category or tag whose address under another base it can only be."""
        found = _UNDER_A_BASE.fullmatch(requested)
        if found is None or found["base"] in _OTHERS:
            return None
        shelf = self._categories.get(found["path"]) or self._tags.get(found["path"])
        if shelf is None:
            return None
        self.bases.add((type(shelf), found["base"]))
        return shelf.get_absolute_url()

    @cached_property
    def _categories(self) -> dict[str, Category]:
        imported = Category.objects.exclude(import_ref="").defer("description")
        return {escape_uri_path(category.path): category for category in imported}

    @cached_property
    def _tags(self) -> dict[str, Tag]:
        imported = Tag.objects.exclude(import_ref="").defer("description")
        return {escape_uri_path(tag.slug): tag for tag in imported}

    def keep_old_addresses(self) -> None:
        """Redirect from the bases that were found, for all that was under them."""
        rows = [
            Redirect(old_path=f"/{base}/{path}/", **{kind.__name__.lower(): shelf})
            for kind, base in sorted(self.bases, key=str)
            for path, shelf in (
                self._categories if kind is Category else self._tags
            ).items()
        ]
        Redirect.objects.bulk_create(rows, ignore_conflicts=True)
