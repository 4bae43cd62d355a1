"""What the content files say, as typed records; nothing here touches the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from demo.dates import moment, span
from demo.documents import CONTENT, ContentError, Document, read_document, read_table


@dataclass(frozen=True, kw_only=True)
class NoteRecord:
    """A correction or an update, dated."""

    kind: str
    noted_at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class PostRecord:
    """A post; its document holds what needs no reading."""

    document: Document
    status: str
    published_at: datetime | None
    sticky_until: datetime | None
    notes: list[NoteRecord]

    @property
    def key(self) -> str:
        return self.document.key


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """Somebody who comments; ``kind`` is guest or member."""

    key: str
    name: str
    email: str
    kind: str
    url: str


def read_posts(*, now: datetime) -> list[PostRecord]:
    """All posts, the oldest first, those without a date last."""
    posts = [
        _post(
            read_document(
                path,
                needed={"title", "authors", "categories"},
                known={
                    *("dek", "published", "status", "tags", "series", "part"),
                    *("picture", "comments", "sticky", "correction", "update"),
                },
            ),
            now=now,
        )
        for path in sorted((CONTENT / "posts").glob("*.html"))
    ]
    return sorted(
        posts, key=lambda post: (post.published_at is None, post.published_at or now)
    )


def _post(document: Document, *, now: datetime) -> PostRecord:
    published, sticky = document.one("published"), document.one("sticky")
    published_at = moment(published, now=now) if published else None
    notes = [
        _note(kind, line, published_at=published_at)
        for kind in ("correction", "update")
        for line in document.every(kind)
    ]
    return PostRecord(
        document=document,
        status=document.one("status") or "published",
        published_at=published_at,
        sticky_until=now + span(sticky) if sticky else None,
        notes=sorted(notes, key=lambda note: note.noted_at),
    )


def _note(kind: str, line: str, *, published_at: datetime | None) -> NoteRecord:
    later, bar, text = line.partition("|")
    if not bar or published_at is None:
        raise ContentError(f"“{line}” is no note such as “2 days | We were wrong”.")
    return NoteRecord(
        kind=kind, noted_at=published_at + span(later.strip()), text=text.strip()
    )


def read_authors() -> list[Document]:
    """The authors, by the names of their files."""
    return [
        read_document(
            path,
            needed={"name", "email", "role", "tagline", "photo"},
            known={"link"},
        )
        for path in sorted((CONTENT / "authors").glob("*.html"))
    ]


def read_pages() -> list[Document]:
    """The pages, by the names of their files."""
    return [
        read_document(path, needed={"title"}, known={"menu", "menu title"})
        for path in sorted((CONTENT / "pages").glob("*.html"))
    ]


def read_people() -> list[PersonRecord]:
    """Those who comment and do not write posts."""
    return [
        PersonRecord(key=key, name=name, email=email, kind=kind, url=url)
        for key, name, email, kind, url in read_table(CONTENT / "people.txt", columns=5)
    ]


def read_categories() -> list[list[str]]:
    """Path, name and description of each category, parents first."""
    return read_table(CONTENT / "categories.txt", columns=3)


def read_series() -> list[list[str]]:
    """Slug, title and description of each series."""
    return read_table(CONTENT / "series.txt", columns=3)


def read_site() -> Document:
    """The site's name and line; the body is what stands at the foot of its pages."""
    return read_document(CONTENT / "site.html", needed={"title", "tagline"})
