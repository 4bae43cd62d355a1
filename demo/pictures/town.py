"""The town: its court, its library, its allotments."""

from __future__ import annotations

import random

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


@picture(
    "court-house",
    alt="The front of a small court house: six columns, a pediment, wide steps.",
)
def court_house(canvas: Canvas) -> None:
    canvas.sky(mixed(SEA, MIST, 0.4), PAPER, until=760)
    stone, shade = SAND, mixed(SAND, SLATE, 0.35)
    canvas.box(330, 330, 940, 420, shade)
    canvas.box(700, 500, 200, 250, mixed(INK, RUST, 0.25))
    canvas.boxes(
        [(420 + x, 420, 84, 190) for x in (0, 120, 560, 680)], mixed(INK, SEA, 0.4)
    )
    canvas.box(290, 300, 1020, 44, stone)
    canvas.shape([(270, 300), (800, 130), (1330, 300)], stone)
    canvas.shape([(360, 286), (800, 152), (1240, 286)], shade)
    canvas.ring(800, 236, 34, stone, 8)
    for column in range(6):
        x = 340 + column * 174
        canvas.box(x, 344, 50, 406, mixed(stone, PAPER, 0.5))
        canvas.box(x + 36, 344, 14, 406, shade)
        canvas.boxes([(x - 10, 344, 70, 20), (x - 10, 732, 70, 20)], stone)
    for step in range(5):
        tone = mixed(stone, SLATE, 0.08 + step * 0.07)
        canvas.box(280 - step * 34, 750 + step * 22, 1040 + step * 68, 22, tone)
    canvas.box(0, 860, 1600, 140, mixed(SLATE, MIST, 0.5))
    canvas.box(0, 860, 1600, 8, SLATE)


@picture(
    "library-evening",
    alt="A brick library at dusk, its tall windows lit, a bicycle against the railings.",
)
def library_evening(canvas: Canvas) -> None:
    canvas.sky(mixed(NIGHT, SEA, 0.45), ROSE, until=820)
    brick, dark = mixed(RUST, INK, 0.35), mixed(RUST, INK, 0.6)
    canvas.box(220, 260, 1160, 560, brick)
    canvas.shape([(190, 260), (300, 150), (1300, 150), (1410, 260)], NIGHT)
    canvas.box(190, 254, 1220, 22, dark)
    for window in range(5):
        x = 290 + window * 216
        if window == 2:
            canvas.box(x - 6, 470, 170, 350, SAND)
            canvas.box(x + 12, 500, 134, 320, mixed(LAMP, RUST, 0.25))
            canvas.line([(x + 79, 500), (x + 79, 820)], dark, 8)
        else:
            canvas.disc(x + 79, 400, 78, SAND)
            canvas.box(x, 400, 158, 300, SAND)
            canvas.disc(x + 79, 402, 64, LAMP)
            canvas.box(x + 15, 402, 128, 284, LAMP)
            for bar in (1, 2):
                canvas.line(
                    [(x + 15 + bar * 43, 344), (x + 15 + bar * 43, 686)], dark, 5
                )
            canvas.line([(x + 15, 520), (x + 143, 520)], dark, 5)
            canvas.boxes(
                [
                    (x + 22 + book * 12, 640 - book * 5 % 18, 9, 46 + book * 5 % 18)
                    for book in range(10)
                ],
                mixed(OCHRE, RUST, 0.5),
            )
    canvas.box(0, 820, 1600, 180, mixed(NIGHT, SLATE, 0.5))
    for rail in range(0, 1600, 34):
        canvas.line([(rail, 742), (rail, 860)], NIGHT, 4)
    canvas.line([(0, 756), (1600, 756)], NIGHT, 6)
    for wheel in (1120, 1240):
        canvas.ring(wheel, 846, 48, PAPER, 5)
    frame = [
        (1120, 846),
        (1160, 780),
        (1220, 780),
        (1240, 846),
        (1180, 846),
        (1160, 780),
    ]
    canvas.line(frame, RUST, 6)
    canvas.line([(1150, 764), (1172, 764)], PAPER, 7)


@picture(
    "allotments",
    alt="Allotment plots in straight rows, a green shed, a water butt, a scarecrow.",
)
def allotments(canvas: Canvas) -> None:
    canvas.sky(MIST, PAPER, until=420)
    canvas.hills(380, mixed(SAGE, MIST, 0.3), swing=40, seed=40)
    canvas.box(0, 420, 1600, 580, mixed(OCHRE, INK, 0.55))
    for bed in range(9):
        top, bottom = 170 + bed * 155, -180 + bed * 245
        tone = (MOSS, SAGE, mixed(MOSS, OCHRE, 0.4), mixed(MOSS, INK, 0.25))[bed % 4]
        canvas.shape(
            [(top, 430), (top + 96, 430), (bottom + 170, 1000), (bottom, 1000)], tone
        )
        for row in range(11):
            near = row / 10
            x = top + 48 + (bottom + 85 - top - 48) * near
            canvas.disc(x, 446 + 540 * near, 7 + 17 * near, mixed(tone, PAPER, 0.28))
    canvas.box(230, 270, 230, 210, mixed(MOSS, INK, 0.35))
    canvas.shape([(210, 276), (345, 190), (480, 276)], INK)
    canvas.boxes([(256, 330, 72, 150), (362, 330, 70, 60)], mixed(MOSS, PAPER, 0.3))
    canvas.box(500, 380, 76, 104, SLATE)
    canvas.line([(1180, 300), (1180, 560)], INK, 9)
    canvas.line([(1090, 372), (1270, 372)], INK, 9)
    canvas.shape([(1126, 360), (1234, 360), (1250, 480), (1110, 480)], RUST)
    canvas.disc(1180, 316, 34, SAND)
    canvas.box(1124, 286, 112, 10, INK)
    canvas.box(1148, 248, 64, 40, INK)


@picture(
    "market",
    alt="Striped awnings of a market seen from above, people as small dots between.",
)
def market(canvas: Canvas) -> None:
    canvas.box(0, 0, 1600, 1000, mixed(SAND, MIST, 0.35))
    tones = (RUST, SEA, OCHRE, MOSS, SLATE, ROSE)
    for place in range(20):
        x, y = 90 + place % 5 * 300, 60 + place // 5 * 240
        canvas.box(x + 12, y + 14, 200, 140, mixed(SAND, SLATE, 0.5))
        for stripe in range(8):
            tone = tones[place * 7 % 6] if stripe % 2 == 0 else PAPER
            canvas.box(x + stripe * 25, y, 25, 140, tone)
    lot = random.Random(7)  # noqa: S311 (a picture)
    for step in range(260):
        left, top = lot.uniform(0, 1600), lot.uniform(0, 1000)
        if (left - 70) % 300 > 250 or (top - 44) % 240 > 186:
            canvas.disc(left, top, 9, mixed(INK, SLATE, step % 3 / 3))
            canvas.disc(left, top, 5, (SAND, ROSE, MIST)[step % 3])


@picture(
    "town-hall",
    alt="The town hall clock, its hands at twenty to eight, pigeons on the ledge.",
)
def town_hall(canvas: Canvas) -> None:
    canvas.sky(FOAM, mixed(MIST, SAND, 0.5), until=1000)
    canvas.box(500, 120, 600, 880, SAND)
    canvas.box(1000, 120, 100, 880, mixed(SAND, SLATE, 0.25))
    canvas.shape([(450, 130), (800, -120), (1150, 130)], SLATE)
    canvas.box(460, 120, 680, 40, mixed(SAND, SLATE, 0.4))
    canvas.disc(800, 450, 236, mixed(SAND, SLATE, 0.4))
    canvas.disc(800, 450, 214, PAPER)
    marks = ((800, 262), (894, 288), (962, 357), (988, 450), (962, 543), (894, 612))
    for x, y in marks:
        canvas.disc(x, y, 9, INK)
        canvas.disc(1600 - x, 900 - y, 9, INK)
    canvas.line([(800, 450), (656, 534)], INK, 10)
    canvas.line([(800, 450), (718, 524)], INK, 18)
    canvas.disc(800, 450, 16, RUST)
    canvas.box(460, 740, 680, 44, mixed(SAND, SLATE, 0.4))
    for x in (530, 618, 680, 930, 1040):
        canvas.disc(x, 722, 22, SLATE)
        canvas.shape([(x + 10, 712), (x + 62, 738), (x + 6, 738)], SLATE)
        canvas.disc(x - 16, 698, 12, mixed(SLATE, INK, 0.4))
        canvas.shape([(x - 27, 696), (x - 36, 701), (x - 26, 703)], OCHRE)
    canvas.boxes([(600, 820, 90, 180), (910, 820, 90, 180)], INK)


@picture(
    "gasworks",
    alt="The iron frame of an old gasholder against a pale sky, bushes at its foot.",
)
def gasworks(canvas: Canvas) -> None:
    canvas.sky(mixed(MIST, ROSE, 0.3), PAPER, until=800)
    for ring in range(4):
        top = 190 + ring * 170
        for side in (0, 1):
            points = [
                (
                    800 + (step - 20) * 25.5,
                    top
                    + (1 if side else -1) * 46 * (1 - ((step - 20) / 20) ** 2) ** 0.5,
                )
                for step in range(41)
            ]
            canvas.line(
                points, mixed(SLATE, MIST, 0.0 if side else 0.5), 9 if side else 6
            )
    for post in range(9):
        x = 800 + (post - 4) * 127.5
        drop = 46 * (1 - ((post - 4) / 4) ** 2) ** 0.5
        canvas.line([(x, 170 + drop), (x, 780 + drop)], INK, 13)
    canvas.hills(790, MOSS, swing=30, seed=52)
    canvas.hills(860, mixed(MOSS, INK, 0.35), swing=40, seed=53)


@picture(
    "letters",
    alt="A stack of envelopes tied with string, the top one stamped “Second reply”.",
)
def letters(canvas: Canvas) -> None:
    canvas.box(0, 0, 1600, 1000, mixed(MOSS, INK, 0.3))
    for sheet in range(9):
        shift = (sheet * 47 % 60) - 30
        tone = (PAPER, SAND, FOAM)[sheet % 3]
        x, y = 360 + shift, 330 - sheet * 16
        canvas.box(x + 8, y + 10, 880, 520, mixed(MOSS, INK, 0.6))
        canvas.box(x, y, 880, 520, tone)
    canvas.line([(352, 204), (790, 480), (1228, 204)], mixed(FOAM, SLATE, 0.45), 3)
    canvas.line([(350, 450), (1230, 450)], RUST, 7)
    canvas.line([(790, 202), (790, 852)], RUST, 7)
    for side in (-1, 1):
        canvas.ring(790 + side * 46, 424, 40, RUST, 7)
    canvas.box(980, 560, 220, 96, FOAM)
    canvas.boxes(
        [(980, 560, 220, 5), (980, 651, 220, 5), (980, 560, 5, 96), (1195, 560, 5, 96)],
        RUST,
    )
    canvas.words((1090, 608), "Second reply", size=30, ink=RUST, anchor="mm")
