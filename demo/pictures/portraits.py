"""Portraits of people who do not exist: a few flat shapes each."""

from __future__ import annotations

from dataclasses import dataclass

from demo.pictures.canvas import (
    INK,
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


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """What a portrait is made of."""

    wall: str
    skin: str
    hair: str
    coat: str
    shirt: str = PAPER


def _bust(canvas: Canvas, sitter: Sitter) -> None:
    """Wall, shoulders, neck and head; the hair is each sitter's own."""
    canvas.box(0, 0, 800, 800, sitter.wall)
    canvas.disc(400, 430, 330, mixed(sitter.wall, PAPER, 0.28))
    shoulders = [(90, 800), (150, 660), (300, 590), (500, 590), (650, 660), (710, 800)]
    canvas.shape(shoulders, sitter.coat)
    canvas.shape([(310, 588), (490, 588), (400, 740)], sitter.shirt)
    canvas.box(346, 490, 108, 106, mixed(sitter.skin, INK, 0.18))
    canvas.disc(400, 596, 54, mixed(sitter.skin, INK, 0.18))


def _face(canvas: Canvas, sitter: Sitter) -> None:
    canvas.disc(400, 360, 136, sitter.skin)
    canvas.disc(400, 420, 118, sitter.skin)
    line = mixed(sitter.skin, INK, 0.55)
    for x in (346, 454):
        canvas.disc(x, 372, 9, INK)
        canvas.line([(x - 26, 342), (x + 24, 338)], line, 6)
    canvas.line([(402, 378), (392, 424), (410, 428)], line, 5)
    canvas.line([(360, 472), (400, 480), (444, 468)], line, 6)


def _glasses(canvas: Canvas, ink: str) -> None:
    for x in (346, 454):
        canvas.ring(x, 374, 42, ink, 6)
    canvas.line([(388, 372), (412, 372)], ink, 6)


@picture("ines-maddock", alt="Portrait of Ines Maddock.", square=True)
def ines_maddock(canvas: Canvas) -> None:
    sitter = Sitter(wall=SEA, skin="#d9ab8c", hair="#3a2c28", coat=INK)
    _bust(canvas, sitter)
    canvas.disc(400, 350, 172, sitter.hair)
    canvas.box(228, 350, 344, 190, sitter.hair)
    _face(canvas, sitter)
    canvas.shape(
        [(262, 330), (300, 236), (520, 230), (545, 330), (430, 270)], sitter.hair
    )


@picture(
    "tobias-penhallow-fitzwarren",
    alt="Portrait of Tobias Penhallow-Fitzwarren of the Lower Jetty.",
    square=True,
)
def tobias(canvas: Canvas) -> None:
    sitter = Sitter(wall=OCHRE, skin="#8a5a3f", hair="#d9d6cf", coat=SLATE, shirt=NIGHT)
    _bust(canvas, sitter)
    _face(canvas, sitter)
    canvas.shape(
        [(282, 420), (518, 420), (490, 540), (400, 590), (310, 540)], sitter.hair
    )
    canvas.line([(360, 474), (440, 474)], mixed(sitter.skin, INK, 0.4), 8)
    canvas.shape([(250, 300), (270, 190), (400, 150), (530, 190), (550, 300)], NIGHT)
    canvas.box(240, 286, 320, 34, RUST)


@picture("shirin-calloway", alt="Portrait of Shirin Calloway.", square=True)
def shirin_calloway(canvas: Canvas) -> None:
    sitter = Sitter(wall=ROSE, skin="#c08a63", hair="#8d8a88", coat=MOSS)
    _bust(canvas, sitter)
    canvas.disc(400, 322, 160, sitter.hair)
    canvas.disc(400, 178, 66, sitter.hair)
    _face(canvas, sitter)
    canvas.shape(
        [(264, 340), (300, 240), (400, 226), (500, 240), (536, 340), (400, 268)],
        sitter.hair,
    )
    _glasses(canvas, INK)


@picture("desmond-achterberg", alt="Portrait of Desmond Achterberg.", square=True)
def desmond_achterberg(canvas: Canvas) -> None:
    sitter = Sitter(wall=SAGE, skin="#e8c6ab", hair="#b7653b", coat=RUST, shirt=SAND)
    _bust(canvas, sitter)
    for x in (268, 532):
        canvas.disc(x, 350, 48, sitter.hair)
    _face(canvas, sitter)
    _glasses(canvas, RUST)
    canvas.shape(
        [(340, 452), (400, 440), (462, 450), (448, 466), (352, 468)], sitter.hair
    )


@picture("wilf-tranter", alt="Portrait of Wilf Tranter in a straw hat.", square=True)
def wilf_tranter(canvas: Canvas) -> None:
    sitter = Sitter(wall=MIST, skin="#dca98c", hair="#efece6", coat=SLATE, shirt=RUST)
    _bust(canvas, sitter)
    _face(canvas, sitter)
    canvas.shape(
        [
            (274, 400),
            (300, 520),
            (400, 560),
            (500, 520),
            (526, 400),
            (470, 452),
            (330, 452),
        ],
        sitter.hair,
    )
    canvas.line([(366, 482), (438, 482)], mixed(sitter.skin, INK, 0.4), 7)
    canvas.shape([(160, 312), (640, 312), (560, 262), (240, 262)], OCHRE)
    canvas.shape([(270, 270), (296, 160), (504, 160), (530, 270)], OCHRE)
    canvas.shape([(274, 256), (526, 256), (522, 224), (279, 224)], MOSS)


@picture("nora-quill", alt="Portrait of Nora Quill.", square=True)
def nora_quill(canvas: Canvas) -> None:
    sitter = Sitter(wall=SLATE, skin="#6e4632", hair=NIGHT, coat=OCHRE)
    _bust(canvas, sitter)
    for x, y, radius in (
        (290, 270, 84),
        (400, 214, 96),
        (510, 270, 84),
        (256, 370, 66),
        (544, 370, 66),
    ):
        canvas.disc(x, y, radius, sitter.hair)
    _face(canvas, sitter)
    canvas.shape(
        [(274, 330), (310, 236), (490, 236), (526, 330), (400, 286)], sitter.hair
    )
