"""Pages, each below its parent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils import timezone
from django.utils.text import slugify

from blog.actions import draw_page
from blog.models import Page, Redirect
from transfer.records import PageRecord

from .posts import OLD_PATH_LENGTH, TITLE_LENGTH
from .report import Report
from .slugs import clean_slug, first_free

# First parts of addresses that other pages of the site have.
RESERVED = frozenset(
    "accounts admin api archive author authors category commenter comments drafts feed "
    "healthz me media page readyz search series static tag".split()
)
_YEAR = re.compile(r"\d{4}$", re.ASCII)
PATH_LENGTH = 480


class Pages:
    """Writes pages that are not here yet; one whose parent is yet to come waits."""

    def __init__(self) -> None:
        imported = Page.objects.exclude(import_ref="")
        self.paths: dict[str, str] = dict(imported.values_list("import_ref", "path"))
        self.waiting: dict[str, PageRecord] = {}

    def write(self, records: Sequence[PageRecord], report: Report) -> None:
        """Write those of ``records``, and of the waiting, whose place is known."""
        for record in records:
            if record.ref in self.paths:
                report.left_as_is["page"] += 1
            else:
                self.waiting.setdefault(record.ref, record)
        while ready := [
            record
            for record in self.waiting.values()
            if not record.parent_ref or record.parent_ref in self.paths
        ]:
            for record in ready:
                self._write(record, self.paths.get(record.parent_ref, ""), report)

    def write_waiting(self, report: Report) -> None:
        """Write those whose parent never came, or lies below themselves, at the top."""
        while self.waiting:
            lost = [
                record
                for record in self.waiting.values()
                if record.parent_ref not in self.waiting
            ]
            record = lost[0] if lost else next(iter(self.waiting.values()))
            report.note("page", "its parent is not in the export", record.title)
            self._write(record, "", report)
            self.write([], report)

    def _write(self, record: PageRecord, above: str, report: Report) -> None:
        page = _page(record, _path(record, above))
        page.save(force_insert=True)
        if page.status == Page.Status.PUBLISHED:
            Redirect.objects.bulk_create(
                (
                    Redirect(old_path=path, page=page)
                    for path in record.old_paths
                    if path != page.get_absolute_url() and len(path) <= OLD_PATH_LENGTH
                ),
                ignore_conflicts=True,
            )
        for sentence in record.notes:
            report.note("page", sentence, record.title)
        report.new["page"] += 1
        self.paths[record.ref] = page.path
        self.waiting.pop(record.ref, None)


def _path(record: PageRecord, above: str) -> str:
    """The page's address: below its parent, or with a number if somebody has it."""
    slug = clean_slug(record.slug) or slugify(record.title, allow_unicode=True)
    slug = slug[:200] or f"page-{record.id}"
    if not above and (slug in RESERVED or _YEAR.match(slug)):
        slug = f"{slug}-page"
    path = f"{above}/{slug}" if above else slug
    if len(path) > PATH_LENGTH:
        path = slug
    same = Page.objects.filter(path__startswith=path).values_list("path", flat=True)
    return first_free(path, set(same).__contains__)


def _page(record: PageRecord, path: str) -> Page:
    created_at = record.created_at or timezone.now()
    page = Page(
        title=record.title[:TITLE_LENGTH] or path,
        path=path,
        body=record.html,
        status=record.status,
        created_at=created_at,
        updated_at=record.modified_at or created_at,
        import_ref=record.ref,
        import_digest=record.digest,
    )
    draw_page(page)
    return page
