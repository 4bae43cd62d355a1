"""Takes records in the order of the export, and writes them in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.db import reset_queries, transaction

from blog.models import SiteSettings
from transfer.author_map import AuthorMap
from transfer.media.attached import Attached
from transfer.records import (
    AttachmentRecord,
    AuthorRecord,
    CategoryRecord,
    LeftOut,
    MenuEntryRecord,
    PageRecord,
    PostRecord,
    Record,
    SiteRecord,
    TagRecord,
)

from .attachment_pages import AttachmentPages
from .authors import Authors
from .edits import Edits
from .ledger import Ledger
from .links import Links
from .mentions import write_mentions
from .menus import Menus
from .old_addresses import Bases, OldAddresses
from .pages import Pages
from .placing import Placing
from .posts import Posts
from .report import Report
from .shelves import Categories, Tags
from .strays import STRAY, strays_in
from .threads import Around, write_threads
from .uploads import Uploads

R = TypeVar("R", bound=Record)
P = TypeVar("P", PostRecord, PageRecord)
Named = AuthorRecord | CategoryRecord | TagRecord | PostRecord | PageRecord

# A batch is one transaction: so many records, or so many comments.
RECORDS_AT_ONCE = 100
COMMENTS_AT_ONCE = 2000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How whoever imports wants it to be done."""

    overwrite: bool = False
    author_map: AuthorMap = field(default_factory=dict)
    bases: Bases = field(default_factory=Bases)
    ledger: Ledger | None = None
    uploads: Uploads | None = None


class Loader:
    """Writes what is not here yet, and what has changed there but not here.

    A repeat goes on where an import was broken off.
    """

    def __init__(self, wanted: Wanted | None = None) -> None:
        wanted = wanted or Wanted()
        # What was committed, and nothing else.
        self.report = Report()
        self.ledger = wanted.ledger
        # By address: what the refs of their records begin with.
        self.sites: dict[str, str] = {}
        self.edits = Edits(overwrite=wanted.overwrite)
        self.old_addresses = OldAddresses(wanted.bases)
        shelf = (self.edits, self.old_addresses)
        self.authors = Authors(*shelf, wanted.author_map)
        self.categories = Categories(*shelf)
        self.tags = Tags(*shelf)
        self.posts = Posts(self.authors, self.categories, self.tags, self.edits)
        self.pages = Pages(self.edits)
        self.menus = Menus(self.edits)
        self.uploads = wanted.uploads or Uploads(None)
        self.attached = Attached()
        self.attachment_pages = AttachmentPages()
        # None: no post can have an upload that is here.
        self.placing: Placing | None = None
        # What this file has named already.
        self.named: set[tuple[type[Named], str]] = set()
        self._empty()

    def _empty(self) -> None:
        self.batch: list[Record] = []
        self.comments = 0
        # Without what is left out, which is only counted.
        self.records = 0

    def bring(self, records: Iterable[AttachmentRecord]) -> None:
        """Bring in the uploads, before the posts and pages that show them."""
        self.placing = Placing(self.attached)
        batch: dict[str, AttachmentRecord] = {}
        for record in records:
            if self.attached.take(record):
                batch[record.ref] = record
            if len(batch) >= RECORDS_AT_ONCE:
                self._bring(batch.values())
                batch = {}
        self._bring(batch.values())

    def _bring(
        self, records: Iterable[AttachmentRecord], *, what: str = "attachment"
    ) -> None:
        report = Report(keeps_entries=self.ledger is not None)
        try:
            self.uploads.write(list(records), report, what=what, edits=self.edits)
        finally:
            # Each is here as soon as it is written.
            self._add(report)
            reset_queries()

    def take(self, record: Record) -> None:
        """Take one record; a full batch is written and committed."""
        if isinstance(record, SiteRecord):
            self.flush()  # The next file of several may name the same things.
            self.named.clear()
        elif not isinstance(record, LeftOut | MenuEntryRecord | AttachmentRecord):
            record = self._once(record)
        if isinstance(record, PostRecord):
            self.comments += len(record.comments)
        self.batch.append(record)
        self.records += not isinstance(record, LeftOut)
        # Categories come in one piece, since parents may come after children.
        heads = (SiteRecord, AuthorRecord, CategoryRecord, TagRecord)
        if isinstance(record, heads):
            return
        if self._is_full():
            self.flush()

    def _is_full(self) -> bool:
        small = max(self.comments, len(self.batch))
        return self.records >= RECORDS_AT_ONCE or small >= COMMENTS_AT_ONCE

    def _once(self, record: Named) -> Named:
        """``record``; if the file has named it before, without news: the first counts."""
        name = (type(record), record.ref)
        if name not in self.named:
            self.named.add(name)
            return record
        if not isinstance(record, PostRecord):
            return replace(record, digest="")
        self.flush()  # So that a post is written before its double comes.
        return replace(
            record,
            digest="",
            comments=tuple(replace(c, digest="") for c in record.comments),
            mentions=tuple(replace(m, digest="") for m in record.mentions),
        )

    def flush(self) -> None:
        """Write and commit what has been taken."""
        self._look_up_uploads()
        with self._reported() as report:
            self._write(report)
        self._empty()
        # With DEBUG on, Django keeps the text of thousands of queries.
        reset_queries()

    def _look_up_uploads(self) -> None:
        """Before the transaction: nobody waits for it while a file is fetched."""
        for site in self._of(SiteRecord):
            self.attached.know_site(site.source, site.url)
        if self.placing is None:
            return
        self.placing.look_up([*self._of(PostRecord), *self._of(PageRecord)])
        if self.uploads.source is None:
            return
        sites, refused = self.attached.sites, self.uploads.refused
        if strays := strays_in(self.placing.library, sites, refused):
            self._bring(strays, what=STRAY)
            self.placing.library.load()

    def finish(self) -> None:
        """Write the rest, and what had to wait until all was here."""
        self.flush()
        with self._reported() as report:
            self.pages.write_waiting(report)
            self.attachment_pages.write_waiting()
            self.menus.write(report)
            self.authors.report_unmet(report)
        Links(self.sites).follow(self._reported)

    @contextmanager
    def _reported(self) -> Iterator[Report]:
        """One transaction; what it did is reported when it is committed."""
        report = Report(keeps_entries=self.ledger is not None)
        with transaction.atomic():
            yield report
        self._add(report)

    def _add(self, report: Report) -> None:
        self.report.add(report)
        if self.ledger is not None:
            self.ledger.write(report.entries)

    def _write(self, report: Report) -> None:
        for site in self._of(SiteRecord):
            self.sites[site.url] = site.source
            self.old_addresses.come_from(site.url)
            _name_site(site)
        for author in self._of(AuthorRecord):
            self.authors.take(author, report)
        self.categories.take(self._of(CategoryRecord), report)
        for tag in self._of(TagRecord):
            self.tags.take(tag, report)
        posts = self._placed(PostRecord)
        self.posts.leads = self.placing.leads if self.placing else {}
        pks = self.posts.write(posts, report)
        around = Around(report, self.edits, self.authors.known)
        write_threads(posts, pks, around)
        write_mentions(posts, pks, report, edits=self.edits)
        self.pages.write(self._placed(PageRecord), report)
        self._write_attachments(report)
        for entry in self._of(MenuEntryRecord):
            self.menus.take(entry)
        for left in self._of(LeftOut):
            report.leave_out(
                left.what, left.title, why=left.why, ref=left.ref, count=left.count
            )
        self.old_addresses.write()

    def _placed(self, kind: type[P]) -> list[P]:
        records = self._of(kind)
        return self.placing.placed(records) if self.placing else records

    def _write_attachments(self, report: Report) -> None:
        attachments = self._of(AttachmentRecord)
        self.attachment_pages.write(attachments)
        if self.placing is None:
            for record in attachments:
                report.leave_out("attachment", record.title, ref=record.ref)

    def _of(self, kind: type[R]) -> list[R]:
        return [record for record in self.batch if isinstance(record, kind)]


def _name_site(record: SiteRecord) -> None:
    """Call the site what it was called, unless somebody has named it here."""
    site = SiteSettings.load()
    unnamed = SiteSettings(pk=1)
    if record.title and (site.title, site.tagline) == (unnamed.title, unnamed.tagline):
        site.title, site.tagline = record.title[:200], record.tagline[:300]
        site.save()
