"""Who writes and reads, what posts are filed under, and the pages beside them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import Author, User
from benchmarks.corpus.writing import chance_of
from benchmarks.wordpress_export import words
from blog import actions
from blog.models import Category, Page, Series, SiteSettings, Tag
from images.models import Image, Rendition
from images.renditions import WIDTHS

BEGUN_AT = datetime(2006, 1, 1, tzinfo=UTC)
AUTHORS = 10
# The others are guests of the blog, who never sign in.
AUTHORS_WITH_ACCOUNT = 6
MEMBERS = 100
STAFF = 3
PICTURES = 12
TAGS = 300
SERIES = 4
# Each below the one that is named; "news" takes most posts, "errata" a handful.
TREE = {
    "news": "",
    "council": "news",
    "harbour": "news",
    "ferries": "harbour",
    "courts": "news",
    "appeals": "courts",
    "letters": "",
    "books": "",
    "reviews": "books",
    "errata": "",
}
CATEGORIES = list(TREE)


def fill_shelves() -> None:
    """Everything that does not grow with the blog; keys count from 1 in each table."""
    _add_pictures()
    _add_people()
    for n, (name, above) in enumerate(TREE.items(), start=1):
        parent = Category.objects.get(slug=above) if above else None
        actions.save_category(
            Category(pk=n, name=name.capitalize(), slug=name, parent=parent)
        )
    Tag.objects.bulk_create(
        Tag(pk=n, name=f"Tag {n}", slug=f"tag-{n}") for n in range(1, TAGS + 1)
    )
    Series.objects.bulk_create(
        Series(pk=n, title=f"Case {n}", slug=f"case-{n}") for n in range(1, SERIES + 1)
    )
    _add_pages()


def _add_pictures() -> None:
    """Pictures for posts, then one of each author.

    A page names pictures and never opens them, so a file of each kind will do.
    """
    kinds = {kind: _file(f"renditions/one.{kind}") for kind in Rendition.Format.values}
    original = _file("images/one.jpg")
    images = Image.objects.bulk_create(
        Image(
            pk=n,
            file=original,
            alt=f"Picture {n}",
            credit="The harbour office",
            width=WIDTHS[-1],
            height=WIDTHS[-1] // 2,
            size=1,
            digest=str(n),
        )
        for n in range(1, PICTURES + AUTHORS + 1)
    )
    # The column takes the present moment, whatever a new row says.
    Image.objects.update(uploaded_at=BEGUN_AT)
    Rendition.objects.bulk_create(
        Rendition(image=image, format=kind, width=width, file=file)
        for image in images
        for kind, file in kinds.items()
        for width in WIDTHS
    )


def _file(path: str) -> str:
    return default_storage.save(path, ContentFile(b"a picture"))


def _add_people() -> None:
    chance = chance_of("people")
    User.objects.bulk_create(
        User(
            pk=n,
            email=f"member-{n}@example.org",
            name=words(chance, 2).title(),
            password="!",  # noqa: S106 (no password fits it)
            is_staff=n <= STAFF,
            date_joined=BEGUN_AT,
        )
        for n in range(1, MEMBERS + 1)
    )
    for n in range(1, AUTHORS + 1):
        actions.save_author(
            Author(
                pk=n,
                name=f"{words(chance, 2).title()} {n}",
                slug=f"author-{n}",
                tagline=words(chance, 6),
                bio=f"<p>{words(chance, 40)}.</p>",
                links=[["Site", f"https://example.org/{n}"]],
                photo_id=PICTURES + n,
                user_id=STAFF + n if n <= AUTHORS_WITH_ACCOUNT else None,
            )
        )


def _add_pages() -> None:
    chance = chance_of("pages")
    SiteSettings(pk=1, title="The Quay", tagline=words(chance, 8)).save()
    for place, title in enumerate(("About", "Comment policy"), start=1):
        page = Page(
            title=title,
            path=title.lower().replace(" ", "-"),
            body="".join(f"<p>{words(chance, 60)}.</p>" for _ in range(6)),
            status=Page.Status.PUBLISHED,
            menu_position=place,
            created_at=BEGUN_AT,
            updated_at=BEGUN_AT,
        )
        actions.draw_page(page)
        page.save()
    actions.redraw_menu()
