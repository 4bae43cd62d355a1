"""A body as it stood on the old site, with our uploads in the place of its own.

What comes out is cleaned by ``blog.markup`` like everything that is imported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

import lxml.html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from blog.markup import inner_html
from images.models import File, Image
from images.old_paths import width_said

from .elements import (
    element,
    fill_picture,
    gallery,
    player,
    recording_tag,
    replace,
)
from .library import Finder, Upload
from .shortcodes import COLUMNS, missing_from, place_shortcode

_MAY_MEAN_UPLOADS = re.compile(
    r"<(?:img|audio|video|source)\b|<a\b|data-shortcode", re.IGNORECASE
)
_NUMBER_IN_CLASS = re.compile(r"\bwp-image-([0-9]+)\b")
_NUMBER_IN_REL = re.compile(r"\bwp-att-([0-9]+)\b")
_PIXELS = re.compile(r"\s*([0-9]{1,5})(?:px)?\s*$")
_COLUMNS = re.compile(r"\bcolumns-([0-9])\b")
_GALLERY = re.compile(r"\bwp-block-gallery\b|\btiled-gallery\b")
# How far above a picture its gallery lies at most.
_LEVELS = 12
_TEXT_BESIDE_CAPTIONS = ".//text()[not(ancestor::figcaption)]"
# Each may show all that hangs on a post: more of them are no galleries of anybody's.
MOST_SHORTCODES = 100
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
    # Nested deeper than that, the rest would be lost.
    is_cut_off = any("depth" in said.message for said in parser.error_log)
    return None if is_cut_off else root.find("body")


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
        waiting_ones = self.root.xpath(".//p[@data-shortcode]")
        for waiting in waiting_ones[:MOST_SHORTCODES]:
            self._place_shortcode(waiting)
        placed = [p for p in list(self.root.iter("img")) if self._is_placed(p)]
        for block in _galleries_around(placed):
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

    def _is_placed(self, picture: HtmlElement) -> bool:
        """Whether it could be made to show a picture of ours."""
        address = picture.get("src", "")
        found = _NUMBER_IN_CLASS.search(picture.get("class", ""))
        number = found[1] if found else picture.get("data-id", "")
        image = self.finder.at(address) or self.finder.called(address, number)
        if isinstance(image, Image):
            fill_picture(picture, image, width=_width_of(picture))
        return isinstance(image, Image)

    def _place_link(self, link: HtmlElement) -> None:
        address = link.get("href", "")
        upload = self.finder.at(address)
        if upload is None and link.find(".//img") is not None:
            upload = self._attached(link, address)
        if upload is None:
            return
        holder = link.getparent()
        if holder is None:
            return  # One of two that said the same.
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
    if not recording_tag(address.partition("?")[0]):
        return False
    holder = link.getparent()
    if "embed" in holder.get("class", "").split():
        return True
    is_only = holder.tag == "p" and len(holder) == 1
    return is_only and holder.text_content().strip() == address


def _drop_doubles(block: HtmlElement, *, besides: HtmlElement) -> None:
    """Leave one link of a block that shows a file: its title, not "Download" too."""
    links = list(block.iter("a"))
    if links[0] is not besides or len(links) < 2:
        return
    for other in links[1:]:
        other.drop_tree()


def _galleries_around(pictures: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The blocks that show ``pictures`` side by side, each once; of nested ones the
    innermost."""
    found: dict[HtmlElement, None] = {}
    for picture in pictures:
        above = islice(picture.iterancestors(), _LEVELS)
        blocks = (block for block in above if _GALLERY.search(block.get("class", "")))
        if (block := next(blocks, None)) is not None:
            found[block] = None
    around = {a for b in found for a in islice(b.iterancestors(), _LEVELS)}
    return [block for block in found if block not in around]


def _make_plain_gallery(block: HtmlElement) -> None:
    """The block's pictures side by side, without the lists that older blocks have."""
    if any(text.strip() for text in block.xpath(_TEXT_BESIDE_CAPTIONS)):
        return  # It is no mere gallery: nothing of it may get lost.
    captions = {caption.getparent(): caption for caption in block.iter("figcaption")}
    figures = [_plain_figure(shown, captions, block) for shown in block.iter("img")]
    columns = _COLUMNS.search(block.get("class", ""))
    number = int(columns[1]) if columns else COLUMNS
    replace(block, gallery(figures, columns=number, caption=captions.get(block)))


def _plain_figure(
    picture: HtmlElement,
    captions: Mapping[HtmlElement, HtmlElement],
    block: HtmlElement,
) -> HtmlElement:
    parent = picture.getparent()
    above = islice(picture.iterancestors(), _LEVELS)
    holder = next((a for a in above if a is block or a in captions), block)
    figure = element("figure", parent if parent.tag == "a" else picture)
    figure[0].tail = None
    if holder is not block:
        figure.append(captions[holder])
    return figure
