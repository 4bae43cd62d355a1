"""The names that posts are written under."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Author
from blog import actions


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    """Authors with what readers are told of them."""

    fields = ["name", "slug", "tagline", "bio", "email", "photo", "user"]
    list_display = ["name", "tagline", "user"]
    list_select_related = ["user"]
    autocomplete_fields = ["photo"]
    raw_id_fields = ["user"]
    search_fields = ["name", "slug"]

    def save_model(
        self, request: HttpRequest, obj: Author, form: Any, change: bool
    ) -> None:
        actions.save_author(obj)
