"""The public pages. Each is the same for every reader; a draft is for its editors."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Author
from blog.around import look_around
from blog.models import Category, Page, Post, Series, Tag
from blog.pagination import list_page
from blog.querysets import authors_with_posts, categories_around, months_with_posts
from pagecache.public import public_page

# Outside these, dates run into the ends of the calendar in some time zone.
FIRST_YEAR, LAST_YEAR = 2, 9998


@public_page
def home(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The river, newest first; what is sticky stands on top of its first page."""
    sticky = list(Post.objects.sticky().values_list("pk", flat=True))
    posts = Post.objects.published().newest_first()
    page = list_page(request, posts, number, on_top=sticky if number == 1 else ())
    leading = 1 if number == 1 else 0
    context = {
        "page": page,
        "lead": page.posts[0] if leading and page.posts else None,
        "river": page.posts[leading:],
        "sticky": sticky,
    }
    return render(request, "blog/home.html", context)


@public_page
def post(
    request: HttpRequest, year: int, month: int, slug: str, thread_page: int = 1
) -> HttpResponse:
    """A post and a page of its thread; 301 to its address from another month."""
    found = get_object_or_404(Post.objects.published().for_page(), slug=slug)
    at = timezone.localtime(found.published_at)
    if (at.year, at.month) != (year, month):
        return redirect(found, permanent=True)
    context = _post_context(found) | {"thread_page": thread_page}
    return render(request, "blog/post_detail.html", context)


@never_cache
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A post before it is public, for those who may see it; 404 for all others."""
    visible = Post.objects.visible_to(request.user)
    found = get_object_or_404(visible.for_page(), pk=pk)
    if found.is_public:
        return redirect(found)
    context = _post_context(found) | {"is_draft": True}
    return render(request, "blog/post_detail.html", context)


def _post_context(found: Post) -> dict[str, Any]:
    authors = [byline.author for byline in found.bylines.all()]
    pictures = [found.lead_image, *(author.photo for author in authors)]
    prefetch_related_objects([image for image in pictures if image], "renditions")
    return {
        "post": found,
        "authors": authors,
        **look_around(found)._asdict(),
    }


@public_page
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page by its path: about, comment policy …"""
    found = get_object_or_404(Page.objects.published(), path=path)
    return render(request, "blog/page_detail.html", {"page": found})


@public_page
def category(request: HttpRequest, path: str, number: int = 1) -> HttpResponse:
    """What is filed in a category or anywhere below it."""
    around = categories_around(path)
    found = next((row for row in around if row.path == path), None)
    if found is None:
        raise Http404("There is no such category.")
    context = {
        "category": found,
        "above": [row for row in around if len(row.path) < len(path)],
        "below": [row for row in around if row.parent_id == found.pk],
        "page": list_page(request, Post.objects.in_category(found), number),
    }
    return render(request, "blog/category.html", context)


@public_page
def tag(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """What carries a tag."""
    found = get_object_or_404(Tag, slug=slug)
    page = list_page(request, Post.objects.tagged(found), number)
    return render(request, "blog/tag.html", {"tag": found, "page": page})


@public_page
def author(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """Who an author is, and what they wrote."""
    authors = Author.objects.select_related("photo")
    found = get_object_or_404(authors.prefetch_related("photo__renditions"), slug=slug)
    page = list_page(request, Post.objects.by_author(found), number)
    return render(request, "blog/author.html", {"author": found, "page": page})


@public_page
def series(request: HttpRequest, slug: str, number: int = 1) -> HttpResponse:
    """The parts of a series, in order."""
    found = get_object_or_404(Series, slug=slug)
    page = list_page(request, Post.objects.in_series(found), number)
    return render(request, "blog/series.html", {"series": found, "page": page})


@public_page
def authors(request: HttpRequest) -> HttpResponse:
    """All who wrote something that is public."""
    context = {"authors": authors_with_posts()}
    return render(request, "blog/author_list.html", context)


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """The ways into the archive: by month, by category."""
    context = {
        "months": months_with_posts(),
        "categories": Category.objects.all(),
        "series": Series.objects.all(),
    }
    return render(request, "blog/archive.html", context)


@public_page
def year(request: HttpRequest, year: int, number: int = 1) -> HttpResponse:
    """The posts of a year; 404 if there are none."""
    first = _day(year, 1, 1)
    page = list_page(request, Post.objects.in_year(year), number)
    return _period(request, page=page, day=first, shape="Y")


@public_page
def month(request: HttpRequest, year: int, month: int, number: int = 1) -> HttpResponse:
    """The posts of a month; 404 if there are none."""
    first = _day(year, month, 1)
    page = list_page(request, Post.objects.in_month(year, month), number)
    return _period(request, page=page, day=first, shape="F Y")


@public_page
def day(
    request: HttpRequest, year: int, month: int, day: int, number: int = 1
) -> HttpResponse:
    """The posts of a day; 404 if there are none."""
    found = _day(year, month, day)
    page = list_page(request, Post.objects.on_day(found), number)
    return _period(request, page=page, day=found, shape="j F Y")


def _period(request: HttpRequest, *, page: Any, day: date, shape: str) -> HttpResponse:
    """``shape`` is how a template writes the period: Django's date format."""
    if not page.posts:
        raise Http404("Nothing was published then.")
    context = {"page": page, "day": day, "shape": shape, "above": _above(day, shape)}
    return render(request, "blog/period.html", context)


def _above(day: date, shape: str) -> list[dict[str, str]]:
    """The periods around the one that is written in ``shape``, the widest first."""
    year = {"shape": "Y", "url": reverse("blog:year", args=[day.year])}
    month = {"shape": "F Y", "url": reverse("blog:month", args=[day.year, day.month])}
    return {"F Y": [year], "j F Y": [year, month]}.get(shape, [])


def _day(year: int, month: int, day: int) -> date:
    """Http404 for a day that no calendar has."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("No calendar has this year.")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404("No calendar has this day.") from error


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers find everything, and what is not for them."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")
