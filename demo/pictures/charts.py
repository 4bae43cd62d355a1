"""Charts and diagrams: one colour that speaks, the others keep quiet."""

from __future__ import annotations

import math

from demo.pictures.canvas import (
    INK,
    MIST,
    MOSS,
    OCHRE,
    PAPER,
    RUST,
    SAGE,
    SAND,
    SEA,
    SLATE,
    Canvas,
    mixed,
)
from demo.pictures.catalogue import picture

RULE = mixed(PAPER, SLATE, 0.25)


def _heading(canvas: Canvas, title: str, line: str) -> None:
    canvas.box(110, 84, 70, 8, RUST)
    canvas.words((110, 136), title, size=52)
    canvas.words((110, 194), line, size=28, ink=SLATE)


@picture(
    "budget-chart",
    alt="Bar chart of the town council's spending: harbour 412, parks 236, library 148, "
    "offices 131, ferry 96, everything else 67, in thousands of pounds.",
)
def budget_chart(canvas: Canvas) -> None:
    _heading(
        canvas, "Where the money goes", "Town council spending, thousands of pounds"
    )
    rows = (
        ("Harbour", 412),
        ("Parks and allotments", 236),
        ("Library", 148),
        ("Offices", 131),
        ("Ferry", 96),
        ("Everything else", 67),
    )
    for place, (name, thousands) in enumerate(rows):
        y = 300 + place * 108
        ink = RUST if name == "Ferry" else mixed(SEA, MIST, 0.25)
        canvas.words((440, y + 32), name, size=32, anchor="rm")
        canvas.box(464, y, thousands * 2.3, 64, ink)
        canvas.words(
            (484 + thousands * 2.3, y + 32), str(thousands), size=32, ink=SLATE
        )


@picture(
    "crossings-chart",
    alt="Line chart of ferry passengers over fourteen years: a slow fall, a sharp drop "
    "when the early boat was cut, and a partial recovery.",
)
def crossings_chart(canvas: Canvas) -> None:
    _heading(
        canvas, "The early boat", "Passengers a year on the Merrow ferry, thousands"
    )
    years = (318, 316, 309, 311, 304, 301, 296, 298, 241, 222, 229, 238, 247, 251)
    for thousands in (200, 250, 300):
        y = 860 - (thousands - 180) * 3.9
        canvas.line([(180, y), (1500, y)], RULE, 2)
        canvas.words((160, y), str(thousands), size=28, ink=SLATE, anchor="rm")
    points = [
        (200 + place * 98, 860 - (thousands - 180) * 3.9)
        for place, thousands in enumerate(years)
    ]
    canvas.line(points, RUST, 8)
    for x, y in points:
        canvas.disc(x, y, 11, PAPER)
        canvas.disc(x, y, 7, RUST)
    canvas.line([(points[8][0], 300), (points[8][0], points[8][1] - 24)], INK, 2)
    canvas.words((points[8][0] + 16, 316), "7.40 withdrawn", size=30)
    canvas.line([(180, 860), (1500, 860)], INK, 3)
    for place in range(0, 14, 3):
        canvas.words(
            (200 + place * 98, 900),
            f"Year {place + 1}",
            size=28,
            ink=SLATE,
            anchor="mm",
        )


@picture(
    "zoning-map",
    alt="A plan of the waterfront in blocks: houses, workshops, the boatyard outlined in "
    "red beside the river.",
)
def zoning_map(canvas: Canvas) -> None:
    canvas.shape(
        [(0, 690), (700, 610), (1600, 730), (1600, 1000), (0, 1000)],
        mixed(SEA, MIST, 0.5),
    )
    tones = (SAND, SAND, SAGE, mixed(OCHRE, PAPER, 0.4), SAND)
    for row in range(4):
        for column in range(9):
            wide = 120 + (row * 31 + column * 47) % 44
            x, y = 60 + column * 170, 60 + row * 134
            canvas.box(x, y, wide, 104, tones[(row * 3 + column * 5) % 5])
            lots = [(x + lot * wide / 4, y, 2, 104) for lot in range(1, 4)]
            canvas.boxes(lots, PAPER)
    yard = [(620, 470), (1110, 470), (1130, 640), (640, 600)]
    canvas.shape(yard, mixed(RUST, PAPER, 0.62))
    canvas.line([*yard, yard[0]], RUST, 8)
    canvas.boxes([(670, 500, 120, 64), (830, 500, 80, 84)], mixed(RUST, PAPER, 0.25))
    canvas.words((1010, 545), "Plot 14", size=36, anchor="mm")
    canvas.words((300, 850), "RIVER WEND", size=44, ink=PAPER)
    canvas.line([(1500, 960), (1500, 880)], INK, 5)
    canvas.shape([(1484, 892), (1500, 856), (1516, 892)], INK)


@picture(
    "timetable-clock",
    alt="A diagram of the day as a clock of twenty-four hours, crossings marked as "
    "strokes, with a gap between seven and nine in the morning.",
)
def timetable_clock(canvas: Canvas) -> None:
    canvas.ring(800, 500, 420, RULE, 3)
    canvas.ring(800, 500, 300, RULE, 3)
    crossings = [
        6.2,
        6.7,
        9,
        9.5,
        10,
        11,
        12,
        12.5,
        13,
        14,
        15,
        15.5,
        16,
        16.3,
        16.7,
        17,
    ]
    for hour in [*crossings, 17.3, 17.7, 18, 18.5, 19, 20, 21, 22.5]:
        turn = (hour / 24) * math.tau - math.pi / 2
        across, down = math.cos(turn), math.sin(turn)
        canvas.line(
            [
                (800 + across * 306, 500 + down * 306),
                (800 + across * 414, 500 + down * 414),
            ],
            SEA,
            10,
        )
    gap = [(7 + step / 20 * 1.8) / 24 * math.tau - math.pi / 2 for step in range(21)]
    outer = [(800 + math.cos(turn) * 414, 500 + math.sin(turn) * 414) for turn in gap]
    inner = [(800 + math.cos(turn) * 306, 500 + math.sin(turn) * 306) for turn in gap]
    canvas.shape([*outer, *reversed(inner)], RUST)
    for hour in range(0, 24, 3):
        turn = hour / 24 * math.tau - math.pi / 2
        x, y = 800 + math.cos(turn) * 256, 500 + math.sin(turn) * 256
        canvas.words((x, y), f"{hour:02}", size=34, ink=SLATE, anchor="mm")
    canvas.words((800, 480), "110 minutes", size=48, ink=RUST, anchor="mm")
    canvas.words((800, 534), "without a boat", size=32, ink=SLATE, anchor="mm")


@picture(
    "ballot-chart",
    alt="Sixty-one small squares, one for each ballot: thirty, twenty-nine, and two that "
    "were spoilt by rain.",
)
def ballot_chart(canvas: Canvas) -> None:
    _heading(
        canvas,
        "Sixty-one ballots",
        "The allotment election, as counted the second time",
    )
    for place in range(61):
        x, y = 110 + place % 16 * 88, 290 + place // 16 * 96
        ink = MOSS if place < 30 else OCHRE if place < 59 else RULE
        canvas.box(x, y, 66, 70, ink)
    for x, ink, label in (
        (110, MOSS, "Tranter 30"),
        (520, OCHRE, "Bellamy 29"),
        (930, RULE, "Illegible, wet 2"),
    ):
        canvas.box(x, 800, 40, 42, ink)
        canvas.words((x + 60, 822), label, size=34)
