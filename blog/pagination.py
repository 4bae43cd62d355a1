"""Pages of a listing, without ever counting it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest

from blog.models import Post
from blog.querysets import PostQuerySet


@dataclass(frozen=True)
class ListPage:
    """One page of a listing, and where the pages beside it are."""

    posts: list[Post]
    number: int
    base_path: str
    has_older: bool

    @property
    def newer_url(self) -> str:
        """Empty on the first page."""
        if self.number == 1:
            return ""
        return self._address(self.number - 1)

    @property
    def older_url(self) -> str:
        """Empty on the last page."""
        return self._address(self.number + 1) if self.has_older else ""

    def _address(self, number: int) -> str:
        return self.base_path if number == 1 else f"{self.base_path}page/{number}/"


def list_page(
    request: HttpRequest,
    posts: PostQuerySet,
    number: int,
    *,
    on_top: Iterable[int] = (),
) -> ListPage:
    """Page ``number`` of ``posts``; Http404 beyond the end. Five queries.

    The keys come first, from the index alone: a page far back reads no more rows than
    the first. One key more than fits says whether there is an older page. ``on_top``
    are keys of posts that are shown before all others.
    """
    size = settings.MASTHEAD_POSTS_PER_PAGE
    start = (number - 1) * size
    keys = list(posts.values_list("pk", flat=True)[start : start + size + 1])
    if not keys and number > 1:
        raise Http404("The listing ends before this page.")
    shown = dict.fromkeys([*on_top, *keys[:size]])
    found = Post.objects.for_list().in_bulk(shown)
    return ListPage(
        posts=[found[key] for key in shown if key in found],
        number=number,
        base_path=request.path.removesuffix(f"page/{number}/"),
        has_older=len(keys) > size,
    )
