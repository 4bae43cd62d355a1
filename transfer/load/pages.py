"""Pages, each below its parent."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.text import slugify

from blog.actions import draw_page, save_page
from blog.addresses import leads_to
from blog.models import Page, Redirect
from transfer.records import PageRecord

from .edits import Edits, Known
from .posts import OLD_PATH_LENGTH, TITLE_LENGTH
from .report import Report
from .slugs import clean_slug, first_free
from .stamps import stamp

# First parts of addresses that are the site's, now or when it has grown a search.
RESERVED = frozenset(
    "accounts admin api archive author authors category commenter comments drafts feed "
    "healthz me media page readyz search series static tag".split()
)
PATH_LENGTH = 480


class Pages:
    """Writes pages that are not here yet; one whose parent is yet to come waits.

    One that is here keeps its address, whatever else has changed in it.
    """

    def __init__(self, edits: Edits) -> None:
        self.edits = edits
        imported = Page.objects.exclude(import_ref="")
        self.paths: dict[str, str] = dict(imported.values_list("import_ref", "path"))
        self.stamps = dict(imported.values_list("import_ref", "import_digest"))
        self.waiting: dict[str, PageRecord] = {}

    def write(self, records: Sequence[PageRecord], report: Report) -> None:
        """Write those of ``records``, and of the waiting, whose place is known."""
        for record in records:
            if record.ref not in self.paths:
                self.waiting.setdefault(record.ref, record)
            elif self.edits.may_matter(record.digest, self.stamps[record.ref]):
                self._update(record, report)
            else:
                report.unchanged["page"] += 1
        while ready := [
            record
            for record in self.waiting.values()
            if not record.parent_ref or record.parent_ref in self.paths
        ]:
            for record in ready:
                self._insert(record, self.paths.get(record.parent_ref, ""), report)

    def write_waiting(self, report: Report) -> None:
        """Write those whose parent never came, or lies below themselves, at the top."""
        while self.waiting:
            lost = [
                record
                for record in self.waiting.values()
                if record.parent_ref not in self.waiting
            ]
            record = lost[0] if lost else next(iter(self.waiting.values()))
            sentence = "its parent is not in the export"
            report.note("page", sentence, record.title, ref=record.ref)
            self._insert(record, "", report)
            self.write([], report)

    def _insert(self, record: PageRecord, above: str, report: Report) -> None:
        page = _page(record, _path(record, above))
        page.save(force_insert=True)
        self.waiting.pop(record.ref, None)
        self._note(page, record, report)
        report.come_in("page", record.ref, record.title)

    def _update(self, record: PageRecord, report: Report) -> None:
        page = Page.objects.get(import_ref=record.ref)
        row = Known("page", record.ref, record.title, record.digest, page.import_digest)
        if not self.edits.allow(row, stands_of_page(page), report):
            return
        _fill(page, record)
        save_page(page)
        modified_at = record.modified_at or page.updated_at
        Page.objects.filter(pk=page.pk).update(updated_at=modified_at)
        self._note(page, record, report)
        report.change("page", record.ref, record.title)

    def _note(self, page: Page, record: PageRecord, report: Report) -> None:
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
            report.note("page", sentence, record.title, ref=record.ref)
        self.paths[record.ref] = page.path
        self.stamps[record.ref] = page.import_digest


def _path(record: PageRecord, above: str) -> str:
    """The page's address: below its parent, or with a number if somebody has it."""
    slug = clean_slug(record.slug) or slugify(record.title, allow_unicode=True)
    slug = slug[:200] or f"page-{record.id}"
    free = slug not in RESERVED and leads_to(f"/{slug}/", "blog:page")
    if not above and not free:
        slug = f"{slug}-page"
    path = f"{above}/{slug}" if above else slug
    if len(path) > PATH_LENGTH:
        path = slug
    same = Page.objects.filter(path__startswith=path).values_list("path", flat=True)
    return first_free(path, set(same).__contains__)


def _page(record: PageRecord, path: str) -> Page:
    created_at = record.created_at or timezone.now()
    page = Page(
        path=path,
        created_at=created_at,
        updated_at=record.modified_at or created_at,
        import_ref=record.ref,
    )
    _fill(page, record)
    return page


def _fill(page: Page, record: PageRecord) -> None:
    page.title = record.title[:TITLE_LENGTH] or page.path[:TITLE_LENGTH]
    page.body = record.html
    page.status = record.status
    draw_page(page)
    page.import_digest = stamp(record.digest, stands_of_page(page))


def stands_of_page(page: Page) -> tuple[str, ...]:
    """What an editor may have changed since the import, but for the address."""
    return (page.title, page.body, page.status)
