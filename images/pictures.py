"""Pictures as bytes: what is let in, and how it is written again.

Pure functions of a file; no database and no storage.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from PIL import Image as Pillow
from PIL import ImageOps, ImageSequence, UnidentifiedImageError

# Checked before anything is decoded: a PNG of 17 KB can hold 144 million pixels.
# For an animation, all its frames together.
MAX_PIXELS = 40_000_000

EXTENSIONS = {
    "JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"
}  # fmt: skip
QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "GIF": {},
    "WEBP": {"quality": 80, "method": 4},
    "AVIF": {"quality": 62, "speed": 8},
}
# A larger JPEG is written line by line: the better packed ones need all of it at once.
MAX_PIXELS_SAVED_AT_ONCE = 12_000_000
# What must survive beside the pixels. All else goes: EXIF, GPS, XMP, comments.
KEPT_INFO = ("transparency", "loop", "duration", "background", "icc_profile")
SVG_IS_SEEN_WITHIN = 4096
# What the decoders raise, each in its own way, when the bytes make no sense.
DAMAGES = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, RuntimeError),
    *(LookupError, ArithmeticError, struct.error, zlib.error),
)


class ImageError(Exception):
    """The upload can't be taken; the message is for whoever uploaded it."""


@dataclass(frozen=True)
class Picture:
    """A picture written again by us."""

    content: bytes
    extension: str
    width: int
    height: int


def read_picture(upload: IO[bytes]) -> Picture:
    """Decode ``upload`` and write it again, upright and without what it carried.

    ImageError if it is no picture, an SVG, too large or damaged.
    """
    return _read(upload, _written_again)


def read_portrait(upload: IO[bytes], *, side: int) -> Picture:
    """The middle of ``upload`` as a square of ``side`` pixels, in WebP.

    An animation gives its first picture. ImageError as from ``read_picture``.
    """
    return _read(upload, partial(_square, side=side))


def _read(upload: IO[bytes], write: Callable[[Pillow.Image], Picture]) -> Picture:
    upload.seek(0)
    if b"<svg" in upload.read(SVG_IS_SEEN_WITHIN).lower():
        raise ImageError(
            "SVG drawings can carry scripts and are not taken. Export it as PNG."
        )
    upload.seek(0)
    try:
        with Pillow.open(upload, formats=list(EXTENSIONS)) as source:
            _refuse_too_many_pixels(source)
            return write(source)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise ImageError(
            "This is no picture we can read. Use JPEG, PNG, GIF, WebP or AVIF."
        ) from error
    except DAMAGES as error:
        raise ImageError(
            "The picture is damaged. Export it again and upload that."
        ) from error


def _refuse_too_many_pixels(source: Pillow.Image) -> None:
    pixels = source.width * source.height
    if pixels > MAX_PIXELS or pixels * _frame_count(source) > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> ImageError:
    return ImageError(
        f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels. "
        "Make it smaller and upload that."
    )


def _frame_count(source: Pillow.Image) -> int:
    # A phone's MPO holds second views of a photo, not an animation.
    return 1 if source.format == "MPO" else getattr(source, "n_frames", 1)


def _written_again(source: Pillow.Image) -> Picture:
    target = "JPEG" if source.format == "MPO" else str(source.format)
    moving: dict[str, Any] = {}
    if _frame_count(source) > 1:
        frames = [_bare(frame.copy()) for frame in ImageSequence.Iterator(source)]
        moving = {
            "save_all": True,
            "append_images": frames[1:],
            "duration": [frame.info.get("duration", 100) for frame in frames],
        }
        if "loop" in source.info:
            moving["loop"] = source.info["loop"]
        image = frames[0]
    else:
        # In place: a copy of a large photo is a hundred megabytes.
        ImageOps.exif_transpose(source, in_place=True)
        image = _bare(source)
    return _encoded(image, target, **moving)


def _square(source: Pillow.Image, *, side: int) -> Picture:
    # A JPEG need not be decoded larger than it is wanted.
    source.draft(None, (2 * side, 2 * side))
    ImageOps.exif_transpose(source, in_place=True)
    image = source.convert("RGBA" if source.has_transparency_data else "RGB")
    image = ImageOps.fit(image, (side, side), Pillow.Resampling.LANCZOS)
    # So small, it needs no profile of its colours.
    image.info = {}
    return _encoded(image, "WEBP")


def _bare(image: Pillow.Image) -> Pillow.Image:
    image.load()
    image.info = {name: image.info[name] for name in KEPT_INFO if name in image.info}
    return image


def _encoded(image: Pillow.Image, target: str, **options: Any) -> Picture:
    if target == "JPEG" and image.mode not in {"RGB", "L"}:
        # The profile of a picture for print does not fit its colours on a screen.
        image.info.pop("icc_profile", None)
        image = image.convert("RGB")
    if target == "JPEG" and image.width * image.height > MAX_PIXELS_SAVED_AT_ONCE:
        options |= {"progressive": False, "optimize": False}
    content = io.BytesIO()
    image.save(
        content,
        format=target,
        icc_profile=image.info.get("icc_profile"),
        **QUALITY[target] | options,
    )
    return Picture(
        content=content.getvalue(),
        extension=EXTENSIONS[target],
        width=image.width,
        height=image.height,
    )


def open_for_resizing(source: IO[bytes]) -> Pillow.Image | None:
    """The picture in ``source``, decoded; None for an animation: it stays as it is."""
    image = Pillow.open(source, formats=list(EXTENSIONS))
    if _frame_count(image) > 1:
        return None
    has_alpha = image.has_transparency_data
    return _bare(image.convert("RGBA" if has_alpha else "RGB"))


def resized(image: Pillow.Image, *, width: int, target: str) -> Picture:
    """``image`` in ``width`` pixels and the format ``target`` ("AVIF", "WEBP")."""
    height = max(1, round(image.height * width / image.width))
    if (width, height) == image.size:
        return _encoded(image, target)
    small = image.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    small.info = image.info
    return _encoded(small, target)
