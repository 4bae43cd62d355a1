"""The demo's posts and pages, and what they are filed under."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.html import format_html

from accounts.models import Author
from blog.actions import save_category, save_correction, save_page, save_post
from blog.models import Category, Correction, Page, Post, Series, SiteSettings
from demo.documents import ContentError, Document
from demo.records import (
    PostRecord,
    read_categories,
    read_pages,
    read_posts,
    read_series,
    read_site,
)
from demo.shelf import ref_of, shelved_image

_PLACEHOLDER = re.compile(r"\{(post|page|picture):([a-z0-9-]+)\}")
# A post whose thread is closed is closed once the thread is there.
CLOSED = Post.CommentPolicy.CLOSED


def filled(body: str) -> str:
    """``body`` with the addresses and pictures that its placeholders name.

    A link leads to what is there already: posts come oldest first, so they link back.
    """
    return _PLACEHOLDER.sub(_named, body)


def _named(found: re.Match[str]) -> str:
    kind, key = found.groups()
    if kind == "picture":
        image = shelved_image(key)
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">',
            image.file.url,
            image.alt,
            image.width,
            image.height,
        )
    model = Post if kind == "post" else Page
    target = model.objects.filter(import_ref=ref_of(kind, key)).first()
    if target is None:
        raise ContentError(f"A link leads to the {kind} “{key}”, which is not there.")
    return str(target.get_absolute_url())


# --- What posts are filed under ----------------------------------------------


def add_categories() -> None:
    """The tree; a category that is there already is used as it is."""
    for path, name, description in read_categories():
        if Category.objects.filter(path=path).exists():
            continue
        above, _, slug = path.rpartition("/")
        parent = Category.objects.get(path=above) if above else None
        save_category(
            Category(
                name=name,
                slug=slug,
                parent=parent,
                description=description,
                import_ref=ref_of("category", path),
            )
        )


def add_series() -> None:
    """The series; their parts come with the posts."""
    for slug, title, description in read_series():
        Series.objects.get_or_create(
            slug=slug, defaults={"title": title, "description": description}
        )


# --- Posts -------------------------------------------------------------------


def add_posts(*, now: datetime) -> None:
    """All posts with their filing, then their corrections."""
    for record in read_posts(now=now):
        post = _add_post(record, now=now)
        for note in record.notes:
            save_correction(
                Correction(
                    post=post,
                    kind=note.kind,
                    text=filled(note.text),
                    noted_at=min(note.noted_at, now),
                )
            )


def _add_post(record: PostRecord, *, now: datetime) -> Post:
    document = record.document
    policy = document.one("comments") or Post.CommentPolicy.OPEN
    picture, part = document.one("picture"), document.one("part")
    post = Post(
        title=document.one("title"),
        dek=document.one("dek"),
        slug="" if Post.objects.filter(slug=record.key).exists() else record.key,
        body=filled(document.body),
        status=record.status,
        published_at=record.published_at,
        created_at=min(record.published_at or now, now),
        series=_series_of(document),
        part=int(part) if part else None,
        lead_image=shelved_image(picture) if picture else None,
        sticky_until=record.sticky_until,
        comment_policy=Post.CommentPolicy.OPEN if policy == CLOSED else policy,
        import_ref=ref_of("post", record.key),
    )
    return save_post(
        post,
        authors=_authors_of(document),
        categories=_categories_of(document),
        tags=document.listed("tags"),
    )


def close_threads(*, now: datetime) -> None:
    """Close the threads of the posts that say so."""
    for record in read_posts(now=now):
        if record.document.one("comments") == CLOSED:
            Post.objects.filter(import_ref=ref_of("post", record.key)).update(
                comment_policy=CLOSED
            )


def _series_of(document: Document) -> Series | None:
    slug = document.one("series")
    return Series.objects.get(slug=slug) if slug else None


def _authors_of(document: Document) -> list[Author]:
    keys = document.listed("authors")
    found = {
        author.import_ref: author
        for author in Author.objects.filter(
            import_ref__in=[ref_of("author", key) for key in keys]
        )
    }
    if len(found) != len(keys):
        raise ContentError(f"{document.key}: one of its authors is not known.")
    return [found[ref_of("author", key)] for key in keys]


def _categories_of(document: Document) -> list[Category]:
    paths = document.listed("categories")
    found = list(Category.objects.filter(path__in=paths))
    if len(found) != len(paths):
        raise ContentError(f"{document.key}: one of its categories is not known.")
    return found


# --- Pages and the site ------------------------------------------------------


def add_pages() -> None:
    """The pages; where somebody's own page stands already, ours stays away."""
    documents = {document.key: document for document in read_pages()}
    # Pages link to each other: first they are there, then they say something.
    for document in documents.values():
        if not Page.objects.filter(path=document.key).exists():
            Page.objects.create(
                title=document.one("title"),
                path=document.key,
                import_ref=ref_of("page", document.key),
            )
    for page in Page.objects.filter(import_ref__startswith=ref_of("page", "")):
        document = documents[page.path]
        menu = document.one("menu")
        page.body = filled(document.body)
        page.status = Page.Status.PUBLISHED
        page.menu_position = int(menu) if menu else None
        page.menu_title = document.one("menu title")
        save_page(page)


def name_site() -> None:
    """Give the site the demo's name, unless somebody has named it."""
    site = SiteSettings.load()
    if site.title != SiteSettings().title:
        return
    document = read_site()
    site.title, site.tagline = document.one("title"), document.one("tagline")
    site.about = " ".join(document.body.split())
    site.save()
