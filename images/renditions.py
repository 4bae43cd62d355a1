"""A picture in the widths and formats that browsers choose from."""

from __future__ import annotations

from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from images.models import Image, Rendition
from images.pictures import Picture, open_for_resizing, resized

WIDTHS = (480, 960, 1440, 1920)


def widths_for(width: int) -> list[int]:
    """The widths a picture of ``width`` pixels is made in, never above its own."""
    return sorted({w for w in WIDTHS if w < width} | {min(width, WIDTHS[-1])})


def make_renditions(image: Image) -> int:
    """Make the renditions that ``image`` lacks, and say how many; none if it moves."""
    made = set(image.renditions.values_list("format", "width"))
    wanted = [
        (kind, width)
        for width in widths_for(image.width)
        for kind in Rendition.Format.values
        if (kind, width) not in made
    ]
    if not wanted:
        return 0
    with image.file.open("rb") as source:
        original = open_for_resizing(source)
    if original is None:
        return 0
    for kind, width in wanted:
        picture = resized(original, width=width, target=kind.upper())
        _keep(Rendition(image=image, format=kind, width=width), picture)
    return len(wanted)


def _keep(rendition: Rendition, picture: Picture) -> None:
    stem = PurePath(str(rendition.image.file.name)).stem
    name = f"{stem}-{rendition.width}.{picture.extension}"
    rendition.file.save(name, ContentFile(picture.content), save=False)
    try:
        with transaction.atomic():
            rendition.save()
    except IntegrityError:
        # Another worker was quicker: its file stands.
        rendition.file.delete(save=False)
