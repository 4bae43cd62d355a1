"""Posts as feeds: of the site, of a category, a tag, an author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import http_date

from accounts.models import Author
from blog.addresses import absolute
from blog.feed_formats import FORMATS, Feed, speakable
from blog.markup import with_absolute_links
from blog.models import Category, Post, SiteSettings, Tag
from blog.querysets import PostQuerySet, labels_of
from pagecache.public import public_page

FEED_POSTS = 20


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself; ``path`` is the page that it follows."""

    title: str
    path: str
    description: str = ""


@public_page
def site_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The latest posts. Four queries."""
    site = SiteSettings.load()
    channel = Channel(site.title, reverse("blog:home"), site.tagline)
    return _posts_feed(request, kind, channel, Post.objects.published().newest_first())


@public_page
def category_feed(request: HttpRequest, kind: str, path: str) -> HttpResponse:
    """The latest posts in a category or below it. Five queries."""
    found = get_object_or_404(Category, path=path)
    channel = _channel_of(found.name, found.get_absolute_url(), found.description)
    return _posts_feed(request, kind, channel, Post.objects.in_category(found))


@public_page
def tag_feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The latest posts with a tag. Five queries."""
    found = get_object_or_404(Tag, slug=slug)
    channel = _channel_of(found.name, found.get_absolute_url(), found.description)
    return _posts_feed(request, kind, channel, Post.objects.tagged(found))


@public_page
def author_feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The latest posts of an author. Five queries."""
    found = get_object_or_404(Author, slug=slug)
    channel = _channel_of(found.name, found.get_absolute_url(), found.tagline)
    return _posts_feed(request, kind, channel, Post.objects.by_author(found))


def _channel_of(name: str, path: str, description: str) -> Channel:
    return Channel(f"{name} – {SiteSettings.load().title}", path, description)


def _posts_feed(
    request: HttpRequest, kind: str, channel: Channel, posts: PostQuerySet
) -> HttpResponse:
    found = list(posts.for_feed()[:FEED_POSTS])
    labels = labels_of(found)
    feed = new_feed(request, kind, channel)
    for post in found:
        _add_post(feed, post, labels[post.pk])
    changed = [_changed_at(post) for post in found]
    return feed_response(feed, changed=max(changed, default=None))


def new_feed(request: HttpRequest, kind: str, channel: Channel) -> Feed:
    """An empty feed; ``kind`` is one of FORMATS."""
    return FORMATS[kind](
        title=speakable(channel.title),
        link=absolute(channel.path),
        description=speakable(channel.description),
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(iri_to_uri(request.path)),
        # Atom wants an author even where no post names one.
        author_name=speakable(channel.title),
    )


def _add_post(feed: Feed, post: Post, labels: list[str]) -> None:
    address = absolute(post.get_absolute_url())
    authors = [byline.author for byline in post.bylines.all()]
    feed.add_item(
        title=speakable(post.title),
        link=address,
        description=speakable(post.dek or post.summary),
        content=speakable(with_absolute_links(post.body_html, address)),
        authors=[
            (speakable(author.name), absolute(author.get_absolute_url()))
            for author in authors
        ],
        categories=[speakable(label) for label in labels],
        pubdate=post.published_at,
        updateddate=_changed_at(post),
        unique_id=lasting_id("post", post.pk, post.created_at),
        unique_id_is_permalink=False,
    )


def _changed_at(post: Post) -> datetime:
    # A scheduled post is new at its hour, however long ago it was written.
    return max(post.updated_at, post.published_at or post.updated_at)


def lasting_id(kind: str, pk: int, made_at: datetime) -> str:
    """A tag URI: a reader's feed program knows a text again when its slug changes."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{made_at:%Y-%m-%d}:{kind}-{pk}"


def feed_response(feed: Feed, *, changed: datetime | None) -> HttpResponse:
    """The feed as it is sent; ``changed`` is None for an empty one."""
    text = feed.writeString("utf-8")
    response = HttpResponse(text, content_type=feed.content_type)
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response
