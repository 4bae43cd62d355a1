"""What the attachments of an export say of each other and of the posts."""

from __future__ import annotations

import re
from collections import defaultdict

from transfer.records import AttachmentRecord

from .hosts import bare_host

_NUMBER = re.compile(r"[?&]attachment_id=([0-9]{1,18})\b")


def source_of(ref: str) -> str:
    """``wordpress:blog.example.org`` of the ref of a thing there."""
    return ref.rpartition(":")[0]


class Attached:
    """Kept of each attachment: no more than where it hangs, however many there are."""

    def __init__(self) -> None:
        # By source: the hosts that serve uploads.
        self.hosts: dict[str, set[str]] = defaultdict(set)
        # By source: the address of the blog.
        self.sites: dict[str, str] = {}
        # By source, by path: the attachment that a page is about.
        self._pages: dict[str, dict[str, str]] = defaultdict(dict)
        self._refs: set[str] = set()
        self._of: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def take(self, record: AttachmentRecord) -> bool:
        """Keep where ``record`` hangs and where it is served; false if it is a double."""
        if record.ref in self._refs:
            return False
        self._refs.add(record.ref)
        source = source_of(record.ref)
        self.hosts[source] |= {bare_host(record.url)} - {""}
        for path in record.old_paths:
            if "?" not in path:  # The others say the number.
                self._pages[source][path] = record.ref
        if record.parent_ref:
            self._of[record.parent_ref].append((record.position, record.ref))
        return True

    def know_site(self, source: str, address: str) -> None:
        """What a blog is called in its addresses."""
        self.sites[source] = f"{address.rstrip('/')}/"
        self.hosts[source] |= {bare_host(address), source.partition(":")[2]} - {""}

    def on_page(self, source: str, path: str) -> str:
        """The attachment that the page at ``path`` was about; empty for none."""
        if found := _NUMBER.search(path):
            return f"{source}:{found[1]}"
        return self._pages[source].get(path, "")

    def of(self, ref: str) -> list[str]:
        """The attachments of a post in their order there."""
        hanging = sorted(
            self._of.get(ref, []), key=lambda one: (one[0], _number(one[1]))
        )
        return list(dict.fromkeys(attachment for _, attachment in hanging))


def _number(ref: str) -> tuple[int, str]:
    return len(ref), ref
