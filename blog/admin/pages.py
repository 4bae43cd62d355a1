"""Pages outside the river of posts, and what the site is called."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from blog import actions
from blog.forms import PageForm
from blog.models import Page, SiteSettings

from .prose import ProseAdmin


@admin.register(Page)
class PageAdmin(ProseAdmin):
    """About, comment policy and the like."""

    form = PageForm
    fieldsets = [
        (None, {"fields": ["title", "body"]}),
        ("Publishing", {"fields": ["status", "path"]}),
        ("Menu", {"fields": ["menu_position", "menu_title"]}),
    ]
    list_display = ["title", "path", "status", "menu_position"]
    list_filter = ["status"]
    ordering = ["path"]
    search_fields = ["title", "path"]
    show_full_result_count = False
    sortable_by: list[str] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        return super().get_queryset(request).defer("body_html")

    def save_model(
        self, request: HttpRequest, obj: Page, form: Any, change: bool
    ) -> None:
        actions.save_page(obj)

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        actions.delete_page(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        for page in queryset:
            actions.delete_page(page)


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """The one row of what the site is called: its list leads straight to it."""

    fields = ["title", "tagline", "about"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteSettings:
        return SiteSettings.load()

    def changelist_view(self, request: HttpRequest, *_: Any) -> HttpResponse:
        return redirect("admin:blog_sitesettings_change", 1)
