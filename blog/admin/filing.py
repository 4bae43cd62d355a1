"""What posts are filed under: categories, tags, series."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from blog import actions
from blog.forms import CategoryForm, TagForm
from blog.models import Category, Filing, Post, Series, Tag, Tagging


def posts_in(rows: type[Model], by: str, **which: Any) -> Subquery:
    """How many ``rows`` that file a post name this thing: asked for each line shown."""
    found = rows.objects.filter(**{by: OuterRef("pk")}, **which).order_by()
    return Subquery(found.values(by).annotate(count=Count("pk")).values("count"))


class FilingAdmin(admin.ModelAdmin):
    """A list of things to file under, each with its number of posts."""

    list_per_page = 100
    show_full_result_count = False
    sortable_by: list[str] = []

    def view_on_site(self, obj: Any) -> str:
        """The page itself: Django's own link goes by way of the sites table."""
        return obj.get_absolute_url()

    @admin.display(description="posts")
    def post_count(self, obj: Any) -> int:
        return obj.post_total or 0


@admin.register(Category)
class CategoryAdmin(FilingAdmin):
    """The tree of categories."""

    form = CategoryForm
    fields = ["name", "slug", "parent", "description"]
    list_display = ["in_tree", "path", "post_count"]
    list_per_page = 500
    ordering = ["path"]
    search_fields = ["name", "path"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        total = posts_in(Filing, "category", direct=True)
        return super().get_queryset(request).annotate(post_total=total)

    def save_model(
        self, request: HttpRequest, obj: Category, form: Any, change: bool
    ) -> None:
        actions.save_category(obj)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Say what a category still holds, instead of listing thousands of posts."""
        rows = Category.objects.filter(pk__in=[row.pk for row in objs])
        held = [
            f"{category}: {filed} posts, {inside} categories inside it"
            for category in rows
            if (filed := category.filings.count())
            | (inside := category.children.count())
        ]
        if held:
            return [], {}, set(), held
        return super().get_deleted_objects(objs, request)

    @admin.display(description="category")
    def in_tree(self, category: Category) -> str:
        depth = min(category.path.count("/"), 5)
        return format_html('<span data-depth="{}">{}</span>', depth, category)


@admin.register(Tag)
class TagAdmin(FilingAdmin):
    """Tags as they are written on posts."""

    form = TagForm
    fields = ["name", "slug", "description"]
    list_display = ["name", "slug", "post_count"]
    ordering = ["name"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        total = posts_in(Tagging, "tag")
        return super().get_queryset(request).annotate(post_total=total)

    def save_model(
        self, request: HttpRequest, obj: Tag, form: Any, change: bool
    ) -> None:
        actions.save_tag(obj)


@admin.register(Series)
class SeriesAdmin(FilingAdmin):
    """Series, each with its parts in order."""

    fields = ["title", "slug", "description", "parts"]
    list_display = ["title", "slug", "post_count"]
    ordering = ["title", "id"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        total = posts_in(Post, "series")
        return super().get_queryset(request).annotate(post_total=total)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Series | None = None
    ) -> list[str]:
        # Nothing leads on from the old address of a series.
        return ["slug", "parts"] if obj else ["parts"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Series | None = None
    ) -> dict[str, list[str]]:
        return {} if obj else self.prepopulated_fields

    @admin.display(description="parts", empty_value="–")
    def parts(self, series: Series) -> str:
        posts = series.posts.order_by("part", "published_at") if series.pk else []
        return format_html(
            '<ol class="parts">{}</ol>',
            format_html_join(
                "",
                '<li><a href="{}">{}</a> ({}, {})</li>',
                (
                    (
                        reverse("admin:blog_post_change", args=[post.pk]),
                        post,
                        f"part {post.part}" if post.part else "no part",
                        post.get_status_display().lower(),
                    )
                    for post in posts
                ),
            ),
        )
