"""Where the uploads of an import come from."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import PurePosixPath
from typing import Protocol

from django.core.files.base import File

from transfer.records import AttachmentRecord

MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 64 * MEGABYTE
LARGEST_FILE = 1024 * MEGABYTE
# Whatever ends so is read as a picture, and refused if we can't.
PICTURE_SUFFIXES = frozenset(
    ".jpg .jpeg .jpe .png .gif .webp .avif .bmp .tif .tiff .ico .heic .heif .svg .svgz"
    " .jfif".split()
)


class MediaError(Exception):
    """The upload is not to be had; the message says why, for whoever imports."""


class Source(Protocol):
    """Gives the bytes of an attachment."""

    def open(self, record: AttachmentRecord) -> AbstractContextManager[File[bytes]]:
        """The upload under its name, as long as it is needed. MediaError if not."""
        ...


def is_picture(name: str) -> bool:
    """Whether a file of that name claims to be one."""
    return PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES


def check_size(name: str, size: int) -> None:
    """MediaError for more bytes than an upload of that name may have."""
    largest = LARGEST_PICTURE if is_picture(name) else LARGEST_FILE
    if size > largest:
        raise MediaError(f"is larger than {largest // MEGABYTE} MB")


def file_name(record: AttachmentRecord) -> str:
    """What the upload is called; empty if the source doesn't say."""
    paths = (path for path in (record.path, *record.names) if path)
    return PurePosixPath(next(paths, "")).name
