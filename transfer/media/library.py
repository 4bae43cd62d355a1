"""The uploads that a batch of posts means, looked up all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from images.models import File, Image
from images.old_paths import tried_paths
from transfer.readers.wxr_values import path_of

from .attached import Attached, source_of
from .hosts import path_on

Upload = Image | File
# Of one query: SQLite takes so many.
VALUES_AT_ONCE = 1000
_NUMBER = re.compile(r"[0-9]{1,18}")


class Library:
    """Answers what is here; what is asked before ``load`` is merely noted."""

    def __init__(self) -> None:
        self._by_ref: dict[str, Upload] = {}
        self._by_path: dict[tuple[str, str], Upload] = {}
        self._refs: set[str] = set()
        self._paths: set[str] = set()
        # By source and path: the address that somebody asked for.
        self._asked: dict[tuple[str, str], str] = {}

    def with_ref(self, ref: str) -> Upload | None:
        """What came from there."""
        self._refs.add(ref)
        return self._by_ref.get(ref)

    def at(self, path: str, source: str, *, address: str) -> Upload | None:
        """What ``source`` served at this path, in whatever size, under ``address``."""
        self._paths.update(tried_paths(path))
        self._asked.setdefault((source, path), address)
        return self._found(source, path)

    def _found(self, source: str, path: str) -> Upload | None:
        found = (self._by_path.get((source, kept)) for kept in tried_paths(path))
        return next((upload for upload in found if upload), None)

    def not_found(self) -> Iterator[tuple[str, str, str]]:
        """Source, path and address of what was asked for and is not here."""
        for (source, path), address in self._asked.items():
            if self._found(source, path) is None:
                yield source, path, address

    def load(self) -> None:
        """Look up all that was asked: four queries, few wishes provided."""
        refs, paths = sorted(self._refs), sorted(self._paths - {""})
        for rows in (Image.objects.order_by("-pk"), File.objects.order_by("-pk")):
            # As in the partial indexes, which would not be used otherwise.
            for some in _in_parts(refs):
                imported = rows.exclude(import_ref="").filter(import_ref__in=some)
                self._by_ref |= {row.import_ref: row for row in imported}
            for some in _in_parts(paths):
                served = rows.exclude(old_path="").filter(old_path__in=some)
                self._by_path |= {
                    (source_of(row.import_ref), row.old_path): row for row in served
                }


def _in_parts(values: Sequence[str]) -> list[Sequence[str]]:
    starts = range(0, len(values), VALUES_AT_ONCE)
    return [values[start : start + VALUES_AT_ONCE] for start in starts]


class Finder:
    """Finds what one post or page means by an address or a number, and notes it."""

    def __init__(self, ref: str, attached: Attached, library: Library) -> None:
        self.ref = ref
        self.source = source_of(ref)
        self.attached = attached
        self.library = library
        self.used: dict[str, Upload] = {}

    def at(self, address: str | None) -> Upload | None:
        """The upload that the old site served at ``address``."""
        hosts = self.attached.hosts[self.source]
        path = path_on(address, hosts) if address else ""
        is_file = PurePosixPath(path).suffix and not path.endswith("/")
        if not is_file or not address:
            return None
        return self._note(self.library.at(path, self.source, address=address))

    def numbered(self, number: str) -> Upload | None:
        """The upload with this number there."""
        if not _NUMBER.fullmatch(number):
            return None
        return self.with_ref(f"{self.source}:{number}")

    def with_ref(self, ref: str) -> Upload | None:
        """The upload that came from there."""
        return self._note(self.library.with_ref(ref))

    def called(self, address: str, number: str) -> Upload | None:
        """The upload with this number there, if the address has its name.

        A copy of the blog elsewhere has the same numbers and names on another host; a
        body that was copied from another blog has the numbers of that one.
        """
        name = PurePosixPath(unquote(address.partition("?")[0])).name
        upload = self.library.with_ref(f"{self.source}:{number}") if number else None
        if upload and PurePosixPath(upload.old_path).name in tried_paths(name):
            return self._note(upload)
        return None

    def on_page(self, address: str) -> Upload | None:
        """The upload that the page at ``address`` is about."""
        if not path_on(address, self.attached.hosts[self.source]):
            return None
        ref = self.attached.on_page(self.source, path_of(address))
        return self.with_ref(ref) if ref else None

    def hanging_on(self, number: str) -> list[Upload]:
        """The uploads attached to the post of that number; empty: to this one."""
        ref = f"{self.source}:{number}" if number else self.ref
        found = (self.library.with_ref(ref) for ref in self.attached.of(ref))
        return [upload for upload in map(self._note, found) if upload]

    def _note(self, upload: Upload | None) -> Upload | None:
        if upload is not None:
            self.used[upload.import_ref] = upload
        return upload
