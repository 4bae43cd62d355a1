"""The shortcodes that show uploads: galleries, playlists and players."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from images.models import File, Image

from .elements import gallery, hung, player, playlist, recording_tag, replace
from .library import Finder, Upload

COLUMNS = 3
SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv", "wmv")
_ATTRIBUTE = re.compile(r"""([a-z_]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_TYPOGRAPHIC = str.maketrans("“”„″‘’", '""""\'\'')


def place_shortcode(waiting: HtmlElement, finder: Finder) -> None:
    """Put what it shows in the place of a shortcode, if anything of it is here."""
    said = attributes_of(waiting.text_content())
    kind = waiting.get("data-shortcode", "")
    shown = _gallery(said, finder) if kind == "gallery" else _player(kind, said, finder)
    if shown is not None:
        replace(waiting, shown)


def attributes_of(shortcode: str) -> dict[str, str]:
    """What a shortcode says, by name."""
    found = _ATTRIBUTE.findall(shortcode.translate(_TYPOGRAPHIC))
    return {name: "".join(values).strip() for name, *values in found}


def _gallery(said: Mapping[str, str], finder: Finder) -> HtmlElement | None:
    images = [upload for upload in _meant(said, finder) if isinstance(upload, Image)]
    if not images:
        return None
    columns = said.get("columns", "")
    return gallery(
        (hung(image, is_linked=said.get("link") != "none") for image in images),
        columns=int(columns) if columns.isdecimal() and len(columns) < 3 else COLUMNS,
    )


def _player(kind: str, said: Mapping[str, str], finder: Finder) -> HtmlElement | None:
    wanted = said.get("type", "audio") if kind == "playlist" else kind
    recordings = [
        upload
        for upload in _named(said, finder) or _meant(said, finder)
        if isinstance(upload, File) and recording_tag(upload.file.url) == wanted
    ]
    if not recordings:
        return None
    if kind == "playlist":
        return playlist(recordings)
    return player(recordings[0])


def _named(said: Mapping[str, str], finder: Finder) -> list[Upload]:
    found = (finder.at(said.get(name)) for name in SOURCES)
    return [upload for upload in found if upload]


def _meant(said: Mapping[str, str], finder: Finder) -> list[Upload]:
    """Those with the numbers that are named, else all that hang on the post."""
    if numbers := _numbers(said.get("ids") or said.get("include")):
        found = map(finder.numbered, numbers)
        uploads = [upload for upload in found if upload]
    else:
        uploads = finder.hanging_on(said.get("id", ""))
    left_out = set(_numbers(said.get("exclude")))
    kept = [u for u in uploads if u.import_ref.rpartition(":")[2] not in left_out]
    return _ordered(kept, said.get("orderby", ""), said.get("order", ""))


def _numbers(text: str | None) -> list[str]:
    return re.findall(r"[0-9]+", text or "")


def _ordered(uploads: list[Upload], orderby: str, order: str) -> list[Upload]:
    """In the order of the shortcode; at random means any."""
    by = orderby.lower().split()[:1]
    if by == ["title"]:
        uploads = sorted(uploads, key=lambda upload: upload.title.casefold())
    elif by in (["id"], ["date"], ["post_date"]):
        # Numbers go up with the dates.
        uploads = sorted(uploads, key=lambda u: (len(u.import_ref), u.import_ref))
    return uploads[::-1] if order.lower() == "desc" else uploads


def missing_from(waiting: HtmlElement, finder: Finder) -> int:
    """How many of the uploads that a shortcode numbers are not here."""
    said = attributes_of(waiting.text_content())
    numbers = _numbers(said.get("ids") or said.get("include"))
    return sum(1 for number in numbers if finder.numbered(number) is None)
