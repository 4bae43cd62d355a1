"""The sitemap: an index of months, so that no part of it walks the archive."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from blog.models import Category, Page, Post
from blog.querysets import authors_with_posts, months_with_posts
from pagecache.public import public_page

XML = "application/xml; charset=utf-8"


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The parts: one for each month with posts, one for all that is no post."""
    context = {"months": months_with_posts()}
    return render(request, "sitemap_index.xml", context, content_type=XML)


@public_page
def site(request: HttpRequest) -> HttpResponse:
    """Pages, categories and authors."""
    context = {
        "pages": Page.objects.published().only("path", "updated_at"),
        "others": [*Category.objects.only("path"), *authors_with_posts()],
    }
    return render(request, "sitemap_site.xml", context, content_type=XML)


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The posts of a month; 404 if there are none."""
    try:
        date(year, month, 1)
    except ValueError as error:
        raise Http404("No calendar has this month.") from error
    posts = Post.objects.in_month(year, month).for_sitemap()
    if not posts:
        raise Http404("Nothing was published then.")
    return render(request, "sitemap_month.xml", {"posts": posts}, content_type=XML)
