"""Pictures, galleries and players of our own uploads, as elements of a body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

import lxml.html
from lxml.html import HtmlElement

from images.models import File, Image

AUDIO = frozenset({".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac"})
VIDEO = frozenset({".mp4", ".m4v", ".ogv", ".webm"})
MOST_COLUMNS = 6


def element(
    tag: str, *children: HtmlElement, text: str = "", **said: str
) -> HtmlElement:
    """A new element; ``said`` are its attributes, with class as ``kind``."""
    made = lxml.html.Element(tag)
    if kind := said.pop("kind", ""):
        made.set("class", kind)
    made.attrib.update(said)
    made.text = text or None
    made.extend(children)
    return made


def replace(old: HtmlElement, new: HtmlElement) -> None:
    """``new`` in the place of ``old``, and the text after it where it was."""
    new.tail, old.tail = old.tail, None
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def recording_tag(name: str) -> str:
    """``audio`` or ``video`` for a file of that name; empty for what is no recording."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in AUDIO:
        return "audio"
    return "video" if suffix in VIDEO else ""


def fill_picture(shown: HtmlElement, image: Image, *, width: int | None) -> None:
    """Make ``shown`` show ``image``, no wider than ``width`` pixels."""
    width = min(width or image.width, image.width)
    shown.set("src", image.file.url)
    shown.set("width", str(width))
    shown.set("height", str(max(1, round(image.height * width / image.width))))
    if not (shown.get("alt") or "").strip():
        shown.set("alt", image.alt)


def picture(image: Image) -> HtmlElement:
    """A picture in its own size."""
    shown = element("img")
    fill_picture(shown, image, width=None)
    return shown


def gallery(
    figures: Iterable[HtmlElement], *, columns: int, caption: HtmlElement | None = None
) -> HtmlElement:
    """Pictures side by side, as many in a row as were there."""
    columns = min(max(columns, 1), MOST_COLUMNS)
    made = element("figure", *figures, kind=f"gallery columns-{columns}")
    if caption is not None:
        made.append(caption)
    return made


def hung(image: Image, *, is_linked: bool) -> HtmlElement:
    """One picture of a gallery with its caption."""
    shown = picture(image)
    if is_linked:
        shown = element("a", shown, href=image.file.url)
    figure = element("figure", shown)
    if image.caption:
        figure.append(element("figcaption", text=image.caption))
    return figure


def player(upload: File) -> HtmlElement:
    """A recording with its title, which leads to the file where nothing plays it."""
    url = upload.file.url
    return element(
        "figure",
        element(recording_tag(url), src=url, controls=""),
        element("figcaption", element("a", text=str(upload), href=url)),
    )


def playlist(uploads: Sequence[File]) -> HtmlElement:
    """Recordings one below the other."""
    return element("ul", *(element("li", player(upload)) for upload in uploads))
