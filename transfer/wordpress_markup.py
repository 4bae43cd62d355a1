"""What WordPress stores of a text, as the HTML that it would show.

Nothing here makes HTML safe: what comes out is cleaned by ``blog.markup`` like any
other HTML of strangers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape, unescape

from django.core.exceptions import SuspiciousOperation
from django.utils.html import strip_tags

from transfer.blocks import blocks_html, is_block_markup
from transfer.formulas import with_formulas, without_formulas
from transfer.paragraphs import with_paragraphs
from transfer.shortcodes import embedded, footnote, without_shortcodes

# XML allows tab, line feed and carriage return; PostgreSQL stores no NUL.
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Where lists stopped, or a page of its own began: bodies are whole here.
_BREAK = re.compile(r"<!--(?:more[^<>]*|nextpage|noteaser)-->")
# Tags that HTML has given up, and what says the same today.
_RENAMED = {"strike": "s", "tt": "code", "acronym": "abbr", "dir": "ul"}
_OLD_TAG = re.compile(rf"<(/?)({'|'.join(_RENAMED)})\b", re.IGNORECASE)
# Players from before frames: a plugin of the browser with a film's address.
_OBJECT = re.compile(
    r"<object\b(?:(?!</?object\b).)*</object\s*>|<embed\b[^<>]*>(?:\s*</embed\s*>)?",
    re.IGNORECASE | re.DOTALL,
)
_PLAYED = re.compile(r"\b(?:src|data|value)\s*=\s*[\"']?((?:https?:)?//[^\s\"'<>]+)")
# A call of a note in block markup; the notes themselves are a custom field.
_NOTE_CALL = re.compile(
    r"<sup\b[^<>]*\bdata-fn=\"([^\"<>]+)\"[^<>]*>(?:(?!</?sup).)*</sup>", re.DOTALL
)
# An address that stands alone on its line: WordPress would embed what is there.
_LONE_ADDRESS = re.compile(
    r"(<p>|<div[^<>]*>|<br />\n)\s*(https?://[^\s<>\"]+)\s*(?=</p>|</div>|<br />)"
)
# Who is quoted, last in the quote, on a line of its own or beside its paragraphs.
_QUOTED = r"<cite>((?:(?!</?(?:cite|p|blockquote)\b).)+)</cite>\s*"
_QUOTE_SOURCE = re.compile(
    rf"(?:<p>\s*{_QUOTED}</p>\s*|{_QUOTED})(?=</blockquote)", re.IGNORECASE | re.DOTALL
)
_TAG_OR_ADDRESS = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z]+)[^<>]*>|(?P<address>https?://[^\s<>\"']+)"
)
# What ends a sentence or a bracket belongs to the text, not to the address.
_AFTER_ADDRESS = ".,;:!?)]}'\""


def plain(text: str) -> str:
    """One line of text without tags, entities and control characters."""
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = unescape(text)
    return " ".join(without_controls(text).split())


def _without_tags(text: str) -> str:
    try:
        return strip_tags(text)
    except SuspiciousOperation:  # Thousands of tags inside one another.
        return re.sub(r"<[^<>]*>?", " ", text)


def without_controls(text: str) -> str:
    """``text`` without the control characters that XML and databases refuse."""
    return _CONTROL_CHARACTERS.sub("", text)


def body_html(source: str, *, notes: Mapping[str, str] | None = None) -> str:
    """The HTML of a post's or page's body, in block markup or classic.

    ``notes`` are the footnotes of block markup by their ids.
    """
    source, formulas = without_formulas(_today(source))
    if is_block_markup(source):
        html = without_shortcodes(_with_notes(blocks_html(source), notes or {}))
    else:
        html = with_paragraphs(without_shortcodes(_BREAK.sub("\n\n", source)))
    html = _QUOTE_SOURCE.sub(_source, html)
    return with_formulas(_LONE_ADDRESS.sub(_linked_address, html), formulas)


def comment_html(source: str) -> str:
    """The HTML of a comment: paragraphs, and bare addresses as links."""
    source, formulas = without_formulas(_today(source))
    html = with_paragraphs(source)
    return with_formulas(_with_links(html) if "://" in html else html, formulas)


def notes_of(meta: str) -> dict[str, str]:
    """The footnotes in the custom field of that name: HTML by id."""
    try:
        notes = json.loads(meta)
        return {str(note["id"]): str(note["content"]) for note in notes}
    except (ValueError, TypeError, KeyError):
        return {}


def _today(source: str) -> str:
    """``source`` without tags that mean nothing to browsers any more."""
    if "<" not in source:
        return source
    html = _OLD_TAG.sub(lambda tag: f"<{tag[1]}{_RENAMED[tag[2].lower()]}", source)
    return _OBJECT.sub(_played, html)


def _played(player: re.Match[str]) -> str:
    if not (found := _PLAYED.search(player[0])):
        return ""
    address = found[1]
    return embedded(f"https:{address}" if address.startswith("//") else address)


def _with_notes(html: str, notes: Mapping[str, str]) -> str:
    return _NOTE_CALL.sub(
        lambda call: footnote(notes[call[1]]) if call[1] in notes else call[0], html
    )


def _source(found: re.Match[str]) -> str:
    """The source of a quote as blog.markup and the editor know it."""
    return f"<footer><cite>{(found[1] or found[2]).strip()}</cite></footer>"


def _linked_address(found: re.Match[str]) -> str:
    return f"{found[1]}{_link(found[2])}"


def _link(address: str) -> str:
    return f'<a href="{escape(unescape(address))}">{escape(unescape(address))}</a>'


def _with_links(html: str) -> str:
    """Make the addresses outside links and code clickable."""
    inside = 0
    out, end = [], 0
    for found in _TAG_OR_ADDRESS.finditer(html):
        if (name := found["name"]) is not None:
            if name.lower() in {"a", "code", "pre"}:
                inside += -1 if found["close"] else 1
        elif inside <= 0:
            address = found["address"].rstrip(_AFTER_ADDRESS)
            out += [html[end : found.start()], _link(address)]
            end = found.start() + len(address)
    return "".join([*out, html[end:]])
