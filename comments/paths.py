"""A comment's place in its thread as text whose binary order is reading order.

A path is the path of the parent followed by the own key: the primary key in base 36,
``KEY_WIDTH`` characters wide. It needs no look at siblings, so that two replies at
once can't collide, and never changes while the comment stays under its post.
"""

from __future__ import annotations

from django.utils.http import int_to_base36

# 36 ** 7: room for 78 thousand million comments.
KEY_WIDTH = 7
# A reply below this level hangs on the ancestor at DEEPEST_LEVEL - 1.
DEEPEST_LEVEL = 31


def key_of(pk: int) -> str:
    """The key of a primary key: ``key_of(35)`` is ``"000000z"``."""
    return int_to_base36(pk).rjust(KEY_WIDTH, "0")


def path_below(parent_path: str, pk: int) -> str:
    """The path of a comment under ``parent_path`` (empty: it starts a thread)."""
    return parent_path[: KEY_WIDTH * DEEPEST_LEVEL] + key_of(pk)


def level_of(path: str) -> int:
    """0 for a comment that starts a thread."""
    return len(path) // KEY_WIDTH - 1


def ancestors_of(path: str) -> list[str]:
    """The paths of the ancestors, from the root down, without the own one."""
    return [path[:end] for end in range(KEY_WIDTH, len(path), KEY_WIDTH)]


def pk_of(path: str) -> int:
    """The primary key that a path ends with."""
    return int(path[-KEY_WIDTH:], 36)


def key_in(text: str) -> int:
    """The primary key that an address names; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
