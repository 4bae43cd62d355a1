"""Who may stand in bylines: found by where they came from, chosen, or made."""

from __future__ import annotations

from accounts.models import Author
from blog.actions import free_author_slug, save_author
from blog.markup import clean_body
from transfer.author_map import AuthorMap
from transfer.records import AuthorRecord

from .addresses import usable_email, web_address
from .edits import Edits, Known
from .old_addresses import OldAddresses
from .report import Report
from .slugs import clean_slug
from .stamps import is_edited, restamp, stamp

AUTHOR_NAME_LENGTH = 150
WEBSITE = "Website"
CAME_BEFORE = (
    "came in before as an author of their own: what has not changed since stays theirs"
)


class Authors:
    """Writes authors, but for those whom a table says are somebody here."""

    def __init__(
        self, edits: Edits, old_addresses: OldAddresses, chosen: AuthorMap
    ) -> None:
        self.edits = edits
        self.old_addresses = old_addresses
        self.chosen = chosen
        # The names in the table that the export has not said yet.
        self.unmet = set(chosen)
        # The logins of those who were nobody here.
        self.made: list[str] = []
        # The refs of those whom the table has given to somebody here.
        self.given: set[str] = set()
        imported = Author.objects.exclude(import_ref="")
        self.known: dict[str, int] = dict(imported.values_list("import_ref", "pk"))
        self.stamps = dict(imported.values_list("import_ref", "import_digest"))

    def take(self, record: AuthorRecord, report: Report) -> None:
        """Make an author of the export's list, or bring them up to date."""
        if self._choose(record, report):
            return
        if record.ref not in self.known:
            self.pk_of(record, report)
            return
        stored = self.stamps.get(record.ref, "")
        if not record.digest and record.bio:
            self._complete(record)
        if self.edits.may_matter(record.digest, stored):
            self._update(record, report)
        else:
            report.unchanged["author"] += 1

    def pk_of(self, record: AuthorRecord, report: Report) -> int:
        """The author's key; made if need be."""
        if not self._choose(record, report) and record.ref not in self.known:
            slug = free_author_slug(clean_slug(record.login) or record.name)
            author = Author(slug=slug, import_ref=record.ref)
            self._write(author, record)
            self.made.append(record.login)
            report.come_in("author", record.ref, record.name)
        return self.known[record.ref]

    def report_unmet(self, report: Report) -> None:
        """Say whom of the table the export did not name."""
        for name in sorted(self.unmet):
            why = "the export names nobody like that"
            report.leave_out("line of the author map", name, why=why)

    def _choose(self, record: AuthorRecord, report: Report) -> bool:
        """Take whom the table says; whether it says somebody."""
        if record.ref in self.given or not self.chosen:
            return record.ref in self.given
        names = [record.login, record.email, record.name]
        said = [name.casefold() for name in names if name.casefold() in self.chosen]
        self.unmet.difference_update(said)
        author = self.chosen[said[0]] if said else None
        if author is None:
            return False
        if self.known.get(record.ref, author.pk) != author.pk:
            report.note("author", CAME_BEFORE, record.name, ref=record.ref)
        self.given.add(record.ref)
        self.known[record.ref] = author.pk
        self.old_addresses.lead_to_author(record, author)
        report.unchanged["author"] += 1
        return True

    def _update(self, record: AuthorRecord, report: Report) -> None:
        author = Author.objects.get(pk=self.known[record.ref])
        stored = author.import_digest
        row = Known("author", record.ref, record.name, record.digest, stored)
        if self.edits.allow(row, _stands(author), report):
            self._write(author, record)
            report.change("author", record.ref, record.name)

    def _complete(self, record: AuthorRecord) -> None:
        """Somebody of the list of authors has a profile too: fill in what is empty."""
        author = Author.objects.get(pk=self.known[record.ref])
        if author.bio:
            return
        was_edited = is_edited(author.import_digest, _stands(author))
        author.bio = clean_body(record.bio)
        author.links = author.links or _links(record)
        if not was_edited:
            author.import_digest = restamp(author.import_digest, _stands(author))
        save_author(author)

    def _write(self, author: Author, record: AuthorRecord) -> None:
        author.name = record.name[:AUTHOR_NAME_LENGTH]
        author.email = usable_email(record.email)
        if record.bio or record.website:
            author.bio = clean_body(record.bio)
            author.links = _links(record)
        author.import_digest = stamp(record.digest, _stands(author))
        self.known[record.ref] = save_author(author).pk
        self.stamps[record.ref] = author.import_digest
        self.old_addresses.lead_to_author(record, author)


def _stands(author: Author) -> tuple[object, ...]:
    """What may have been edited since the import."""
    return (author.name, author.email, author.bio, author.links)


def _links(record: AuthorRecord) -> list[list[str]]:
    website = web_address(record.website)
    return [[WEBSITE, website]] if website else []
