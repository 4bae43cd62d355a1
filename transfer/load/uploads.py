"""Attachments become pictures and files of the library.

Each is a transaction of its own: an import that is broken off goes on with the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.core.files.base import File as Opened

from images.actions import FileError, ImageError, checked_suffix, keep_file, keep_image
from images.models import File, Image
from images.old_paths import kept_path
from images.pictures import read_picture
from transfer.media.attached import source_of
from transfer.media.sources import MediaError, Source, file_name, is_picture
from transfer.records import AttachmentRecord

from .edits import Edits, Known
from .report import Report
from .stamps import stamp

TITLE_LENGTH = 255
ALT_LENGTH = 500
CAPTION_LENGTH = 1000
CREDIT_LENGTH = 255

Upload = Image | File
U = TypeVar("U", Image, File)
# What rows of a trial are called: there is no such file.
TRIAL = "trial"


class Uploads:
    """Writes uploads that are not here yet, and what has changed in their words.

    Without a source only what is here already is brought up to date. A trial makes the
    rows and stores nothing: it is to be taken back.
    """

    def __init__(self, source: Source | None, *, is_trial: bool = False) -> None:
        self.source = source
        self.is_trial = is_trial
        # Where the source served what could not be taken: nobody need ask again.
        self.refused: set[tuple[str, str]] = set()

    @property
    def are_wanted(self) -> bool:
        """Whether posts may find uploads here: otherwise nobody need look for them."""
        if self.source is not None:
            return True
        rows = (
            Image.objects.exclude(import_ref=""),
            File.objects.exclude(import_ref=""),
        )
        return any(found.exists() for found in rows)

    def write(
        self,
        records: Sequence[AttachmentRecord],
        report: Report,
        *,
        edits: Edits,
        what: str = "attachment",
    ) -> None:
        """Write what is new in ``records``, and what is said of the rest.

        ``what`` they are called where they can't be taken.
        """
        known = known_uploads(record.ref for record in records)
        for record in records:
            if record.ref not in known:
                self._insert(record, report, what)
            elif edits.may_matter(record.digest, known[record.ref].import_digest):
                _update(known[record.ref], record, report, edits)
            else:
                report.unchanged[_kind(known[record.ref])] += 1

    def _insert(self, record: AttachmentRecord, report: Report, what: str) -> None:
        name = record.title or file_name(record)
        if self.source is None:
            report.leave_out(what, name, ref=record.ref)
            return
        try:
            with self.source.open(record) as upload:
                row = self._kept(record, upload)
        except (MediaError, ImageError, FileError) as error:
            reason = str(error).rstrip(".")
            report.note(what, f"left out: {reason}", name, ref=record.ref)
            self.refused.add((source_of(record.ref), kept_path(record.path)))
            return
        report.come_in(_kind(row), record.ref, name)

    def _kept(self, record: AttachmentRecord, upload: Opened[bytes]) -> Upload:
        if not is_picture(upload.name or ""):
            return self._kept_file(record, upload)
        picture = read_picture(upload)
        if not self.is_trial:
            row = _filled(Image(), record)
            return keep_image(row, upload=upload, picture=picture, by=None)
        row = Image(file=TRIAL, size=0, width=picture.width, height=picture.height)
        _filled(row, record).save()
        return row

    def _kept_file(self, record: AttachmentRecord, upload: Opened[bytes]) -> File:
        if not self.is_trial:
            return keep_file(_filled(File(), record), upload=upload, by=None)
        row = _filled(File(file=f"{TRIAL}{checked_suffix(upload)}", size=0), record)
        row.save()
        return row


def known_uploads(refs: Iterable[str]) -> dict[str, Upload]:
    """Those that are here, by where they came from; two queries."""
    wanted = list(refs)
    found: dict[str, Upload] = {}
    for rows in (Image.objects.all(), File.objects.all()):
        # As in the partial index, which would not be used otherwise.
        imported = rows.exclude(import_ref="").filter(import_ref__in=wanted)
        found |= {row.import_ref: row for row in imported}
    return found


def _filled(row: U, record: AttachmentRecord) -> U:
    row.import_ref = record.ref
    row.old_path = kept_path(record.path)
    _fill(row, record)
    return row


def _update(
    row: Upload, record: AttachmentRecord, report: Report, edits: Edits
) -> None:
    """Bring the words up to date, unless somebody has edited them here."""
    kind = _kind(row)
    known = Known(kind, record.ref, record.title, record.digest, row.import_digest)
    if not edits.allow(known, _stands(row), report):
        return
    _fill(row, record)
    row.save()
    report.change(kind, record.ref, record.title)


def _fill(row: Upload, record: AttachmentRecord) -> None:
    row.title = record.title[:TITLE_LENGTH]
    if isinstance(row, Image):
        row.alt = record.alt[:ALT_LENGTH]
        row.caption = record.caption[:CAPTION_LENGTH]
        row.credit = record.credit[:CREDIT_LENGTH]
    row.import_digest = stamp(record.digest, _stands(row))


def _stands(row: Upload) -> tuple[str, ...]:
    """What somebody may have edited since the import."""
    if isinstance(row, Image):
        return (row.title, row.alt, row.caption, row.credit)
    return (row.title,)


def _kind(row: Upload) -> str:
    return "picture" if isinstance(row, Image) else "file"
