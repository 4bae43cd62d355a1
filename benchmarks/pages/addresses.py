"""The main pages of a site that benchmarks.corpus has filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from benchmarks.corpus.posts import OLD_PATH
from benchmarks.corpus.shelves import CATEGORIES
from benchmarks.corpus.threads import LENGTHS
from blog.models import Category, Post

# The smallest of the lists, which has as many posts at every size.
SMALL = CATEGORIES[-1]
# How far back "deep" is.
DEEP = 0.8


class Address(NamedTuple):
    """A page to measure; ``whole`` has all comments of the thread on one page.

    One ``for_moderators`` is asked for by one who is signed in.
    """

    name: str
    path: str
    status: int = 200
    whole: bool = False
    for_moderators: bool = False


def addresses() -> list[Address]:
    """All of them, in the order of the table."""
    return [*_lists(), *_threads(), *_feeds_and_maps(), *_ways(), *_desk()]


def _lists() -> Iterator[Address]:
    count = Post.objects.count()
    deep = int(count * DEEP) // settings.MASTHEAD_POSTS_PER_PAGE
    yield Address("home", "/")
    yield Address("home, page 2", "/page/2/")
    yield Address("home, a page far back", f"/page/{max(deep, 2)}/")
    for name, slug in (("large", CATEGORIES[0]), ("small", SMALL)):
        category = Category.objects.get(slug=slug)
        yield Address(f"category, {name}", category.get_absolute_url())
    yield Address("tag", "/tag/tag-1/")
    yield Address("author", "/author/author-1/")
    yield Address("authors", "/authors/")
    yield Address("archive", "/archive/")
    yield Address("year", "/2025/")
    yield Address("month", "/2025/12/")
    yield Address("day", "/2025/12/31/")
    yield Address("page", "/about/")


def _threads() -> Iterator[Address]:
    for rank, length in LENGTHS.items():
        post = _by_rank(rank)
        if post.comment_count != length:
            continue  # the site is too small to have this thread
        path, page_size = post.get_absolute_url(), settings.MASTHEAD_COMMENTS_PER_PAGE
        if length <= page_size:
            yield Address(f"post, {length} comments", path)
            continue
        yield Address(f"post, {page_size} of {length} comments", path)
        last = f"{path}comment-page-{-(-length // page_size)}/"
        yield Address(f"post, the last of {length} comments", last)
        yield Address(f"post, {length} on one page", path, whole=True)
    yield from _ways_to_read(_by_rank(max(LENGTHS)))
    first = Post.objects.earliest("pk")
    yield Address("post that many link to", first.get_absolute_url())


def _ways_to_read(post: Post) -> Iterator[Address]:
    """A long thread in other orders, a branch of it, and what is asked while it is open."""
    path, size = post.get_absolute_url(), settings.MASTHEAD_COMMENTS_PER_PAGE
    last = -(-post.comment_count // size)
    for order in ("newest", "valued"):
        yield Address(f"post, {order} first", f"{path}?comments={order}")
        if last > 1:
            far = f"{path}comment-page-{last}/?comments={order}"
            yield Address(f"post, {order} first, the last page", far)
    root = post.comments.visible().filter(in_reply_to=None).earliest("number")
    yield Address("branch of that thread", f"{root.get_absolute_url()}branch/")
    latest = post.last_comment_number
    yield Address("news, none", f"{path}news.json?since={latest}")
    yield Address("news, ten", f"{path}news.json?since={latest - 10}")


def _feeds_and_maps() -> Iterator[Address]:
    yield Address("feed, RSS", "/feed/")
    yield Address("feed, Atom", "/feed/atom/")
    yield Address("feed, JSON", "/feed.json")
    yield Address("feed of comments", "/comments/feed/")
    post = _by_rank(min(LENGTHS))
    yield Address("feed of a post's comments", f"{post.get_absolute_url()}feed/")
    yield Address("sitemap, index", "/sitemap.xml")
    yield Address("sitemap, a month", "/sitemap-2025-12.xml")


def _ways() -> Iterator[Address]:
    longest = _by_rank(max(LENGTHS))
    comment = longest.comments.visible().latest("number")
    yield Address("link to a comment", comment.get_absolute_url(), status=302)
    yield Address("address of old", OLD_PATH.format(longest.pk), status=301)
    yield Address("nothing there (404)", "/no/such/page/", status=404)


def _desk() -> Iterator[Address]:
    """What moderators look at: held comments, all of them, what they search for."""
    desk = reverse("admin:comments_comment_changelist")
    longest = _by_rank(max(LENGTHS))
    comment = longest.comments.visible().latest("number")
    asked = {
        "queue": "",
        "moderators, all comments": "?state=all",
        "moderators, reported": "?state=reported",
        "moderators, one thread": f"?post={longest.pk}",
        "moderators, search for a name": f"?q={comment.author_name.split()[0]}",
        "moderators, search for an address": f"?q={comment.user_email}",
    }
    for name, query in asked.items():
        yield Address(name, desk + query, for_moderators=True)
    page = reverse("admin:comments_comment_change", args=[comment.pk])
    yield Address("moderators, one comment", page, for_moderators=True)
    personal = f"/me.json?post={longest.pk}"
    yield Address("personal call", personal, for_moderators=True)


def _by_rank(rank: int) -> Post:
    """The post that ``rank`` others are newer than."""
    post: Post = Post.objects.newest_first()[rank]
    return post
