"""Comments as feeds: of the whole site, and of one post."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from blog.addresses import absolute
from blog.feed_formats import Feed, speakable
from blog.feeds import Channel, feed_response, lasting_id, new_feed
from blog.markup import with_absolute_links
from blog.models import Post, SiteSettings
from comments.models import Comment
from comments.querysets import CommentQuerySet
from pagecache.public import public_page

FEED_COMMENTS = 50


@public_page
def site_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The latest comments under all posts. Two queries."""
    title = f"Comments – {SiteSettings.load().title}"
    channel = Channel(title, reverse("blog:home"))
    return _comments_feed(request, kind, channel, Comment.objects.all())


@public_page
def post_feed(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """The latest comments under a post. Three queries."""
    post = get_object_or_404(Post.objects.published().for_title(), slug=slug)
    title = f"Comments on {post} – {SiteSettings.load().title}"
    channel = Channel(title, post.get_absolute_url())
    return _comments_feed(request, "rss", channel, Comment.objects.on_post(post))


def _comments_feed(
    request: HttpRequest, kind: str, channel: Channel, comments: CommentQuerySet
) -> HttpResponse:
    newest = comments.newest(FEED_COMMENTS).for_feed()
    found = sorted(newest, key=lambda row: (row.posted_at, row.pk), reverse=True)
    feed = new_feed(request, kind, channel)
    for comment in found:
        _add_comment(feed, comment)
    changed = [comment.edited_at or comment.posted_at for comment in found]
    return feed_response(feed, changed=max(changed, default=None))


def _add_comment(feed: Feed, comment: Comment) -> None:
    address = absolute(comment.get_absolute_url())
    feed.add_item(
        title=speakable(f"{comment.author_name} on {comment.post}"),
        link=address,
        description="",
        content=speakable(with_absolute_links(comment.body_html, address)),
        authors=[(speakable(comment.author_name), "")],
        categories=[],
        pubdate=comment.posted_at,
        updateddate=comment.edited_at or comment.posted_at,
        unique_id=lasting_id("comment", comment.pk, comment.posted_at),
        unique_id_is_permalink=False,
    )
