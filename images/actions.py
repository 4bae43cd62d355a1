"""Every change to uploads: taking one in, and taking it off the site."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify

from images import tasks
from images.models import File as OtherFile
from images.models import Image
from images.pictures import ImageError, Picture, read_picture

if TYPE_CHECKING:
    from accounts.models import User

__all__ = [
    "FileError",
    "ImageError",
    "add_file",
    "add_image",
    "checked_suffix",
    "delete_file",
    "delete_image",
    "keep_file",
    "keep_image",
    "known_image",
]

# Nothing that a browser would run as a page or a script of this site.
FILE_SUFFIXES = frozenset(
    ".pdf .epub .txt .csv .zip .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .odp "
    ".mp3 .m4a .ogg .oga .opus .wav .flac .mp4 .m4v .ogv .webm".split()
)
# How pages, drawings with scripts and programs begin: no recording or document does.
PAGES_BEGIN = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?", b"#!")
PAGE_IS_SEEN_WITHIN = 512
PLAIN_TEXTS = frozenset({".txt", ".csv"})


class FileError(Exception):
    """The upload can't be taken; the message is for whoever uploaded it."""


def add_image(
    upload: File[bytes],
    *,
    alt: str,
    caption: str = "",
    credit: str = "",
    by: User | None = None,
) -> Image:
    """Keep a picture, written again by us; its renditions follow after the commit.

    The same bytes a second time answer the first row, as it is. ImageError, with a
    sentence for whoever uploaded it, if the picture can't be taken.
    """
    if known := known_image(upload):
        return known
    image = Image(alt=alt, caption=caption, credit=credit)
    return keep_image(image, upload=upload, picture=read_picture(upload), by=by)


def known_image(upload: File[bytes]) -> Image | None:
    """The image that was made of the same bytes before."""
    return Image.objects.filter(digest=_digest_of(upload)).order_by("pk").first()


@transaction.atomic
def keep_image(
    image: Image, *, upload: File[bytes], picture: Picture, by: User | None
) -> Image:
    """Save a new ``image`` with ``picture``, which was read from ``upload``."""
    name = f"{_stem_of(upload)}.{picture.extension}"
    image.file = ContentFile(picture.content, name=name)
    image.width, image.height = picture.width, picture.height
    image.size = len(picture.content)
    image.digest = _digest_of(upload)
    image.uploaded_by = by
    image.save()
    transaction.on_commit(lambda: tasks.render_image.enqueue(image_id=image.pk))
    return image


@transaction.atomic
def delete_image(image: Image) -> None:
    """Delete a picture and, after the commit, its files."""
    files = [image.file, *(rendition.file for rendition in image.renditions.all())]
    image.delete()
    _delete_after_commit(files)


def add_file(
    upload: File[bytes], *, title: str = "", by: User | None = None
) -> OtherFile:
    """Keep any other upload as it is; the same bytes again answer the first row.

    FileError, with a sentence for whoever uploaded it, if its kind is not taken.
    """
    known = OtherFile.objects.filter(digest=_digest_of(upload)).order_by("pk").first()
    return known or keep_file(OtherFile(title=title), upload=upload, by=by)


def keep_file(row: OtherFile, *, upload: File[bytes], by: User | None) -> OtherFile:
    """Save a new ``row`` with ``upload``. FileError if its kind is not taken."""
    row.file.save(f"{_stem_of(upload)}{checked_suffix(upload)}", upload, save=False)
    row.size = upload.size
    row.digest = _digest_of(upload)
    row.uploaded_by = by
    row.save()
    return row


def checked_suffix(upload: File[bytes]) -> str:
    """ ".pdf" of "Report.PDF". FileError if such a file, or what it holds, is not taken."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in FILE_SUFFIXES:
        kind = f"Files that end in {suffix}" if suffix else "Files without an ending"
        raise FileError(
            f"{kind} are not taken. Use a PDF, a recording, a table or a document."
        )
    if suffix not in PLAIN_TEXTS:
        _refuse_page(upload)
    return suffix


def _refuse_page(upload: File[bytes]) -> None:
    """FileError for a web page or program under the name of something else."""
    upload.seek(0)
    head = upload.read(PAGE_IS_SEEN_WITHIN).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    upload.seek(0)
    if head.startswith(PAGES_BEGIN):
        raise FileError(
            "The file holds a web page or a program, not what it is called."
        )


@transaction.atomic
def delete_file(row: OtherFile) -> None:
    """Delete an upload and, after the commit, its file."""
    stored = row.file
    row.delete()
    _delete_after_commit([stored])


def _delete_after_commit(files: list[FieldFile]) -> None:
    for stored in files:
        transaction.on_commit(partial(stored.storage.delete, str(stored.name)))


def _digest_of(upload: File[bytes]) -> str:
    """SHA-256 of what was uploaded, read from its beginning."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _stem_of(upload: File[bytes]) -> str:
    return slugify(PurePath(upload.name or "").stem)[:80] or "upload"
