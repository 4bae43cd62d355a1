"""Takes out of what visitors type what only disturbs others, or can't be stored."""

from __future__ import annotations

import unicodedata

import re2

# More marks than this above one letter no language needs: they climb over other lines.
MARKS_IN_A_ROW = 4

# Characters that can't be stored, printed or seen; line ends and tabs stay.
_UNPRINTABLE = re2.compile(r"[\x00-\x08\x0B-\x1F\x7F-\x9F\x{FEFF}\x{FFF9}-\x{FFFB}]")
# These turn round what follows, up to the end of the paragraph.
_TURNS = re2.compile(r"[\x{202A}-\x{202E}]")
_HEAP = re2.compile(rf"([\p{{Mn}}\p{{Me}}]{{{MARKS_IN_A_ROW}}})[\p{{Mn}}\p{{Me}}]+")
# Joiners stay, which some scripts need: U+200C and U+200D.
_UNSEEN = re2.compile(
    r"[\x{AD}\x{61C}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180E}\x{200B}\x{200E}\x{200F}"
    r"\x{2028}-\x{202E}\x{2060}-\x{206F}\x{3164}\x{FFA0}\x{E0000}-\x{E007F}]"
)


def tidy_text(text: str) -> str:
    """``text`` with line ends of one character, and nothing that breaks out of it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for pattern in (_UNPRINTABLE, _TURNS):
        text = pattern.sub("", text)
    return str(_HEAP.sub(r"\1", text))


def tidy_name(name: str) -> str:
    """``name`` on one line; empty if there is nothing to be seen of it."""
    name = _UNSEEN.sub("", tidy_text(unicodedata.normalize("NFC", name)))
    name = " ".join(name.split())
    return name if any(character.isalnum() for character in name) else ""
