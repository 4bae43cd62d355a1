"""Comment text to HTML: a small Markdown subset, drawn once when it is written.

Paragraphs, *emphasis*, **strong**, ~~struck~~, links (bare addresses too), > quotes,
lists, `code` and fenced code; a line break stays a line break; HTML tags are shown as
typed. ``@Name`` and ``#12`` become links to what the caller says they name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.markup import clean_comment

# Goes up when the drawing changes: `manage.py redraw` then redraws stored HTML.
DRAWING_VERSION = 1

_NUMBER = re.compile(r"(?<![\w&/#])#(\d{1,9})\b")


@dataclass(frozen=True)
class References:
    """What can be named in a comment: addresses by number and by name."""

    numbers: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def numbers_in(text: str) -> set[int]:
    """The comments that ``text`` names as #12."""
    return {int(number) for number in _NUMBER.findall(text)}


def draw_comment(text: str, references: References | None = None) -> str:
    """Safe HTML of a comment's text."""
    environment = {"named": references or References()}
    return clean_comment(_markdown.render(text, environment))


def _link_references(state: StateCore) -> None:
    """Turn #12 and @Name in running text into links; code and links stay as they are."""
    references: References = state.env["named"]
    pattern = _pattern(references)
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        linked: list[Token] = []
        inside_link = 0
        for token in block.children:
            inside_link += token.type == "link_open"
            inside_link -= token.type == "link_close"
            if token.type == "text" and not inside_link:
                linked += _split(token.content, pattern, references)
            else:
                linked.append(token)
        block.children = linked


def _pattern(references: References) -> re.Pattern[str]:
    # The longest first: "@Ann Lee" must not end at "@Ann".
    names = sorted(references.names, key=len, reverse=True)
    either = "|".join(re.escape(name) for name in names if name) or r"(?!)"
    return re.compile(rf"(?<!\w)@(?P<name>{either})(?!\w)|{_NUMBER.pattern}", re.I)


def _split(text: str, pattern: re.Pattern[str], references: References) -> list[Token]:
    by_name = {name.casefold(): url for name, url in references.names.items()}
    tokens: list[Token] = []
    end = 0
    for found in pattern.finditer(text):
        number = found[2]
        url = (
            references.numbers.get(int(number))
            if number
            else by_name.get(found["name"].casefold())
        )
        if url is None:
            continue
        tokens.append(_text(text[end : found.start()]))
        tokens.append(Token("link_open", "a", 1, attrs={"href": url}))
        tokens.append(_text(found[0]))
        tokens.append(Token("link_close", "a", -1))
        end = found.end()
    tokens.append(_text(text[end:]))
    return tokens


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


_markdown = MarkdownIt("zero", {"breaks": True, "linkify": True}).enable(
    [
        "autolink",
        "backticks",
        "blockquote",
        "emphasis",
        "escape",
        "fence",
        "link",
        "linkify",
        "list",
        "newline",
        "strikethrough",
    ]
)
# "example.org" without a scheme is a word to most who write it.
_markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]
_markdown.core.ruler.push("references", _link_references)
