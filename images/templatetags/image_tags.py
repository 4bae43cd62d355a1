"""Draws a picture in the sizes it exists in. No queries if renditions are prefetched."""

from __future__ import annotations

from typing import Any

from django import template

from images.models import Image, Rendition

register = template.Library()

# The order is the browser's preference: AVIF is the smaller file.
SOURCE_TYPES = {
    Rendition.Format.AVIF: "image/avif",
    Rendition.Format.WEBP: "image/webp",
}


@register.inclusion_tag("images/picture.html")
def picture(
    image: Image, *, sizes: str = "100vw", loading: str = "lazy"
) -> dict[str, Any]:
    """``<picture>`` of an image; ``loading="eager"`` for what is seen at once."""
    renditions = list(image.renditions.all())
    sources = [
        {
            "type": media_type,
            "srcset": ", ".join(
                f"{rendition.file.url} {rendition.width}w"
                for rendition in sorted(renditions, key=lambda row: row.width)
                if rendition.format == kind
            ),
        }
        for kind, media_type in SOURCE_TYPES.items()
    ]
    return {
        "image": image,
        "sources": [source for source in sources if source["srcset"]],
        "sizes": sizes,
        "loading": loading,
    }
