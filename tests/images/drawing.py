"""Small pictures drawn for tests."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

ORIENTATION, GPS, GPS_LATITUDE_REF = 0x0112, 0x8825, 1


def upload(content: bytes, name: str = "wall.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def jpeg(
    *,
    size: tuple[int, int] = (30, 20),
    orientation: int = 1,
    gps: bool = False,
    comment: bytes = b"",
    profile: bytes | None = None,
) -> bytes:
    exif = Pillow.Exif()
    exif[ORIENTATION] = orientation
    if gps:
        exif.get_ifd(GPS)[GPS_LATITUDE_REF] = "N"
    options: dict[str, Any] = {"comment": comment} if comment else {}
    return _written(
        Pillow.radial_gradient("L").resize(size).convert("RGB"),
        format="JPEG", exif=exif, icc_profile=profile, **options,
    )  # fmt: skip


def png(*, size: tuple[int, int] = (30, 20)) -> bytes:
    return _written(Pillow.new("RGBA", size, (90, 120, 60, 128)), format="PNG")


def gif(*, size: tuple[int, int] = (30, 20), frames: int = 2) -> bytes:
    pictures = [Pillow.new("RGB", size, (n * 60, 0, 90)) for n in range(frames)]
    return _written(
        pictures[0], format="GIF", save_all=True, append_images=pictures[1:], loop=0
    )


def _written(picture: Pillow.Image, **options: Any) -> bytes:
    content = io.BytesIO()
    picture.save(content, **options)
    return content.getvalue()
