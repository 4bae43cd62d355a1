"""What has to be known before the first item is read: it may stand behind it.

Reusable blocks are items of their own, which posts name by number; a guest author may
be the same person as an account. Both are rare, so a file is first searched for their
marks, which takes a moment, and parsed only if it has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BufferedIOBase

REUSABLE_BLOCK = "wp_block"
MARKS = (b"wp_block", b"cap-linked_account")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Ahead:
    """What was found, of all files of an import."""

    # Block markup by number.
    blocks: dict[str, str] = field(default_factory=dict)
    # The logins of accounts by those of the guest authors who have one.
    accounts: dict[str, str] = field(default_factory=dict)

    def take(self, fields: Mapping[str, str]) -> None:
        """Keep what an item says that others need."""
        if fields.get("wp:post_type") == REUSABLE_BLOCK:
            key = fields.get("wp:post_id", "").strip()
            self.blocks.setdefault(key, fields.get("content:encoded", ""))
        account = fields.get("meta:cap-linked_account", "").strip()
        login = fields.get("meta:cap-user_login", "").strip()
        if account and login:
            self.accounts.setdefault(login, account)


def is_worth_a_look(file: BufferedIOBase) -> bool:
    """Whether one of the marks is anywhere in the file."""
    longest = max(map(len, MARKS))
    tail = b""
    while chunk := file.read(CHUNK):
        text = tail + chunk
        if any(mark in text for mark in MARKS):
            return True
        tail = text[-longest:]
    return False
