"""Uploads that are here come into the bodies that mean them, and before posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from images.models import Image
from transfer.media.attached import Attached
from transfer.media.bodies import Body, parsed
from transfer.media.library import Finder, Library
from transfer.readers.wxr_values import digest_of
from transfer.records import PageRecord, PostRecord
from transfer.shortcodes import left_in

R = TypeVar("R", bound=PostRecord | PageRecord)


class Placing:
    """Makes of what the export said what it says here, with our uploads in it.

    The record's digest then tells of these too: a post changes when its pictures come.
    """

    def __init__(self, attached: Attached) -> None:
        self.attached = attached
        self.library = Library()
        self._wishes: dict[str, _Wish] = {}
        # By post: the key of its lead picture.
        self.leads: dict[str, int] = {}

    def look_up(self, records: Iterable[PostRecord | PageRecord]) -> None:
        """Ask for all that a batch shows; at most eight queries."""
        self.leads = {}
        self.library = Library()
        self._wishes = {
            record.ref: _Wish(record, Finder(record.ref, self.attached, self.library))
            for record in records
        }
        for wish in self._wishes.values():
            wish.place()  # The library is empty: it only notes what it is asked for.
        self.library.load()

    def placed(self, records: Sequence[R]) -> list[R]:
        """Records that were looked up, with our uploads in them."""
        return [self._with_uploads(one, self._wishes[one.ref]) for one in records]

    def _with_uploads(self, record: R, wish: _Wish) -> R:
        wish.place()
        if wish.lead is not None:
            self.leads[record.ref] = wish.lead.pk
        used = wish.finder.used
        if not used:
            return record
        said = sorted(f"{ref}={upload.file.name}" for ref, upload in used.items())
        html = wish.html or record.html
        stayed = set(left_in(record.html))
        notes = [note for note in record.notes if note not in stayed]
        notes += [*left_in(html), *wish.notes]
        return replace(
            record,
            html=html,
            # A double of another record has no news, with pictures or without.
            digest=digest_of([record.digest, *said]) if record.digest else "",
            notes=tuple(dict.fromkeys(notes)),
        )


class _Wish:
    """What one record would have of the library."""

    def __init__(self, record: PostRecord | PageRecord, finder: Finder) -> None:
        self.finder = finder
        self.lead_ref = record.lead_ref if isinstance(record, PostRecord) else ""
        root = parsed(record.html)
        self.body = Body(root, finder) if root is not None else None
        self.lead: Image | None = None
        # Empty: nothing of ours is in the body.
        self.html = ""
        self.notes: list[str] = []

    def place(self) -> None:
        if self.body:
            self.body.place()
            self.notes = self.body.notes
            self.html = self.body.html if self.finder.used else ""
        if self.lead_ref:
            lead = self.finder.with_ref(self.lead_ref)
            self.lead = lead if isinstance(lead, Image) else None
