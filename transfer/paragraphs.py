"""Paragraphs out of blank lines, as WordPress makes them ("wpautop").

Classic posts and comments are stored there without <p> and <br>: a blank line ends a
paragraph, a single line break stays one. The rules that writers rely on are kept;
where WordPress leaves broken markup behind (a block with several paragraphs inside),
whole paragraphs come out instead.
"""

from __future__ import annotations

import re
from collections import Counter

BLOCKS = frozenset(
    "address article aside audio blockquote caption center col colgroup dd details "
    "dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hgroup hr iframe legend li main map math menu nav noscript object ol optgroup "
    "option p pre script section select style summary svg table tbody td textarea "
    "tfoot th thead tr ul video".split()
)
# Their text is not ours to break into lines.
VERBATIM = frozenset("pre script style svg math textarea select iframe object".split())
VOID = frozenset({"hr", "col"})
# Which open block a new one ends when its closing tag was left away.
ENDED_BY_ANY = frozenset({"p"})
ENDED_BY = {
    name: frozenset({"p", *names.split()})
    for name, names in {
        "li": "li",
        "dt": "dt dd",
        "dd": "dt dd",
        "td": "td th",
        "th": "td th",
        "tr": "tr",
        "option": "option",
    }.items()
}

# Each pattern meets every character a bounded number of times: exports hold anything.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b"
    # Attributes with > inside quotes first; then whatever ends with the next >.
    r"(?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>|[^<>]*>)"
)
_BLANK_LINE = re.compile(r"\n\n+")


def with_paragraphs(source: str) -> str:
    """``source`` with <p> around paragraphs and <br /> at single line breaks.

    HTML comments go: they say nothing to readers.
    """
    text = re.sub(r"\r\n?", "\n", source)
    if "<" in text:
        text = _BREAK.sub("\n", _COMMENT.sub("", text))
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    if "<" not in text:
        return "\n".join(_paragraphs(text))
    return "\n".join(_Builder().build(text))


def _paragraphs(text: str) -> list[str]:
    return [f"<p>{lines}</p>" for lines in _broken(text)]


def _broken(text: str) -> list[str]:
    """The paragraphs of ``text``, with <br /> at their line breaks."""
    parts = (part.strip() for part in _BLANK_LINE.split(text))
    return [part.replace("\n", "<br />\n") for part in parts if part]


class _Builder:
    """One walk over the tags, with the open blocks on a stack."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[str] = []
        # How often each name is on the stack: deep nesting must not make us slow.
        self.depth: Counter[str] = Counter()
        self.run: list[str] = []
        # Whether the last piece ends with bare text, which a closing tag follows.
        self.bare = False

    def build(self, source: str) -> list[str]:
        """The lines of the whole."""
        end = 0
        for tag in _TAG.finditer(source):
            name, closing = tag["name"].lower(), bool(tag["close"])
            if self.is_verbatim:
                if not closing or name != self.open[-1]:
                    continue
                self.out[-1] += source[end : tag.end()]
                self._close(name)
            else:
                self.run.append(source[end : tag.start()])
                self._take(tag[0], name, closing=closing)
            end = tag.end()
        if self.is_verbatim:
            self.out[-1] += source[end:]
        else:
            self.run.append(source[end:])
            self._end_run()
        return self.out

    @property
    def is_verbatim(self) -> bool:
        """Whether we stand inside an element whose text stays as it is."""
        return bool(self.open) and self.open[-1] in VERBATIM

    def _take(self, tag: str, name: str, *, closing: bool) -> None:
        if name not in BLOCKS:
            # A line break inside a tag is none of the text's.
            self.run.append(tag.replace("\n", " "))
            return
        self._end_run()
        if closing and self.bare:
            self.out[-1] += tag
        else:
            self.out.append(tag)
        self.bare = False
        if closing:
            self._close(name)
        elif name not in VOID and not tag.endswith("/>"):
            self._open(name)

    def _open(self, name: str) -> None:
        if self.open and self.open[-1] in ENDED_BY.get(name, ENDED_BY_ANY):
            self._close(self.open[-1])
        self.open.append(name)
        self.depth[name] += 1

    def _close(self, name: str) -> None:
        while self.depth[name]:
            closed = self.open.pop()
            self.depth[closed] -= 1
            if closed == name:
                return

    def _end_run(self) -> None:
        text, self.run = "".join(self.run), []
        if not text.strip():
            return
        inside = self.open[-1] if self.open else ""
        if inside in {"", "blockquote"}:
            self.out.extend(_paragraphs(text))
        elif inside == "p":
            self._add_bare("</p>\n<p>".join(_broken(text)))
        elif _BLANK_LINE.search(text):
            self.out.extend(_paragraphs(text))
        else:
            self._add_bare(_broken(text)[0])

    def _add_bare(self, text: str) -> None:
        self.out[-1] += text
        self.bare = True
