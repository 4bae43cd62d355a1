"""What WordPress stores of a text, as the HTML that it would show.

Nothing here makes HTML safe: what comes out is cleaned by ``blog.markup`` like any
other HTML of strangers.
"""

from __future__ import annotations

import re
from html import escape, unescape

from django.utils.html import strip_tags

from transfer.paragraphs import with_paragraphs

# XML allows tab, line feed and carriage return; PostgreSQL stores no NUL.
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BLOCK_DELIMITER = re.compile(r"<!--\s*/?wp:[^<>]*(?:>[^<>]*)*?-->\n?")
_CAPTION = re.compile(
    r"\[caption\b([^\]]*)\]((?:(?!\[/?caption).)*)\[/caption\]", re.DOTALL
)
_CAPTIONED = re.compile(
    r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL
)
_CAPTION_TEXT = re.compile(r'caption="([^"]*)"')
_ALIGNMENT = re.compile(r"\balign(?:left|right|center)\b")
# An address that stands alone on its line: WordPress would embed what is there.
_LONE_ADDRESS = re.compile(r"(<p>|<div[^<>]*>)\s*(https?://[^\s<>\"]+)\s*(</p>|</div>)")
_TAG_OR_ADDRESS = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z]+)[^<>]*>|(?P<address>https?://[^\s<>\"']+)"
)
# What ends a sentence or a bracket belongs to the text, not to the address.
_AFTER_ADDRESS = ".,;:!?)]}'\""


def plain(text: str) -> str:
    """One line of text without tags, entities and control characters."""
    if "<" in text:
        text = strip_tags(text)
    if "&" in text:
        text = unescape(text)
    return " ".join(without_controls(text).split())


def without_controls(text: str) -> str:
    """``text`` without the control characters that XML and databases refuse."""
    return _CONTROL_CHARACTERS.sub("", text)


def body_html(source: str) -> str:
    """The HTML of a post's or page's body, in block markup or classic."""
    if "<!-- wp:" in source:
        html = re.sub(r"\n{3,}", "\n\n", _BLOCK_DELIMITER.sub("", source)).strip()
    else:
        html = with_paragraphs(_CAPTION.sub(_figure, source))
    return _LONE_ADDRESS.sub(_linked_address, html)


def comment_html(source: str) -> str:
    """The HTML of a comment: paragraphs, and bare addresses as links."""
    html = with_paragraphs(source)
    return _with_links(html) if "://" in html else html


def _figure(caption: re.Match[str]) -> str:
    attributes, content = caption[1], caption[2]
    if not (found := _CAPTIONED.match(content)):
        return content
    text = found[2].strip()
    if not text and (attribute := _CAPTION_TEXT.search(attributes)):
        text = attribute[1]
    aligned = _ALIGNMENT.search(attributes)
    opening = f'<figure class="{aligned[0]}">' if aligned else "<figure>"
    return f"\n\n{opening}{found[1]}<figcaption>{text}</figcaption></figure>\n\n"


def _linked_address(found: re.Match[str]) -> str:
    return f"{found[1]}{_link(found[2])}{found[3]}"


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
