"""What every reader yields: another system's content in our words.

A record knows no database. Its ``ref`` names the source and the id there; its
``digest`` is the SHA-256 of what the source said, so that a later import can tell a
changed export from an old one; empty: the record only names what it stands for. HTML in records is as the source would show it, not
cleaned: only the loader's output is safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """The site that a file comes from; always the first record."""

    # "wordpress:blog.example.org": what the refs of its records begin with.
    source: str
    url: str
    title: str
    tagline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorRecord:
    """Somebody who may stand in bylines."""

    ref: str
    digest: str
    login: str
    name: str
    email: str
    # The source's own number, by which old addresses name them.
    id: str = ""
    # HTML, as in every record not cleaned.
    bio: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRecord:
    """A category; ``parent`` is the slug or name of the one above, or empty."""

    ref: str
    digest: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRecord:
    """A keyword."""

    ref: str
    digest: str
    slug: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRecord:
    """A reader's comment; ``parent_ref`` is empty for one that starts a thread."""

    ref: str
    digest: str
    parent_ref: str
    # One of comments.Comment.State.
    state: str
    # None: the source has no usable date.
    posted_at: datetime | None
    name: str
    email: str
    url: str
    ip_address: str
    text: str
    html: str
    # Of the author who wrote it, if it was one.
    author_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRecord:
    """A pingback, trackback or webmention that a post received."""

    ref: str
    digest: str
    # One of blog.Mention.Kind and of blog.Mention.State.
    kind: str
    state: str
    received_at: datetime | None
    url: str
    title: str
    excerpt: str
    ip_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRecord:
    """A picture or another file, as the source keeps and serves it."""

    ref: str
    digest: str
    title: str
    caption: str
    alt: str
    credit: str
    # Where it is to be had; empty: the source doesn't say.
    url: str
    # The path of that address, decoded.
    path: str
    # Below the folder of uploads, the likeliest first: "2019/05/wall.jpg".
    names: tuple[str, ...]
    # The post or page that it was uploaded for; empty for none.
    parent_ref: str
    # Its place among those of the same post.
    position: int
    # Paths with query under which the source showed a page about it.
    old_paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """A post with all that hangs on it."""

    ref: str
    digest: str
    # The source's own id: names the post that has neither title nor slug.
    id: str
    title: str
    dek: str
    slug: str
    html: str
    # One of blog.Post.Status.
    status: str
    published_at: datetime | None
    modified_at: datetime | None
    is_sticky: bool
    # One of blog.Post.CommentPolicy.
    comment_policy: str
    # As they stand above it.
    authors: tuple[AuthorRecord, ...]
    categories: tuple[CategoryRecord, ...]
    tags: tuple[TagRecord, ...]
    # Paths with query under which the source showed it.
    old_paths: tuple[str, ...]
    comments: tuple[CommentRecord, ...]
    mentions: tuple[MentionRecord, ...]
    # Sentences for the report: what could not come in as it was.
    notes: tuple[str, ...]
    # The attachment that is its lead picture; empty for none.
    lead_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page; ``parent_ref`` is empty for one at the top."""

    ref: str
    digest: str
    id: str
    title: str
    slug: str
    parent_ref: str
    html: str
    # One of blog.Page.Status.
    status: str
    created_at: datetime | None
    modified_at: datetime | None
    old_paths: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntryRecord:
    """A line of a menu."""

    ref: str
    # What the menu is called.
    menu: str
    # Empty where it is called like what it leads to.
    title: str
    position: int
    # Empty: it leads to something else than a page.
    page_ref: str
    # What the source calls the kind: "page", "post", "category", "custom" …
    leads_to: str
    is_nested: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the export that has no place here, or not yet."""

    what: str
    title: str
    count: int = 1
    why: str = ""
    ref: str = ""


Record = (
    SiteRecord
    | AuthorRecord
    | CategoryRecord
    | TagRecord
    | AttachmentRecord
    | PostRecord
    | PageRecord
    | MenuEntryRecord
    | LeftOut
)
