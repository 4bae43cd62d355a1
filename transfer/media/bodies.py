"""A body as it stood on the old site, with our uploads in the place of its own.

What comes out is cleaned by ``blog.markup`` like everything that is imported.
"""

from __future__ import annotations

import re

import lxml.html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from blog.markup import inner_html
from images.models import File, Image
from images.old_paths import width_said

from .library import Finder, Upload
from .players import (
    element,
    fill_picture,
    gallery,
    player,
    recording_tag,
    replace,
)
from .shortcodes import COLUMNS, missing_from, place_shortcode

_MAY_MEAN_UPLOADS = re.compile(
    r"<(?:img|audio|video|source)\b|<a\b|data-shortcode", re.IGNORECASE
)
_NUMBER_IN_CLASS = re.compile(r"\bwp-image-([0-9]+)\b")
_NUMBER_IN_REL = re.compile(r"\bwp-att-([0-9]+)\b")
_PIXELS = re.compile(r"\s*([0-9]{1,5})(?:px)?\s*$")
_COLUMNS = re.compile(r"\bcolumns-([0-9])\b")
_GALLERIES = (
    ".//*[contains(@class, 'wp-block-gallery') or contains(@class, 'tiled-gallery')]"
)
_PLACED = "data-placed"
_INCOMPLETE = "a gallery or playlist shows fewer than there: some are not here"


def parsed(html: str) -> HtmlElement | None:
    """The body as a tree; None if no upload can be meant in it."""
    if not _MAY_MEAN_UPLOADS.search(html):
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    page = f"<html><body>{html}</body></html>".encode()
    try:
        root = lxml.html.document_fromstring(page, parser=parser)
    except (LxmlError, ValueError):
        return None
    return root.find("body")


class Body:
    """The tree of a body, and what in it means an upload."""

    def __init__(self, root: HtmlElement, finder: Finder) -> None:
        self.root = root
        self.finder = finder
        self.notes: list[str] = []

    @property
    def html(self) -> str:
        return inner_html(self.root)

    def place(self) -> None:
        """Put our uploads where they are meant. What isn't here stays as it is."""
        for waiting in self.root.xpath(".//p[@data-shortcode]"):
            self._place_shortcode(waiting)
        for picture in list(self.root.iter("img")):
            self._place_picture(picture)
        for block in self.root.xpath(_GALLERIES):
            _make_plain_gallery(block)
        for recording in list(self.root.iter("audio", "video", "source")):
            if upload := self.finder.at(recording.get("src")):
                recording.set("src", upload.file.url)
        for link in list(self.root.iter("a")):
            self._place_link(link)

    def _place_shortcode(self, waiting: HtmlElement) -> None:
        missing = missing_from(waiting, self.finder)
        place_shortcode(waiting, self.finder)
        if missing and waiting.getparent() is None:
            self.notes.append(_INCOMPLETE)

    def _place_picture(self, picture: HtmlElement) -> None:
        address = picture.get("src", "")
        found = _NUMBER_IN_CLASS.search(picture.get("class", ""))
        number = found[1] if found else picture.get("data-id", "")
        image = self.finder.at(address) or self.finder.called(address, number)
        if isinstance(image, Image):
            fill_picture(picture, image, width=_width_of(picture))
            picture.set(_PLACED, "")

    def _place_link(self, link: HtmlElement) -> None:
        address = link.get("href", "")
        upload = self.finder.at(address)
        if upload is None and link.find(".//img") is not None:
            upload = self._attached(link, address)
        if upload is None:
            return
        holder = link.getparent()
        if isinstance(upload, File) and _is_played(link, address):
            replace(holder, player(upload))
            return
        link.set("href", upload.file.url)
        if (link.text or "").strip() == address:
            link.text = str(upload)
        if "wp-block-file" in holder.get("class", ""):
            _drop_doubles(holder, besides=link)

    def _attached(self, link: HtmlElement, address: str) -> Upload | None:
        """The upload whose own page a link around a picture leads to."""
        if found := _NUMBER_IN_REL.search(link.get("rel", "")):
            return self.finder.numbered(found[1])
        return self.finder.on_page(address)


def _width_of(picture: HtmlElement) -> int | None:
    """How wide it was shown, in pixels, as far as it is said."""
    if found := _PIXELS.match(picture.get("width", "")):
        return int(found[1])
    return width_said(picture.get("src", "").partition("?")[0])


def _is_played(link: HtmlElement, address: str) -> bool:
    """Whether the old site put a player in the place of a link to a recording."""
    holder = link.getparent()
    if "embed" in holder.get("class", "").split():
        is_alone = True
    else:
        said = (holder.text_content() or "").strip()
        is_alone = holder.tag == "p" and len(holder) == 1 and said == address
    return is_alone and bool(recording_tag(address.partition("?")[0]))


def _drop_doubles(block: HtmlElement, *, besides: HtmlElement) -> None:
    """Leave one link of a block that shows a file: its title, not "Download" too."""
    links = list(block.iter("a"))
    if links[0] is not besides or len(links) < 2:
        return
    for other in links[1:]:
        other.drop_tree()


def _make_plain_gallery(block: HtmlElement) -> None:
    """The block's pictures side by side, without the lists that older blocks have."""
    pictures = list(block.iter("img"))
    if not any(_PLACED in picture.attrib for picture in pictures):
        return
    columns = _COLUMNS.search(block.get("class", ""))
    captions = {id(c.getparent()): c for c in list(block.iter("figcaption"))}
    figures = [_plain_figure(shown, captions, block) for shown in pictures]
    own = block.find("figcaption")
    number = int(columns[1]) if columns else COLUMNS
    replace(block, gallery(figures, columns=number, caption=own))


def _plain_figure(
    picture: HtmlElement, captions: dict[int, HtmlElement], block: HtmlElement
) -> HtmlElement:
    parent = picture.getparent()
    above = next(
        (a for a in picture.iterancestors() if a is block or id(a) in captions), block
    )
    shown = parent if parent.tag == "a" else picture
    shown.tail = None
    figure = element("figure", shown)
    if above is not block:
        figure.append(captions[id(above)])
    return figure
