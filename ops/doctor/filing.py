"""What lists posts, compared with the posts: filing, months, categories, menu."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from blog import actions
from blog.models import Category, Page, Post, Redirect, SiteSettings
from ops.batches import in_batches

from .difference import Difference

COLUMNS = ("status", "published_at", "published_month")


def listing_differences() -> Iterator[Difference]:
    """Posts whose listing rows or month differ from them; four queries per batch."""
    parents = dict(Category.objects.values_list("pk", "parent"))
    posts = Post.objects.only(*COLUMNS)
    for batch in in_batches(
        posts.prefetch_related("filings", "taggings", "bylines"), size=200
    ):
        for post in batch:
            if not _is_listed_rightly(post, parents):
                yield Difference(
                    f"Post {post.pk} is listed otherwise than it is filed or dated.",
                    partial(_refile, post.pk),
                )
            month = actions.month_of(post.published_at)
            if post.published_month != month:
                yield Difference(
                    f"Post {post.pk} is in the archive of {post.published_month}, "
                    f"not of {month}.",
                    partial(
                        Post.objects.filter(pk=post.pk).update, published_month=month
                    ),
                )


def _is_listed_rightly(post: Post, parents: dict[int, int | None]) -> bool:
    published = post.status == Post.Status.PUBLISHED
    listed_at = post.published_at if published else None
    filings = list(post.filings.all())
    dates = {filing.listed_at for filing in filings}
    dates |= {tagging.listed_at for tagging in post.taggings.all()}
    dates |= {byline.listed_at for byline in post.bylines.all()}
    direct = {row.category_id for row in filings if row.direct}
    implied = {row.category_id for row in filings if not row.direct}
    return implied == _above(direct, parents) - direct and dates <= {listed_at}


def _above(category_ids: set[int], parents: dict[int, int | None]) -> set[int]:
    found: set[int] = set()
    for category_id in category_ids:
        above = parents.get(category_id)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found


def _refile(post_id: int) -> None:
    actions.refile(Post.objects.get(pk=post_id))


def category_differences() -> Iterator[Difference]:
    """Categories whose path is not made of the slugs above them."""
    categories = {category.pk: category for category in Category.objects.all()}
    for category in categories.values():
        slugs: list[str] = []
        seen: set[int] = set()
        above: Category | None = category
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            slugs.insert(0, above.slug)
            above = categories.get(above.parent_id) if above.parent_id else None
        if above is not None:
            yield Difference(f"Category {category.pk} lies inside itself.")
        elif category.path != (path := "/".join(slugs)):
            yield Difference(
                f"Category {category.pk} has the path {category.path}, not {path}.",
                partial(Category.objects.filter(pk=category.pk).update, path=path),
            )


def menu_differences() -> Iterator[Difference]:
    """The menu, if it is not what the pages say."""
    wanted = [
        [page.menu_title or page.title, page.get_absolute_url()]
        for page in Page.objects.in_menu()
    ]
    if SiteSettings.load().menu != wanted:
        yield Difference("The menu differs from the pages.", actions.redraw_menu)


def redirect_differences() -> Iterator[Difference]:
    """Redirects that lead to where they start."""
    for batch in in_batches(Redirect.objects.select_related(*Redirect.TARGETS)):
        for redirect in batch:
            if redirect.get_absolute_url() == redirect.old_path:
                yield Difference(
                    f"The redirect from {redirect.old_path} leads to itself.",
                    redirect.delete,
                )
