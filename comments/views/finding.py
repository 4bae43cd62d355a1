"""Search in comments, and the page of a member as a commenter. Public, in no index."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from blog.models import Post
from comments.limits import limited, place
from comments.members import commenter_path, find_commenter
from comments.models import Comment
from comments.paths import key_in
from comments.querysets import CommentQuerySet
from comments.search import (
    FoundPage,
    Sought,
    latest_of,
    page_of_found,
    read_query,
)
from pagecache.public import public_page


@limited("search-place", place, methods=("GET",))
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Words in all public comments, or in those of one post, the newest first."""
    key = key_in(request.GET.get("post", ""))
    posts = Post.objects.published().for_title()
    post = posts.filter(pk=key).first() if key else None
    query = request.GET.get("q", "").strip()
    sought = read_query(query, post=post.pk if post else None)
    context = {
        "asked": query,
        "path": request.path,
        "post": post,
        "page": _page(request, sought, Comment.objects.findable()),
        "query": _rest_of_address(request),
    }
    return render(request, "comments/search.html", context)


@limited("search-place", place, methods=("GET",))
@public_page
def commenter(request: HttpRequest, name: str) -> HttpResponse:
    """What a member has written, the latest first, or what of it says some words."""
    member = find_commenter(name)
    if member is None:
        raise Http404
    address = commenter_path(member.pk, member.get_full_name())
    if request.path != unquote(address):
        return redirect(address)
    return _commenter_page(request, member)


def _commenter_page(request: HttpRequest, member: User) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    written = Comment.objects.by_member(member)
    found = _page(request, read_query(asked, account=member.pk), written)
    context = {
        "member": member,
        "asked": asked,
        "count": Comment.objects.visible().filter(author=member).count(),
        "page": found or _latest(request, written),
        "query": _rest_of_address(request),
    }
    return render(request, "comments/commenter.html", context)


def _page(
    request: HttpRequest, sought: Sought, comments: CommentQuerySet
) -> FoundPage | None:
    """None if nothing was asked for."""
    if sought.is_empty:
        return None
    before = key_in(request.GET.get("before", ""))
    return page_of_found(sought, comments, **({"below": before} if before else {}))


def _latest(request: HttpRequest, written: CommentQuerySet) -> FoundPage:
    key = key_in(request.GET.get("before", ""))
    before = written.filter(pk=key).first() if key else None
    return latest_of(written.after_in_time(before) if before else written)


def _rest_of_address(request: HttpRequest) -> str:
    """The query of the address without the place in the list."""
    query: Any = request.GET.copy()
    query.pop("before", None)
    text: str = query.urlencode()
    return f"{text}&" if text else ""
