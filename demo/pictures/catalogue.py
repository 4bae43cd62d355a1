"""The list of pictures, each with the words that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo.pictures.canvas import SQUARE, WIDE, Canvas


@dataclass(frozen=True, kw_only=True)
class Picture:
    """How a picture is drawn, and what it shows."""

    draw: Callable[[Canvas], None]
    alt: str
    size: tuple[int, int] = WIDE

    def jpeg(self) -> bytes:
        """The picture as a file."""
        canvas = Canvas(self.size)
        self.draw(canvas)
        return canvas.jpeg()


PICTURES: dict[str, Picture] = {}


def picture(
    key: str, *, alt: str, square: bool = False
) -> Callable[[Callable[[Canvas], None]], Callable[[Canvas], None]]:
    """Put the function that draws a picture on the list, under ``key``."""

    def listed(draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
        size = SQUARE if square else WIDE
        PICTURES[key] = Picture(draw=draw, alt=alt, size=size)
        return draw

    return listed
