"""Uploads out of a copy of ``wp-content/uploads``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File

from images.old_paths import kept_path
from transfer.records import AttachmentRecord

from .sources import MediaError, check_size, file_name

# Where the folder of uploads lies below the one that was named.
UPLOADS = (
    "uploads",
    "wp-content/uploads",
    "*/wp-content/uploads",
    "*/*/wp-content/uploads",
)


class Folder:
    """A copy of the folder of uploads, or of a folder above it."""

    def __init__(self, folder: Path) -> None:
        """MediaError if it is no folder."""
        if not folder.is_dir():
            raise MediaError(f"{folder} is no folder.")
        below = (found for pattern in UPLOADS for found in folder.glob(pattern))
        self.roots = [root.resolve() for root in (folder, *below) if root.is_dir()]

    @contextmanager
    def open(self, record: AttachmentRecord) -> Iterator[File[bytes]]:
        """The file of the attachment; of an edited picture the one before, if need be."""
        path = self._path_of(record)
        check_size(path.name, path.stat().st_size)
        try:
            file = path.open("rb")
        except OSError as error:
            raise MediaError("can't be read in the folder") from error
        with file:
            yield File(file, name=file_name(record))

    def _path_of(self, record: AttachmentRecord) -> Path:
        """The first of its possible places that is a file inside the folder."""
        is_outside = False
        for root in self.roots:
            for name in _spellings(record.names):
                try:
                    path = (root / name).resolve()
                    is_inside = path.is_relative_to(root)
                    if is_inside and path.is_file():
                        return path
                except (OSError, ValueError):  # A name that no file can have.
                    continue
                is_outside = is_outside or not is_inside
        if is_outside:
            raise MediaError("names a path that leads out of the folder")
        raise MediaError("is not in the folder")


def _spellings(names: tuple[str, ...]) -> Iterator[str]:
    """The names as they are, as other file systems write them, and before an edit."""
    for name in (*names, *map(kept_path, names)):
        for form in ("NFC", "NFD"):
            yield unicodedata.normalize(form, name).lstrip("/")
