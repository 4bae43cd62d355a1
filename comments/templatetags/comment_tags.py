"""The discussion, for the templates of the site."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import Http404

from blog.models import Post
from comments.actions import comments_close_at, takes_comments
from comments.commenters import commenter_path
from comments.lately import discussed_lately
from comments.threads import read_thread

register = template.Library()


@register.inclusion_tag("comments/thread.html")
def comment_thread(post: Post, page: int = 1) -> dict[str, Any]:
    """The thread of a post, page by page, with the way to the form: one query.

    404 for a page that the thread doesn't have. ``post`` needs its bylines prefetched.
    """
    thread = read_thread(post, page)
    if page > 1 and not thread.html:
        raise Http404("The thread has no such page.")
    return {
        "post": post,
        "thread": thread,
        "page_numbers": range(1, thread.pages + 1) if thread.pages > 1 else (),
        "takes_comments": takes_comments(post),
        "members_only": post.comment_policy == Post.CommentPolicy.MEMBERS,
        "all_held": post.comment_policy == Post.CommentPolicy.HELD,
        "closes_at": comments_close_at(post),
    }


@register.inclusion_tag("comments/lately.html")
def latest_discussion() -> dict[str, Any]:
    """The most discussed posts and the latest comments of the site: one query."""
    return discussed_lately()


@register.simple_tag
def thread_page_url(post: Post, page: int) -> str:
    """The address of one page of a post's thread."""
    return page_address(post, page)


@register.simple_tag
def commenter_url(pk: int, name: str) -> str:
    """The address of the page of a member who has commented."""
    return commenter_path(pk, name)


def page_address(post: Post, page: int) -> str:
    """The post's address for page 1, ``…/comment-page-2/`` for the others."""
    url = post.get_absolute_url()
    return url if page == 1 else f"{url}comment-page-{page}/"
