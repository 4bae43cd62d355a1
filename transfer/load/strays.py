"""Uploads that bodies show and no attachment stands for.

The oldest posts have them, from before WordPress kept attachments, and those whose
pictures came by other ways. They are looked for where the rest is.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import PurePosixPath
from urllib.parse import urljoin

from images.actions import FILE_SUFFIXES
from images.old_paths import tried_paths
from transfer.media.library import Library
from transfer.media.sources import is_picture
from transfer.readers.wxr_attachments import below_uploads
from transfer.readers.wxr_values import digest_of
from transfer.records import AttachmentRecord

STRAY = "upload that only bodies name"


def strays_in(
    library: Library, sites: Mapping[str, str], refused: Set[tuple[str, str]]
) -> list[AttachmentRecord]:
    """Of what was asked for and is not here, that which may be an upload, each once.

    ``sites`` are the addresses of the blogs by their sources, ``refused`` the sources
    and paths of what is known not to come.
    """
    found: dict[str, AttachmentRecord] = {}
    # The whole picture goes before its smaller sizes.
    for source, path, address in sorted(
        library.not_found(), key=lambda one: len(one[1])
    ):
        if any((source, tried) in refused for tried in tried_paths(path)):
            continue
        suffix = PurePosixPath(path).suffix.lower()
        if is_picture(path) or suffix in FILE_SUFFIXES:
            record = _stray(source, path, urljoin(sites.get(source, ""), address))
            found.setdefault(record.ref, record)
    return list(found.values())


def _stray(source: str, path: str, url: str) -> AttachmentRecord:
    whole_first = tried_paths(path)[::-1]
    whole = whole_first[0] or path
    names = (name for p in (*whole_first, path) for name in (below_uploads(p), p))
    return AttachmentRecord(
        ref=f"{source}:{digest_of([whole])}",
        digest=digest_of([whole]),
        title="",
        caption="",
        alt="",
        credit="",
        url=url,
        path=whole,
        names=tuple(dict.fromkeys(name for name in names if name)),
        parent_ref="",
        position=0,
        old_paths=(),
    )
