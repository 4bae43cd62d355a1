"""Uploads under the paths at which a site that moved here served them.

WordPress keeps a picture in many sizes, each a file of its own, and half the web
links to them: ``wall-300x200.jpg``, ``wall-scaled.jpg``, ``wall-e1557922800.jpg``. One
path is kept for each upload, and what is asked for is brought back to it.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from images.models import File, Image

LONGEST_PATH = 500
_SIZE = re.compile(r"-(\d{1,5})x(\d{1,5})(?=\.\w+$)", re.ASCII)
# Scaled down on arrival, turned upright, cropped by hand: at most all three.
_EDITED = re.compile(r"(?:-scaled|-rotated|-e\d{10,13}){1,3}(?=\.\w+$)", re.ASCII)


def kept_path(path: str) -> str:
    """The path that is kept of an upload; empty if it is too long for a column."""
    kept = _EDITED.sub("", unicodedata.normalize("NFC", path))
    return kept if len(kept) <= LONGEST_PATH else ""


def tried_paths(path: str) -> list[str]:
    """Under which paths the upload that was served at ``path`` may be kept.

    The likeliest first: a picture may itself be called ``plan-300x200.png``.
    """
    path = unicodedata.normalize("NFC", path)
    whole = _SIZE.sub("", path)
    return list(dict.fromkeys([path, kept_path(path), whole, kept_path(whole)]))


def width_said(path: str) -> int | None:
    """The width in pixels that the name of a smaller size says."""
    found = _SIZE.search(path)
    return int(found[1]) if found else None


def upload_at(path: str) -> Image | File | None:
    """What another site served at ``path``, in whatever size; at most two queries."""
    is_file = PurePosixPath(path).suffix and not path.endswith("/")
    if not is_file or len(path) > LONGEST_PATH:
        return None
    tried = tried_paths(path)
    for rows in (Image.objects.all(), File.objects.all()):
        # As in the partial index, which would not be used otherwise.
        imported = rows.exclude(old_path="").filter(old_path__in=tried).order_by("-pk")
        if found := {row.old_path: row for row in imported}:
            return next(found[kept] for kept in tried if kept in found)
    return None
