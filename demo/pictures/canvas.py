"""Paper, ink and a few shapes: what all the demo's pictures are made of.

Pictures are drawn in units of the finished picture, at twice its size, and then halved:
that is the whole of the smoothing. Nothing depends on the clock or on installed fonts.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

WIDE = (1600, 1000)
SQUARE = (800, 800)
SCALE = 2

INK = "#1f2b36"
SLATE = "#465965"
SEA = "#5c8291"
MIST = "#c9d6d6"
FOAM = "#e6ecea"
SAND = "#eadfca"
PAPER = "#f6f1e6"
OCHRE = "#cf9f45"
RUST = "#b3553a"
ROSE = "#dcb09a"
MOSS = "#6d7d5a"
SAGE = "#a3ae90"
NIGHT = "#18222d"
LAMP = "#f3d58a"


def mixed(first: str, second: str, share: float) -> str:
    """``first`` with ``share`` (0 to 1) of ``second`` in it."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """A picture being drawn."""

    def __init__(self, size: tuple[int, int] = WIDE, paper: str = PAPER) -> None:
        self.width, self.height = size
        self._image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), paper)
        self._draw = ImageDraw.Draw(self._image)

    def jpeg(self) -> bytes:
        """The finished picture."""
        file = BytesIO()
        self._image.reduce(SCALE).save(file, "JPEG", quality=88)
        return file.getvalue()

    def sky(self, top: str, bottom: str, *, until: float) -> None:
        """A gradient from the upper edge down to ``until``."""
        column = Image.new("RGB", (1, 64))
        for y in range(64):
            column.putpixel((0, y), _rgb(mixed(top, bottom, y / 63)))
        size = (self.width * SCALE, round(until * SCALE))
        self._image.paste(column.resize(size, Image.Resampling.BICUBIC), (0, 0))

    def box(
        self, left: float, top: float, width: float, height: float, ink: str
    ) -> None:
        """A filled rectangle."""
        self.shape(
            [
                (left, top),
                (left + width, top),
                (left + width, top + height),
                (left, top + height),
            ],
            ink,
        )

    def boxes(
        self, rows: Sequence[tuple[float, float, float, float]], ink: str
    ) -> None:
        """Filled rectangles of one colour: windows, planks."""
        for left, top, width, height in rows:
            self.box(left, top, width, height, ink)

    def shape(self, points: Sequence[Point], ink: str) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=ink)

    def line(self, points: Sequence[Point], ink: str, thickness: float = 4) -> None:
        """A line through the points, with round ends."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        width = max(1, round(thickness * SCALE))
        self._draw.line(scaled, fill=ink, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, thickness / 2, ink)

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        """A filled circle."""
        corners = [x - radius, y - radius, x + radius, y + radius]
        self._draw.ellipse([corner * SCALE for corner in corners], fill=ink)

    def ring(
        self, x: float, y: float, radius: float, ink: str, thickness: float
    ) -> None:
        """A circle's line, drawn inwards."""
        corners = [x - radius, y - radius, x + radius, y + radius]
        self._draw.ellipse(
            [corner * SCALE for corner in corners],
            outline=ink,
            width=round(thickness * SCALE),
        )

    def words(
        self,
        at: Point,
        text: str,
        *,
        size: int,
        ink: str = INK,
        anchor: str = "lm",
    ) -> None:
        """Text at a point; ``anchor`` as Pillow has it: lm, mm, rm."""
        font = ImageFont.load_default(size * SCALE)
        self._draw.text(
            (at[0] * SCALE, at[1] * SCALE), text, fill=ink, font=font, anchor=anchor
        )

    def hills(self, level: float, ink: str, *, swing: float, seed: int) -> None:
        """Land from a rolling line at ``level`` down to the lower edge."""
        lot = random.Random(seed)  # noqa: S311 (a picture)
        waves = [(lot.uniform(0.4, 2.4), lot.uniform(0, math.tau)) for _ in range(4)]
        points: list[Point] = []
        for x in range(0, self.width + 8, 8):
            turn = x / self.width * math.tau
            rise = sum(math.sin(turn * pace + start) for pace, start in waves)
            points.append((x, level + rise * swing / 4))
        self.shape([*points, (self.width, self.height), (0, self.height)], ink)

    def water(self, level: float, ink: str, shine: str, *, seed: int) -> None:
        """Water from ``level`` down, with strokes of light that widen as they near."""
        self.box(0, level, self.width, self.height - level, ink)
        lot = random.Random(seed)  # noqa: S311 (a picture)
        for _ in range(90):
            near = lot.random() ** 1.6
            y = level + 8 + near * (self.height - level - 16)
            length = 20 + near * lot.uniform(60, 240)
            x = lot.uniform(-60, self.width)
            tone = mixed(ink, shine, lot.uniform(0.12, 0.5))
            self.line([(x, y), (x + length, y)], tone, 1.5 + near * 4)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue
