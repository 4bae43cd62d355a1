"""Every read of posts and pages, named for what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Author, User
    from blog.models import Category, Page, Post, Series, Tag  # noqa: F401

# What a listing never shows and must not carry.
BIG_COLUMNS = ("body", "body_html")
# Literally, not as a parameter: SQLite takes an index with a condition only for a
# query in whose text it sees that condition.
PUBLISHED = RawSQL("'published'", ())
# From month to month along the index, however many posts there are.
MONTHS = """
    WITH RECURSIVE months (month) AS (
        SELECT MAX(published_month) FROM blog_post
        WHERE status = 'published' AND published_at <= %(now)s
        UNION ALL
        SELECT (
            SELECT MAX(published_month) FROM blog_post
            WHERE status = 'published' AND published_at <= %(now)s
            AND published_month < month
        ) FROM months WHERE month IS NOT NULL
    )
    SELECT month FROM months WHERE month IS NOT NULL"""


class PostQuerySet(models.QuerySet["Post"]):
    """Posts. Without a method that says so, drafts and scheduled ones are in."""

    def published(self) -> Self:
        """Those that anybody may read now."""
        return self.filter(status=PUBLISHED, published_at__lte=timezone.now())

    def scheduled(self) -> Self:
        """Published with a date that is still to come."""
        return self.filter(status=PUBLISHED, published_at__gt=timezone.now())

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Drafts too: all for editors, their own for writers, none for others."""
        if user.has_perm("blog.edit_any_post"):
            return self.all()
        if user.is_authenticated:
            return self.filter(authors__user=user)
        return self.none()

    def newest_first(self) -> Self:
        """By publication, the latest first."""
        return self.order_by("-published_at", "-id")

    def sticky(self) -> Self:
        """Those that stay on top of the front page for now, the longest first."""
        sticky = self.published().filter(sticky_until__gt=timezone.now())
        return sticky.order_by("-sticky_until", "-id")

    def in_category(self, category: Category) -> Self:
        """Public posts in the category or below it, newest first: one index walk."""
        return self.filter(
            filings__category=category, filings__listed_at__lte=timezone.now()
        ).order_by("-filings__listed_at", "-filings__post")

    def tagged(self, tag: Tag) -> Self:
        """Public posts with the tag, newest first: one index walk."""
        return self.filter(
            taggings__tag=tag, taggings__listed_at__lte=timezone.now()
        ).order_by("-taggings__listed_at", "-taggings__content_object")

    def by_author(self, author: Author) -> Self:
        """Public posts with the author in the byline, newest first."""
        return self.filter(
            bylines__author=author, bylines__listed_at__lte=timezone.now()
        ).order_by("-bylines__listed_at", "-bylines__post")

    def in_series(self, series: Series) -> Self:
        """Public posts of the series, by part."""
        return (
            self.published()
            .filter(series=series)
            .order_by(F("part").asc(nulls_last=True), "published_at", "id")
        )

    def in_year(self, year: int) -> Self:
        """Public posts of the year in the site's time zone, newest first."""
        return (
            self.published()
            .filter(published_month__range=(date(year, 1, 1), date(year, 12, 1)))
            .order_by("-published_month", "-published_at", "-id")
        )

    def in_month(self, year: int, month: int) -> Self:
        """Public posts of the month in the site's time zone, newest first."""
        return (
            self.published()
            .filter(published_month=date(year, month, 1))
            .order_by("-published_at", "-id")
        )

    def on_day(self, day: date) -> Self:
        """Public posts of the day in the site's time zone, newest first."""
        zone = timezone.get_current_timezone()
        start = datetime.combine(day, time.min, tzinfo=zone)
        after = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
        return (
            self.published()
            .filter(published_at__gte=start, published_at__lt=after)
            .newest_first()
        )

    def with_bylines_and_categories(self) -> Self:
        """Of authors and categories what their links need; two queries for all posts."""
        bylines = apps.get_model("blog", "Byline").objects.select_related("author")
        filings = apps.get_model("blog", "Filing").objects.filter(direct=True)
        return self.prefetch_related(
            Prefetch("bylines", bylines.only("post", "author__name", "author__slug")),
            Prefetch(
                "filings",
                filings.select_related("category").only(
                    "post", "category__name", "category__path"
                ),
            ),
        )

    def for_admin_list(self) -> Self:
        """Rows of the admin's list: two queries more, and no text of any post."""
        rows = self.defer("body", "body_html", "summary", "dek")
        return rows.prefetch_related("bylines__author")

    def for_list(self) -> Self:
        """Rows for a listing: four queries, however many posts."""
        return (
            self.with_bylines_and_categories()
            .select_related("lead_image")
            .prefetch_related("lead_image__renditions")
            .defer(*BIG_COLUMNS)
        )

    def for_page(self) -> Self:
        """A post with all that its page shows of itself: five queries."""
        bylines = apps.get_model("blog", "Byline").objects
        filings = apps.get_model("blog", "Filing").objects
        taggings = apps.get_model("blog", "Tagging").objects
        return self.select_related("lead_image", "series").prefetch_related(
            "corrections",
            Prefetch("bylines", bylines.select_related("author__photo")),
            Prefetch("filings", filings.filter(direct=True).select_related("category")),
            Prefetch("taggings", taggings.select_related("tag")),
        )

    def for_feed(self) -> Self:
        """Whole posts for a feed: two queries, however many posts. See labels_of."""
        bylines = apps.get_model("blog", "Byline").objects.select_related("author")
        return self.prefetch_related(Prefetch("bylines", bylines)).defer("body")

    def for_sitemap(self) -> Self:
        """Only what the address and the date of the last change need."""
        return self.only("slug", "status", "published_at", "updated_at")

    def for_title(self) -> Self:
        """Only what a linked title with its date needs."""
        return self.only("title", "slug", "status", "published_at", "comment_count")


class PageQuerySet(models.QuerySet["Page"]):
    """Pages. Without a method that says so, drafts are in."""

    def published(self) -> Self:
        """Those that anybody may read."""
        return self.filter(status="published")

    def in_menu(self) -> Self:
        """Public pages that have a place in the menu, in its order."""
        return (
            self.published()
            .filter(menu_position__isnull=False)
            .order_by("menu_position", "title")
        )


def months_with_posts() -> list[date]:
    """The first days of the months that have public posts, latest first: one query."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, {"now": now})
        # SQLite answers with text.
        return [date.fromisoformat(str(month)) for (month,) in cursor.fetchall()]


def labels_of(posts: Iterable[Post]) -> dict[int, list[str]]:
    """The names that the posts are filed under, by post: one query."""
    keys = [post.pk for post in posts]
    filings = apps.get_model("blog", "Filing").objects.order_by()
    taggings = apps.get_model("blog", "Tagging").objects.order_by()
    rows = (
        filings.filter(post__in=keys, direct=True)
        .values_list("post", "category__name")
        .union(
            taggings.filter(content_object__in=keys).values_list(
                "content_object", "tag__name"
            )
        )
        # Django 6.1 would sort the union as it sorts filings.
        .order_by()
    )
    found: dict[int, list[str]] = {key: [] for key in keys}
    for key, name in rows:
        found[key].append(name)
    return found


def authors_with_posts() -> models.QuerySet[Author]:
    """Authors with something public, by name, with their photos: two queries."""
    listed = apps.get_model("blog", "Byline").objects.filter(
        author=OuterRef("pk"), listed_at__lte=timezone.now()
    )
    authors = apps.get_model("accounts", "Author").objects
    found = authors.filter(Exists(listed)).select_related("photo")
    return found.prefetch_related("photo__renditions")


def categories_around(path: str) -> list[Category]:
    """The category at ``path``, those above it and those right below: one query.

    In the order of the tree; empty or without the category itself if there is none.
    """
    slugs = path.split("/")
    above = ["/".join(slugs[:length]) for length in range(1, len(slugs) + 1)]
    categories = apps.get_model("blog", "Category").objects
    return list(categories.filter(Q(path__in=above) | Q(parent__path=path)))
