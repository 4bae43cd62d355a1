"""Finding a comment in its thread, one branch by itself, and what is new."""

from __future__ import annotations

from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.models import Post
from comments.models import Comment
from comments.templatetags.comment_tags import page_address
from comments.threads import ancestors_in_short, page_of, read_branch
from pagecache.public import public_page

# No database chokes on a number of so many digits.
DIGITS = 9


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the comment on the right page of its thread."""
    comment = get_object_or_404(Comment.objects.readable(), pk=pk)
    address = page_address(comment.post, page_of(comment))
    return redirect(f"{address}#comment-{comment.pk}")


@public_page
def branch(request: HttpRequest, pk: int, number: int = 1) -> HttpResponse:
    """A comment with all that answers it: one conversation on a page of its own."""
    with_bylines = Comment.objects.readable().prefetch_related("post__bylines__author")
    root = get_object_or_404(with_bylines, pk=pk)
    thread = read_branch(root, number)
    if not thread.html:
        raise Http404("The branch has no such page, or nothing of it is public.")
    context = {
        "root": root,
        "post": root.post,
        "above": ancestors_in_short(root) if number == 1 else [],
        "thread": thread,
        "page_numbers": range(1, thread.pages + 1) if thread.pages > 1 else (),
    }
    return render(request, "comments/branch.html", context)


@public_page
def news(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """How many comments came after number ``since``, for who has the page open.

    Two queries; who asked before and gets the same answer hears 304.
    """
    since = request.GET.get("since", "")
    if not (since.isascii() and since.isdecimal() and len(since) <= DIGITS):
        error = "Say which number you have seen last: ?since=12"
        return JsonResponse({"error": error}, status=400)
    post = get_object_or_404(Post.objects.published().for_title(), slug=slug)
    fresh = Comment.objects.since_number(post, int(since))
    found = fresh.aggregate(count=Count("pk"), first=Min("pk"), latest=Max("number"))
    return JsonResponse(_told(found, int(since)))


def _told(found: dict[str, int | None], since: int) -> dict[str, object]:
    first = found["first"]
    return {
        "count": found["count"],
        "latest": found["latest"] or since,
        "url": reverse("comments:comment", args=[first]) if first else "",
    }
