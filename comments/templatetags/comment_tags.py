"""The discussion, for the templates of the site."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import Http404

from accounts.models import User
from blog.models import Post
from comments.actions import claimable, comments_close_at, minutes, takes_comments
from comments.lately import discussed_lately
from comments.members import commenter_path
from comments.reactions import kinds
from comments.threads import Order, read_thread

register = template.Library()

ORDERS = (
    (Order.THREAD, "By thread"),
    (Order.NEWEST, "Newest"),
    (Order.VALUED, "Most valued"),
)


@register.inclusion_tag("comments/thread.html")
def comment_thread(post: Post, page: int = 1, order: str = "") -> dict[str, Any]:
    """The thread of a post, page by page, with the way to the form: one query.

    ``order`` as in the address: newest, valued; all else is by thread. 404 for a page that the thread doesn't have. ``post`` needs its bylines prefetched.
    """
    wanted = Order(order)
    thread = read_thread(post, page, wanted)
    if page > 1 and not thread.html:
        raise Http404("The thread has no such page.")
    return {
        "post": post,
        "thread": thread,
        "order": wanted,
        "orders": ORDERS if post.comment_count > 1 else (),
        "page_numbers": range(1, thread.pages + 1) if thread.pages > 1 else (),
        "reaction_kinds": len(kinds()) if len(kinds()) > 1 else 0,
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
def slow_mode(post: Post) -> str:
    """How long each has to wait, where the thread is in slow mode."""
    return f"Slow mode: one comment in {minutes(post.slow_minutes)} from each."


@register.simple_tag
def claimable_comments(user: User) -> int:
    """How many guests' comments a member may make their own: two queries."""
    return claimable(user)


@register.simple_tag
def thread_page_url(post: Post, page: int, order: Order = Order.THREAD) -> str:
    """The address of one page of a post's thread."""
    return page_address(post, page, order)


@register.simple_tag
def commenter_url(pk: int, name: str) -> str:
    """The address of the page of a member who has commented."""
    return commenter_path(pk, name)


def page_address(post: Post, page: int, order: Order = Order.THREAD) -> str:
    """The post's address for page 1, ``…/comment-page-2/`` for the others."""
    url = post.get_absolute_url()
    asked = "" if order == Order.THREAD else f"?comments={order}"
    return url + (f"comment-page-{page}/" if page > 1 else "") + asked
