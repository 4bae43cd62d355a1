"""WordPress shortcodes: those that stand for something readable, as plain HTML.

What a plugin draws out of any other one is not in the export: it stays as text, and
the report names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

# Each pattern meets every character a bounded number of times: exports hold anything.
# Of the media players of WordPress: the attributes that hold what is played.
_SOURCES = r"src|mp3|m4a|ogg|wav|wma|mp4|m4v|webm|ogv|flv|wmv"
# Plugins that know only this write notes into the text.
_NOTES = r"ref|fn|mfn|efn_note|footnote"

_CAPTION = re.compile(
    r"\[caption\b([^\]]*)\]((?:(?!\[/?caption).)*)\[/caption\]", re.DOTALL
)
_CAPTIONED = re.compile(
    r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL
)
_CAPTION_TEXT = re.compile(r'caption="([^"]*)"')
_ALIGNMENT = re.compile(r"\balign(?:left|right|center)\b")
_EMBED = re.compile(r"\[embed\b[^\[\]]*\]\s*(https?://[^\s<>\"\[\]]+)\s*\[/embed\]")
_PLAYER = re.compile(
    rf"\[(?:audio|video)\b[^\[\]]*?\b(?:{_SOURCES})=[\"']?(https?://[^\s<>\"'\[\]]++)"
    r"[^\[\]]*+\](?:\s*\[/(?:audio|video)\])?"
)
# [youtube https://…], [soundcloud url="https://…"] and the like.
_ADDRESS = re.compile(
    r"\[[a-z]+(?:=|\s+|\s+url=[\"']?)(https?://[^\s<>\"'\[\]]++)[\"']?[^\]\[<>]*+\]"
)
_NOTE = re.compile(rf"\[({_NOTES})\]((?:(?!\[/?(?:{_NOTES})\]).)*)\[/\1\]", re.DOTALL)
# Those that stand for uploads of the blog: they wait as paragraphs of their own until
# the pictures and recordings are known.
# "[video]" within a line is mostly a word of the writer's.
_OF_UPLOADS = re.compile(
    r"(?<!\[)\[(gallery|playlist)\b[^\[\]<>]*\](?!\])"
    r"|(?<!\[)\[(audio|video)\s[^\[\]<>=]*=[^\[\]<>]*\](?:\s*\[/(?:audio|video)\])?"
    r"|^[ \t]*\[(audio|video)\](?:\[/(?:audio|video)\])?[ \t]*$",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\[(\[[a-z][^\[\]]*+\])\]")
# Brackets are ordinary in quotes: only what can be nothing else counts.
_LEFT = re.compile(
    r"\[(?:(gallery|playlist|contact-form)\b|([a-z][\w-]*)\s+[\w-]+=|/([a-z][\w-]*)\]"
    r"|([a-z]+(?:_[a-z0-9]+)+)\])"
    # Alone in its paragraph.
    r"|<p>\s*\[([a-z][\w-]*)\]\s*</p>"
)


def without_shortcodes(source: str) -> str:
    """``source`` with HTML in the place of the shortcodes that we can read."""
    if "[" not in source:
        return source
    html = _CAPTION.sub(_figure, source)
    for pattern in (_EMBED, _PLAYER, _ADDRESS):
        html = pattern.sub(lambda found: f"\n\n{embedded(found[1])}\n\n", html)
    html = _OF_UPLOADS.sub(_waiting, html)
    html = _NOTE.sub(lambda found: footnote(found[2]), html)
    return _ESCAPED.sub(r"\1", html)


def shortcodes_in(html: str) -> list[str]:
    """The names of those that stayed, each once."""
    found = (name for names in _LEFT.findall(html) for name in names if name)
    return list(dict.fromkeys(found))


def left_in(html: str) -> Iterator[str]:
    """Of each shortcode that stayed, a sentence for the report."""
    for name in shortcodes_in(html):
        yield f"the shortcode [{name[:30]}] is shown as text"


def embedded(address: str) -> str:
    """A link in the place of what another site would have shown."""
    address = escape(unescape(address))
    return f'<figure class="embed"><a href="{address}">{address}</a></figure>'


def footnote(html: str) -> str:
    """A note where it is called, as our bodies have it."""
    return f'<small class="footnote">{" ".join(html.split())}</small>'


def _waiting(shortcode: re.Match[str]) -> str:
    name = shortcode[shortcode.lastindex or 1]
    return f'\n\n<p data-shortcode="{name}">{shortcode[0].strip()}</p>\n\n'


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
