"""RSS, Atom and JSON Feed of whole texts by one or several authors.

``add_item`` takes, beside what Django's generators know, ``content`` (HTML) and
``authors`` (pairs of name and address).
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import IO, Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

EPOCH = datetime.fromtimestamp(0, UTC)
# What XML has no way to say; old exports are full of it.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def speakable(text: str) -> str:
    """The text without characters that XML forbids."""
    return UNSPEAKABLE.sub("", text)


def _with_summary_as_html(item: dict[str, Any]) -> dict[str, Any]:
    # Readers take a summary for HTML: without this, "a < b" would lose its end.
    return item | {"description": escape(item["description"])}


class _Dated(SyndicationFeed):
    """Says when it last changed, and the same each time it is asked."""

    def latest_post_date(self) -> datetime:
        """The latest change; the epoch for an empty feed (Django would say: now)."""
        return super().latest_post_date() if self.items else EPOCH


class RssFeed(_Dated, Rss201rev2Feed):
    """RSS 2.0 with the whole text beside its summary."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        super().add_item_elements(handler, _with_summary_as_html(item))
        for name, _ in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])


class AtomFeed(_Dated, Atom1Feed):
    """Atom with the whole text beside its summary."""

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        super().add_item_elements(handler, _with_summary_as_html(item))
        for name, address in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            if address:
                handler.addQuickElement("uri", address)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[str], encoding: str) -> None:
        json.dump(self._document(), outfile, ensure_ascii=False)

    def _document(self) -> dict[str, object]:
        return {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }

    def _item(self, item: dict[str, Any]) -> dict[str, object]:
        found = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [
                {"name": name, "url": address} if address else {"name": name}
                for name, address in item["authors"]
            ],
            "tags": item["categories"],
        }
        # A text may be empty, but an item without one is no item.
        return {n: value for n, value in found.items() if value or n == "content_html"}


Feed = RssFeed | AtomFeed | JsonFeed

FORMATS: dict[str, type[Feed]] = {
    "rss": RssFeed,
    "atom": AtomFeed,
    "json": JsonFeed,
}
