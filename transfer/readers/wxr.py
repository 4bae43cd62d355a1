"""Reads WordPress exports (WXR 1.0, 1.1 and 1.2): a file in, records out.

The file is parsed as a stream: memory holds one item, whatever the size of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from transfer.readers.wxr_ahead import Ahead, is_worth_a_look
from transfer.readers.wxr_attachments import OF_ATTACHMENTS
from transfer.readers.wxr_items import Reading
from transfer.readers.wxr_left_out import Meta
from transfer.readers.wxr_people import Term
from transfer.records import (
    AttachmentRecord,
    CommentRecord,
    LeftOut,
    MentionRecord,
    Record,
)

KNOWN_VERSIONS = {"1.0", "1.1", "1.2"}
# Control characters and stray NULs, which XML forbids and WordPress exports hold.
FORBIDDEN_BYTES = bytes(code for code in range(0x20) if code not in {9, 10, 13})
BYTE_ORDER_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# The custom fields of items that say something to readers.
KEPT_META = {"footnotes", "_thumbnail_id"} | OF_ATTACHMENTS
# And the beginnings of their names, where a plugin keeps whole records in them.
KEPT_META_OF = ("cap-", "_menu_item_")

TOO_LONG = "holds a single text of more than 10 MB, which no post is: it is not read."
# By what the parser says of it.
REASONS = {
    "Start tag expected": "is no WordPress export (WXR): it isn't XML.",
    "amplification": "holds entities that grow without end: it is not read.",
    "too big found": TOO_LONG,
    "Text node too long": TOO_LONG,
    "Buffer size limit": TOO_LONG,
    "Excessive depth": "holds elements nested deeper than any export has: it is not read.",
    "nsupported encoding": "names an encoding that nobody knows here.",
    "Invalid bytes": "holds bytes that don't fit the encoding that it names.",
}

Progress = Callable[[int], None]


class WxrError(Exception):
    """The file can't be read (on); the message says why, for whoever imports it."""


class _Source:
    """The file as the parser reads it: without what no XML parser accepts."""

    def __init__(self, file: BufferedReader, progress: Progress | None) -> None:
        self.file = file
        self.progress = progress
        self.tail = b""
        self.is_at_end = False
        self.is_utf_16 = False

    def read(self, size: int) -> bytes:
        """The next bytes; none at the end of the file."""
        chunk = b""
        while not chunk and not self.is_at_end:
            chunk = self._cleaned(self.file.read(size))
            self.is_at_end = not self.file.peek(1)
        self.tail = (self.tail + chunk)[-200:]
        if self.progress:
            self.progress(self.file.tell())
        return chunk

    def _cleaned(self, chunk: bytes) -> bytes:
        if not self.tail:
            self.is_utf_16 = chunk.startswith(BYTE_ORDER_MARKS_OF_UTF_16)
            # A plugin's blank lines often come before the XML declaration.
            if not self.is_utf_16:
                chunk = chunk.lstrip(b"\xef\xbb\xbf \t\r\n")
        return chunk if self.is_utf_16 else chunk.translate(None, FORBIDDEN_BYTES)


def check_readable(paths: Iterable[Path]) -> None:
    """WxrError for the first that isn't there or can't be opened."""
    for path in paths:
        try:
            path.open("rb").close()
        except OSError as error:
            raise WxrError(f"{path} can't be read: {error.strerror}.") from error


def look_ahead(paths: Iterable[Path]) -> Ahead:
    """What must be known of the files before they are read; WxrError as read_wxr."""
    ahead = Ahead()
    for path in paths:
        with path.open("rb") as file:
            if not is_worth_a_look(file):
                continue
        with _opened(path, None) as source:
            for element in _elements(source):
                if name_of(element) == "item":
                    ahead.take(fields_of(element))
                    element.clear()
    return ahead


def read_wxr(
    path: Path, *, progress: Progress | None = None, ahead: Ahead | None = None
) -> Iterator[Record]:
    """The records of an export, the site's first; WxrError when it can't go on.

    ``progress`` is told the number of bytes read so far.
    """
    yield from _read(path, progress, _Channel(ahead or Ahead()))


def read_attachments(
    path: Path, *, progress: Progress | None = None
) -> Iterator[AttachmentRecord]:
    """Only the attachments of an export, which posts refer to before they come."""
    for record in _read(path, progress, _Attachments(Ahead())):
        if isinstance(record, AttachmentRecord):
            yield record


def _read(path: Path, progress: Progress | None, channel: _Channel) -> Iterator[Record]:
    with _opened(path, progress) as source:
        for element in _elements(source):
            yield from channel.take(element)
        channel.check()


@contextmanager
def _opened(path: Path, progress: Progress | None) -> Iterator[_Source]:
    """The file; what is wrong with it inside comes out as WxrError."""
    try:
        with path.open("rb") as file:
            source = _Source(file, progress)
            yield source
    except OSError as error:
        raise WxrError(f"{path} can't be read: {error.strerror}.") from error
    except etree.XMLSyntaxError as error:
        raise WxrError(f"{path} {_reason(source, error)}") from error
    except NotWxrError as error:
        raise WxrError(f"{path} {error}") from error


class NotWxrError(Exception):
    """The file is XML, but no export that we read."""


def _reason(source: _Source, error: etree.XMLSyntaxError) -> str:
    if not source.tail:
        return "is empty."
    for said, reason in REASONS.items():
        if said in error.msg:
            return reason
    if source.is_at_end and b"</rss>" not in source.tail:
        return "is cut off: it ends before </rss>. Export it once more."
    line = error.position[0]
    what = error.msg.splitlines()[0].partition(", line ")[0]
    return f"is not well-formed XML at line {line}: {what}."


UNDECLARED = (
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY,
    etree.ErrorTypes.WAR_UNDECLARED_ENTITY,
)


def _elements(source: _Source) -> Iterator[etree._Element]:
    """The elements that we know, when they end; NotWxrError at a wrong root."""
    walk = etree.iterparse(
        source,
        events=("end",),
        tag=[f"{{*}}{name.rpartition(':')[2]}" for name in _Channel.NAMES],
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = None
    try:
        for _, element in walk:
            if root is None:
                root = element.getroottree().getroot()
                _check_root(root)
            yield element
    except etree.XMLSyntaxError:
        # What is said last ("no element found") only follows from it.
        for entry in walk.error_log.filter_types(UNDECLARED):
            raise NotWxrError(
                f"is not well-formed XML at line {entry.line}: {entry.message}."
            ) from None
        raise
    _check_root(walk.root)


def _check_root(root: etree._Element) -> None:
    # No WordPress writes one; entities in it could grow without end.
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotWxrError(
            "has a document type of its own, which no WordPress export has: "
            "it is not read."
        )
    if etree.QName(root).localname != "rss":
        raise NotWxrError("is no WordPress export (WXR): its root is not <rss>.")


class _Channel:
    """What has been read of the channel, element by element."""

    HEAD = ("title", "link", "description", "wp:wxr_version", "wp:base_blog_url")
    PARTS = ("wp:author", "wp:category", "wp:tag", "wp:term", "item")
    NAMES = (*HEAD, *PARTS, "wp:comment")
    # rss, channel, and then what lies in it.
    DEPTH = 2

    def __init__(self, ahead: Ahead) -> None:
        self.ahead = ahead
        self.head: dict[str, str] = {}
        self.reading: Reading | None = None
        self.is_announced = False
        self.discussion: list[CommentRecord | MentionRecord | LeftOut] = []

    def take(self, element: etree._Element) -> Iterator[Record]:
        """The records that end with ``element``, which is freed when they are made."""
        name = name_of(element)
        depth = sum(1 for _ in element.iterancestors())
        if depth == self.DEPTH:
            if name in self.HEAD:
                self.head[name] = (element.text or "").strip()
            elif name in self.PARTS:
                yield from self._records_of(name, element)
            element.clear()
            # The parser still needs the element itself, but none before it.
            while element.getprevious() is not None:
                del element.getparent()[0]  # type: ignore[union-attr]
        elif depth == self.DEPTH + 1 and name == "wp:comment":
            # Freed one by one: a single post may have thousands.
            self._hear(element)
            element.clear()

    def _hear(self, comment: etree._Element) -> None:
        self.discussion.append(self._known().comment(fields_of(comment)))

    def check(self) -> None:
        """NotWxrError if nothing said that this is an export."""
        self._known()

    def _records_of(self, name: str, element: etree._Element) -> Iterator[Record]:
        reading = self._known()
        if not self.is_announced:
            self.is_announced = True
            yield reading.site
        fields = fields_of(element)
        if name == "item":
            discussion, self.discussion = self.discussion, []
            metas = metas_of(element)
            yield from reading.item(fields, terms_of(element), discussion, metas)
        else:
            yield from reading.term_or_author(name, fields)

    def _known(self) -> Reading:
        """How this export is read; NotWxrError if its head doesn't say."""
        if self.reading is None:
            version = self.head.get("wp:wxr_version", "")
            if not version:
                raise NotWxrError("is no WordPress export (WXR): it names no version.")
            if version not in KNOWN_VERSIONS:
                raise NotWxrError(
                    f"is of WXR version {version[:20]}; 1.0, 1.1 and 1.2 can be read."
                )
            self.reading = Reading(
                url=self.head.get("wp:base_blog_url") or self.head.get("link", ""),
                title=self.head.get("title", ""),
                tagline=self.head.get("description", ""),
                ahead=self.ahead,
            )
        return self.reading


class _Attachments(_Channel):
    """Nothing but the attachments, and what says how they are read."""

    def _hear(self, comment: etree._Element) -> None:
        pass

    def _records_of(self, name: str, element: etree._Element) -> Iterator[Record]:
        if name == "item" and any(
            name_of(child) == "wp:post_type" and child.text == "attachment"
            for child in element
        ):
            yield from super()._records_of(name, element)


_names: dict[str, str] = {}


def name_of(element: etree._Element) -> str:
    """``wp:post_id`` whatever the version in the namespace; ``title`` without one."""
    tag = str(element.tag)
    if tag not in _names:
        try:
            name = etree.QName(tag)
        except ValueError as error:
            raise NotWxrError(
                f"uses <{tag[:50]}> without saying what its prefix means (xmlns)."
            ) from error
        _names[tag] = f"{_prefix(name.namespace or '')}{name.localname}"
    return _names[tag]


def _prefix(namespace: str) -> str:
    if namespace.startswith("http://wordpress.org/export/"):
        return "excerpt:" if namespace.endswith("/excerpt/") else "wp:"
    if namespace == "http://purl.org/rss/1.0/modules/content/":
        return "content:"
    if namespace == "http://purl.org/dc/elements/1.1/":
        return "dc:"
    return f"{urlsplit(namespace).netloc}:" if namespace else ""


def fields_of(element: etree._Element) -> dict[str, str]:
    """The texts of the children by name; of equal names the first.

    Custom fields that we know come by their key: ``meta:footnotes``.
    """
    fields: dict[str, str] = {}
    has_parts = False
    for child in element:
        if len(child):
            has_parts = True
        else:
            fields.setdefault(name_of(child), child.text or "")
    for name, value in metas_of(element) if has_parts else ():
        if name in KEPT_META or name.startswith(KEPT_META_OF):
            fields.setdefault(f"meta:{name}", value)
    return fields


def metas_of(element: etree._Element) -> list[Meta]:
    """All custom fields of an item, in order."""
    metas = []
    for child in element:
        if len(child) and name_of(child) == "wp:postmeta":
            said = {name_of(part): part.text or "" for part in child}
            key, value = said.get("wp:meta_key", ""), said.get("wp:meta_value", "")
            metas.append(Meta(key, value))
    return metas


def terms_of(item: etree._Element) -> list[Term]:
    """What an item is filed under."""
    return [
        Term(child.get("domain") or "category", child.get("nicename") or "", child.text)
        for child in item
        if name_of(child) == "category" and child.text
    ]
