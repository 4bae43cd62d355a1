"""An attachment of WXR: what WordPress says of an upload, in our words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

from transfer.readers.wxr_values import digest_of, old_paths_of, pairs_of
from transfer.records import AttachmentRecord
from transfer.wordpress_markup import plain, without_controls

# The custom fields that say something of an upload.
_FILE = "_wp_attached_file"
_ALT = "_wp_attachment_image_alt"
_MEASURES = "_wp_attachment_metadata"
OF_ATTACHMENTS = {_FILE, _ALT, _MEASURES}

# What stands before the year: "/wp-content/uploads/", or a folder of the host's.
_ABOVE = (re.compile(r"^.*?(?:^|/)uploads/"), re.compile(r"^.*?(?:^|/)files/"))
# Of the serialised array: whose picture it is, as the camera or its owner wrote it.
_CREDIT = re.compile(r'"(credit|copyright)";s:\d+:"([^"]*)"')


def attachment_of(
    fields: Mapping[str, str], ref: Callable[[str], str]
) -> AttachmentRecord:
    """The record of an <item>; ``ref`` names things by their ids."""
    key = fields.get("wp:post_id", "").strip()
    url = without_controls(fields.get("wp:attachment_url", "")).strip()
    url = url or without_controls(fields.get("guid", "")).strip()
    attached = without_controls(fields.get(f"meta:{_FILE}", "")).strip()
    path = _path_of(url)
    names = (below_uploads(name) for name in (attached, path))
    parent = fields.get("wp:post_parent", "").strip()
    position = fields.get("wp:menu_order", "").strip()
    return AttachmentRecord(
        ref=ref(key or url),
        digest=digest_of(pairs_of(fields)),
        title=plain(fields.get("title", "")),
        caption=plain(fields.get("excerpt:encoded", "")),
        alt=plain(fields.get(f"meta:{_ALT}", "")),
        credit=_credit_in(fields.get(f"meta:{_MEASURES}", "")),
        url=url,
        path=path,
        names=tuple(dict.fromkeys(name for name in names if name)),
        parent_ref=ref(parent) if parent not in {"", "0"} else "",
        position=int(position) if re.fullmatch(r"[0-9]{1,9}", position) else 0,
        old_paths=old_paths_of(fields, "attachment_id"),
    )


def _path_of(url: str) -> str:
    try:
        return without_controls(unquote(urlsplit(url).path))
    except ValueError:
        return ""


def below_uploads(path: str) -> str:
    """The part of a path that a copy of the folder of uploads has."""
    path = path.replace("\\", "/")
    for above in _ABOVE:
        if found := above.match(path):
            return path[found.end() :]
    return path.lstrip("/")


def _credit_in(measures: str) -> str:
    said = dict(_CREDIT.findall(measures))
    return plain(said.get("credit") or said.get("copyright") or "")
