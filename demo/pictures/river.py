"""The river and its banks, in the manner of an old railway poster."""

from __future__ import annotations

import math

from demo.pictures.canvas import (
    FOAM,
    INK,
    LAMP,
    MIST,
    MOSS,
    NIGHT,
    OCHRE,
    PAPER,
    ROSE,
    RUST,
    SAGE,
    SAND,
    SEA,
    SLATE,
    Canvas,
    mixed,
)
from demo.pictures.catalogue import picture


def _ferry(canvas: Canvas, x: float, y: float, size: float, *, lit: bool) -> None:
    """A double-ended ferry; ``x`` and ``y`` are the middle of its waterline."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return (x + dx * size, y + dy * size)

    hull = [at(-170, -34), at(170, -34), at(140, 6), at(-140, 6)]
    canvas.shape(hull, NIGHT if lit else INK)
    canvas.shape([at(-164, -26), at(164, -26), at(160, -18), at(-160, -18)], RUST)
    canvas.shape([at(-120, -78), at(120, -78), at(126, -34), at(-126, -34)], PAPER)
    canvas.shape([at(-46, -116), at(46, -116), at(52, -78), at(-52, -78)], MIST)
    canvas.shape([at(-14, -156), at(14, -156), at(17, -116), at(-17, -116)], RUST)
    canvas.shape([at(-14, -156), at(14, -156), at(15, -144), at(-15, -144)], INK)
    for dx in range(-104, 105, 26):
        left, top = at(dx - 8, -68)
        canvas.box(left, top, 16 * size, 18 * size, LAMP if lit else SLATE)
    for dx in (-28, 0, 28):
        left, top = at(dx - 9, -108)
        canvas.box(left, top, 18 * size, 16 * size, LAMP if lit else SLATE)


def _gull(canvas: Canvas, x: float, y: float, span: float, ink: str) -> None:
    canvas.line(
        [(x - span, y - span * 0.3), (x, y), (x + span, y - span * 0.36)], ink, 3
    )


def _reeds(canvas: Canvas, ink: str) -> None:
    for step in range(90):
        x = step * 19 - 40 + (step * 37 % 23)
        lean = (step * 53 % 31) - 15
        tall = 70 + step * 71 % 120
        canvas.line([(x, 1000), (x + lean, 1000 - tall)], ink, 3.5)


@picture(
    "ferry-dawn",
    alt="A small car ferry crosses a calm river at dawn, low hills behind it.",
)
def ferry_dawn(canvas: Canvas) -> None:
    canvas.sky(mixed(SEA, MIST, 0.5), SAND, until=560)
    canvas.disc(1130, 430, 74, mixed(OCHRE, PAPER, 0.35))
    canvas.hills(470, mixed(MIST, SEA, 0.35), swing=70, seed=4)
    canvas.hills(520, mixed(SEA, SLATE, 0.4), swing=44, seed=9)
    canvas.water(560, mixed(SEA, MIST, 0.3), PAPER, seed=2)
    for row in range(12):
        half = 56 - row * 3 + (row * 29 % 17)
        canvas.line(
            [(1130 - half, 580 + row * 30), (1130 + half, 580 + row * 30)],
            mixed(OCHRE, PAPER, 0.5),
            5,
        )
    _ferry(canvas, 620, 690, 1.25, lit=False)
    for x, y, span in ((300, 250, 26), (372, 216, 18), (1290, 240, 22)):
        _gull(canvas, x, y, span, SLATE)


@picture(
    "ferry-night",
    alt="The ferry at night with lit windows, their light long on the water.",
)
def ferry_night(canvas: Canvas) -> None:
    canvas.sky(NIGHT, mixed(SLATE, SEA, 0.3), until=540)
    for step in range(46):
        canvas.disc(step * 211 % 1600, step * 97 % 380, 1.4 + step % 3 * 0.6, MIST)
    canvas.disc(330, 190, 52, SAND)
    canvas.disc(352, 178, 48, mixed(NIGHT, SLATE, 0.35))
    canvas.hills(500, mixed(NIGHT, SLATE, 0.35), swing=50, seed=12)
    canvas.water(540, mixed(NIGHT, SLATE, 0.45), SEA, seed=5)
    for light in range(9):
        x = 700 + light * 34
        for row in range(8):
            reach = 10 + (row * 13 + light * 7) % 9
            y = 720 + row * 24
            canvas.line(
                [(x - reach, y), (x + reach, y)], mixed(LAMP, SLATE, row / 9), 4
            )
    _ferry(canvas, 836, 690, 1.3, lit=True)
    for x in (90, 210, 1380, 1490):
        canvas.disc(x, 508, 5, LAMP)


@picture(
    "harbour",
    alt="Sailing boats at their moorings below a row of gabled warehouses.",
)
def harbour(canvas: Canvas) -> None:
    canvas.sky(MIST, PAPER, until=560)
    tones = (RUST, SAND, SLATE, ROSE, MOSS, MIST, OCHRE, SEA, SAND)
    for place, tone in enumerate(tones):
        left, roof = 90 + place * 160, 330 - place * 67 % 90
        canvas.box(left, roof, 158, 580 - roof, tone)
        ridge = (left + 79, roof - 70)
        canvas.shape(
            [(left - 6, roof), ridge, (left + 164, roof)], mixed(tone, INK, 0.45)
        )
        windows = [
            (left + 26 + column * 42, roof + 30 + floor * 62, 24, 36)
            for column in range(3)
            for floor in range(3)
        ]
        canvas.boxes(windows, mixed(tone, INK, 0.6))
    canvas.box(0, 556, 1600, 26, mixed(SLATE, INK, 0.5))
    canvas.water(582, mixed(SEA, MIST, 0.2), FOAM, seed=8)
    for x, y, size in (
        (260, 720, 1.0),
        (640, 790, 1.4),
        (1080, 730, 1.1),
        (1380, 850, 1.6),
    ):
        hull = [(-80, 0), (86, 0), (56, 30), (-62, 30)]
        canvas.shape([(x + dx * size, y + dy * size) for dx, dy in hull], INK)
        canvas.line([(x, y), (x, y - 210 * size)], INK, 4 * size)
        sail = [(8, -196), (78, -22), (8, -22)]
        canvas.shape([(x + dx * size, y + dy * size) for dx, dy in sail], PAPER)


@picture(
    "slipway",
    alt="An empty slipway with a boat on its cradle and a crane behind it.",
)
def slipway(canvas: Canvas) -> None:
    canvas.sky(SAND, PAPER, until=620)
    canvas.hills(560, SAGE, swing=30, seed=3)
    canvas.line([(1220, 640), (1220, 130)], SLATE, 22)
    canvas.line([(1220, 150), (700, 210)], SLATE, 14)
    canvas.line([(1220, 150), (1400, 190)], SLATE, 14)
    canvas.box(1360, 180, 70, 60, INK)
    canvas.line([(740, 206), (740, 372)], INK, 4)
    canvas.water(640, SEA, FOAM, seed=21)
    canvas.shape(
        [(0, 600), (760, 600), (1600, 1000), (0, 1000)], mixed(SAND, SLATE, 0.4)
    )
    for rail in (0, 110):
        canvas.line([(420 + rail, 640), (1090 + rail, 1000)], INK, 7)
    for sleeper in range(8):
        x, y = 440 + sleeper * 84, 652 + sleeper * 45
        canvas.line([(x - 20, y), (x + 130, y)], mixed(INK, SLATE, 0.4), 9)
    hull = [(170, 430), (800, 430), (700, 590), (260, 590)]
    canvas.shape(hull, RUST)
    canvas.shape([(170, 430), (800, 430), (790, 448), (182, 448)], PAPER)
    canvas.shape([(430, 372), (640, 372), (660, 430), (420, 430)], MIST)
    for x in (300, 480, 660):
        canvas.line([(x, 590), (x - 26, 656)], INK, 12)


@picture(
    "bridge-drawing",
    alt="A drawing of a slender footbridge with one leaning mast and many cables, "
    "on squared paper.",
)
def bridge_drawing(canvas: Canvas) -> None:
    grid = mixed(PAPER, MIST, 0.7)
    for x in range(0, 1600, 50):
        canvas.line([(x, 0), (x, 1000)], grid, 1)
    for y in range(0, 1000, 50):
        canvas.line([(0, y), (1600, y)], grid, 1)
    canvas.shape([(0, 640), (260, 640), (330, 740), (330, 1000), (0, 1000)], SAGE)
    canvas.shape(
        [(1600, 620), (1390, 620), (1320, 740), (1320, 1000), (1600, 1000)], SAGE
    )
    canvas.box(330, 760, 990, 240, mixed(MIST, SEA, 0.4))
    deck = [
        (180 + step * 12.4, 650 - 46 * math.sin(step / 100 * math.pi))
        for step in range(101)
    ]
    for cable in range(2, 98, 3):
        canvas.line([(560, 130), deck[cable]], SLATE, 2)
    canvas.line([(690, 900), (560, 130)], INK, 16)
    canvas.line(deck, RUST, 10)
    canvas.line([(330, 860), (1320, 860)], SLATE, 2)
    for x in (330, 1320):
        canvas.line([(x, 845), (x, 875)], SLATE, 2)
    canvas.words((825, 890), "212 m", size=30, ink=SLATE, anchor="mm")
    canvas.words(
        (1520, 70),
        "Sheet 3 of 3: elevation, looking upstream",
        size=26,
        ink=SLATE,
        anchor="rm",
    )


@picture(
    "saltmarsh",
    alt="A saltmarsh in late light: winding creeks, reeds in front, a far church tower.",
)
def saltmarsh(canvas: Canvas) -> None:
    canvas.sky(mixed(ROSE, PAPER, 0.4), SAND, until=480)
    canvas.hills(440, mixed(SAGE, MIST, 0.5), swing=26, seed=31)
    canvas.box(1130, 330, 44, 116, mixed(SLATE, MIST, 0.4))
    canvas.shape([(1126, 330), (1152, 262), (1178, 330)], mixed(SLATE, MIST, 0.3))
    canvas.box(0, 470, 1600, 530, mixed(SAGE, OCHRE, 0.25))
    for creek, ink in ((0, mixed(MIST, ROSE, 0.3)), (1, mixed(MIST, SEA, 0.3))):
        left, right = [], []
        for step in range(41):
            near = step / 40
            y = 480 + creek * 60 + near * (520 - creek * 60)
            middle = (
                540 + creek * 620 + math.sin(near * 7 + creek * 2) * (60 + near * 190)
            )
            half = 8 + near * near * 130
            left.append((middle - half, y))
            right.append((middle + half, y))
        canvas.shape([*left, *reversed(right)], ink)
    _reeds(canvas, mixed(MOSS, INK, 0.45))
    for x, y, span in ((420, 190, 24), (500, 160, 18), (560, 210, 14)):
        _gull(canvas, x, y, span, SLATE)


@picture(
    "south-bank",
    alt="The south bank seen from the water: a few cottages, a white chapel, a jetty.",
)
def south_bank(canvas: Canvas) -> None:
    canvas.sky(mixed(SEA, FOAM, 0.6), FOAM, until=600)
    canvas.hills(400, mixed(SAGE, MIST, 0.35), swing=90, seed=17)
    canvas.hills(500, MOSS, swing=50, seed=23)
    for x, tone in ((260, PAPER), (390, ROSE), (520, SAND), (980, PAPER), (1110, MIST)):
        canvas.box(x, 500, 104, 90, tone)
        canvas.shape([(x - 8, 500), (x + 52, 446), (x + 112, 500)], SLATE)
        canvas.boxes([(x + 18, 526, 22, 26), (x + 64, 526, 22, 26)], INK)
    canvas.box(720, 440, 150, 150, PAPER)
    canvas.shape([(710, 440), (795, 366), (880, 440)], INK)
    canvas.box(782, 490, 28, 100, RUST)
    canvas.water(590, SEA, FOAM, seed=14)
    canvas.box(640, 612, 420, 16, mixed(INK, RUST, 0.2))
    for x in range(660, 1060, 60):
        canvas.box(x, 612, 10, 70, mixed(INK, RUST, 0.2))
