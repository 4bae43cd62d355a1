"""Block markup, as WordPress stores it: HTML between comments that say what it is.

Most blocks hold the HTML that readers saw. What is left to do is to bring in blocks
that stand elsewhere, to write a few as our own bodies have them, and to say which ones
a server would have drawn from data that an export does not hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape

from transfer.shortcodes import embedded

# Each pattern meets every character a bounded number of times: exports hold anything.
_DELIMITER = re.compile(
    r"<!--\s*(?P<close>/?)wp:(?P<name>[a-z][\w/-]*)"
    r"(?P<rest>[^<>]*(?:>[^<>]*)*?)-->\s*"
)
# A block that stands in for an item of its own.
_REUSED = re.compile(
    r"<!--\s*wp:block\s+(\{[^<>{}]*\"ref\"\s*:\s*(\d+)[^<>{}]*\})\s*/-->"
)
# In characters: blocks that hold many of one another must not fill the memory.
LONGEST = 2_000_000
# Handled elsewhere, or nothing that a reader would miss.
_SILENT = {"block", "footnotes", "more", "nextpage", "spacer"}
# Where the words are in the settings of a block that has no HTML.
_WORDS = "title heading question label text content caption description".split()

_EMBED = re.compile(
    r"<figure\b[^<>]*\bwp-block-embed\b[^<>]*>\s*"
    r"<div\b[^<>]*>\s*(https?://[^\s<>\"]+)\s*</div>"
)
_PULLQUOTE = re.compile(
    r"<figure\b[^<>]*\bwp-block-pullquote\b[^<>]*>\s*<blockquote\b[^<>]*>"
    r"((?:(?!</?(?:figure|blockquote)\b).)*)</blockquote>\s*</figure>",
    re.DOTALL,
)
_TABLE = re.compile(
    r"<figure\b[^<>]*\bwp-block-table\b[^<>]*>\s*(<table\b[^<>]*>)"
    r"((?:(?!</?(?:figure|table)\b).)*)</table>\s*"
    r"(?:<figcaption\b[^<>]*>((?:(?!</?fig).)*)</figcaption>\s*)?</figure>",
    re.DOTALL,
)
_BOX = re.compile(
    r"<(?P<close>/?)(?P<name>div|section|main|article|aside|header)\b(?P<rest>[^<>]*)>\s*"
)
# What only says how its blocks stand beside each other.
_LAYOUT = re.compile(
    r"\bwp-block-(?:group(?:__inner-container)?|columns?|buttons)(?![\w-])"
)
_BUTTON = re.compile(r"\bwp-block-button(?![\w-])")


def is_block_markup(source: str) -> bool:
    return "<!-- wp:" in source


def with_reused(
    source: str, blocks: Mapping[str, str], *, inside: frozenset[str] = frozenset()
) -> str:
    """``source`` with the ``blocks`` (by number) in it that are items of their own.

    ``inside`` are those around it: one that holds itself is left out there.
    """
    if "wp:block" not in source:
        return source
    size = len(source)

    def stand_in(found: re.Match[str]) -> str:
        nonlocal size
        key = found[2]
        if key not in blocks or size > LONGEST:
            return found[0]
        if key in inside:
            return ""
        block = with_reused(blocks[key], blocks, inside=inside | {key})
        size += len(block)
        return block

    return _REUSED.sub(stand_in, source)


def blocks_html(source: str) -> str:
    """The HTML that blocks hold, in the shapes that our bodies have."""
    html = _DELIMITER.sub(_drawn, source).strip()
    if "wp-block-" not in html:
        return html
    html = _EMBED.sub(lambda found: embedded(found[1]).removesuffix("</figure>"), html)
    html = _PULLQUOTE.sub(r'<blockquote class="pullquote">\1</blockquote>', html)
    return _without_boxes(_TABLE.sub(_table, html))


def lost_blocks(source: str) -> Iterator[str]:
    """What to say of blocks that could not come in whole, each sentence once."""
    if not is_block_markup(source):
        return
    said = dict.fromkeys(
        sentence
        for found in _DELIMITER.finditer(source)
        if not found["close"] and (sentence := _loss(found))
    )
    yield from said


def _loss(found: re.Match[str]) -> str:
    name = found["name"]
    is_drawn = found["rest"].rstrip().endswith("/")
    if name == "block":
        return "a reusable block in it is not in the export"
    if "/" in name and not name.startswith("core"):
        return f"the block {name[:50]} is a plugin's: its words stay"
    if is_drawn and name not in _SILENT and "url" not in _settings(found):
        return f"the block {name[:50]} was drawn by the server there: left out"
    return ""


def _drawn(found: re.Match[str]) -> str:
    """What stands for a delimiter: something only for a block that has no HTML."""
    if found["close"] or not found["rest"].rstrip().endswith("/"):
        return ""
    said = _settings(found)
    address = said.get("url", "")
    if found["name"].startswith(("core-embed", "embed")):
        return embedded(address) if address.startswith("http") else ""
    if "/" not in found["name"]:
        return ""
    words = (said[name] for name in _WORDS if said.get(name))
    return "".join(f"<p>{escape(text, quote=False)}</p>\n" for text in words)


def _settings(found: re.Match[str]) -> dict[str, str]:
    """The texts among the settings of a block."""
    text = found["rest"].strip().removesuffix("/").strip()
    try:
        settings = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(settings, dict):
        return {}
    return {name: value for name, value in settings.items() if isinstance(value, str)}


def _table(found: re.Match[str]) -> str:
    caption = f"<caption>{found[3]}</caption>" if found[3] else ""
    return f"{found[1]}{caption}{found[2]}</table>"


def _without_boxes(html: str) -> str:
    """Take away what only arranges; a button becomes a paragraph with its link."""
    out, end = [], 0
    instead: list[tuple[str, str]] = []
    for tag in _BOX.finditer(html):
        if tag["close"]:
            name, closing = instead.pop() if instead else ("", tag[0])
            shown = closing if name in {"", tag["name"]} else tag[0]
        elif _LAYOUT.search(tag["rest"]):
            instead.append((tag["name"], "\n"))
            shown = "\n"
        elif _BUTTON.search(tag["rest"]):
            instead.append((tag["name"], "</p>\n"))
            shown = "<p>"
        else:
            instead.append((tag["name"], f"</{tag['name']}>"))
            shown = tag[0]
        out += [html[end : tag.start()], shown]
        end = tag.end()
    return "".join([*out, html[end:]])
