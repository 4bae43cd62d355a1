"""Who may stand in bylines: found by where they came from, or made."""

from __future__ import annotations

from accounts.models import Author
from blog.actions import free_author_slug, save_author
from transfer.records import AuthorRecord

from .addresses import usable_email
from .report import EDITED, Report
from .slugs import clean_slug
from .stamps import is_edited, is_news, stamp

AUTHOR_NAME_LENGTH = 150


class Authors:
    """Who may stand in bylines."""

    def __init__(self) -> None:
        imported = Author.objects.exclude(import_ref="")
        self.known: dict[str, int] = dict(imported.values_list("import_ref", "pk"))
        self.stamps = dict(imported.values_list("import_ref", "import_digest"))

    def take(self, record: AuthorRecord, report: Report) -> None:
        """Make an author of the export's list, or bring them up to date."""
        if record.ref not in self.known:
            self.pk_of(record, report)
        elif is_news(record.digest, self.stamps.get(record.ref, "")):
            self._update(record, report)
        else:
            report.unchanged["author"] += 1

    def pk_of(self, record: AuthorRecord, report: Report) -> int:
        """The author's key; made if need be."""
        if record.ref not in self.known:
            slug = free_author_slug(clean_slug(record.login) or record.name)
            author = Author(slug=slug, import_ref=record.ref)
            self._write(author, record)
            report.new["author"] += 1
        return self.known[record.ref]

    def _update(self, record: AuthorRecord, report: Report) -> None:
        author = Author.objects.get(pk=self.known[record.ref])
        if is_edited(author.import_digest, (author.name, author.email)):
            report.note("author", EDITED, record.name)
        else:
            self._write(author, record)
            report.changed["author"] += 1

    def _write(self, author: Author, record: AuthorRecord) -> None:
        author.name = record.name[:AUTHOR_NAME_LENGTH]
        author.email = usable_email(record.email)
        author.import_digest = stamp(record.digest, (author.name, author.email))
        self.known[record.ref] = save_author(author).pk
        self.stamps[record.ref] = author.import_digest
