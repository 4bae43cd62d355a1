"""Uploads that have a row but no file, and pictures that lack a rendition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.core.files.storage import default_storage

from images.models import File, Image, Rendition
from images.renditions import make_renditions
from ops.batches import in_batches

from .difference import Difference


def media_differences() -> Iterator[Difference]:
    """One look into the storage per file."""
    for images in in_batches(Image.objects.prefetch_related("renditions"), size=100):
        for image in images:
            if not default_storage.exists(str(image.file.name)):
                yield Difference(f"Image {image.pk}: {image.file.name} is missing.")
                continue
            lost = [
                rendition
                for rendition in image.renditions.all()
                if not default_storage.exists(str(rendition.file.name))
            ]
            if lost:
                yield Difference(
                    f"Image {image.pk} lacks {len(lost)} of its renditions.",
                    partial(_make_again, image, lost),
                )
    for files in in_batches(File.objects.all()):
        for upload in files:
            if not default_storage.exists(str(upload.file.name)):
                yield Difference(f"File {upload.pk}: {upload.file.name} is missing.")


def _make_again(image: Image, lost: list[Rendition]) -> None:
    Rendition.objects.filter(pk__in=[rendition.pk for rendition in lost]).delete()
    make_renditions(image)
