"""The demo's own rows, found again by their reference; its pictures, drawn once."""

from __future__ import annotations

from django.core.files.base import ContentFile

from demo.documents import ContentError
from demo.pictures import PICTURES
from images.actions import add_image
from images.models import Image

# Every row of the demo that can say where it came from says this.
SOURCE = "demo:"
CREDIT = "Drawn for the demo"


def ref_of(kind: str, key: str) -> str:
    """The ``import_ref`` of a row of the demo."""
    return f"{SOURCE}{kind}:{key}"


def shelved_image(key: str) -> Image:
    """The picture in the library; it is drawn and put there first if need be."""
    ref = ref_of("picture", key)
    if (image := Image.objects.filter(import_ref=ref).first()) is not None:
        return image
    if key not in PICTURES:
        raise ContentError(f"There is no picture “{key}”.")
    picture = PICTURES[key]
    upload = ContentFile(picture.jpeg(), name=f"{key}.jpg")
    image = add_image(upload, alt=picture.alt, credit=CREDIT)
    image.import_ref = ref
    image.save(update_fields=["import_ref"])
    return image
