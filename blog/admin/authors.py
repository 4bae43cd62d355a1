"""The names that posts are written under."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Author
from blog import actions

from .choices import ChoosesByName

PRIVATE = {"email", "user"}


@admin.register(Author)
class AuthorAdmin(ChoosesByName, admin.ModelAdmin):
    """Authors with what readers are told of them."""

    fields = ["name", "slug", "tagline", "bio", "email", "photo", "user"]
    list_display = ["name", "tagline", "user"]
    list_select_related = ["user"]
    autocomplete_fields = ["photo"]
    raw_id_fields = ["user"]
    search_fields = ["name", "slug"]

    # E-mail addresses are for those alone who may change them: not shown to others, nor
    # guessed letter by letter with ?email__startswith=.

    def get_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        if self.has_change_permission(request) or self.has_add_permission(request):
            return self.fields
        return [name for name in self.fields if name not in PRIVATE]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        private = lookup.split("__", maxsplit=1)[0] in PRIVATE
        if private and not self.has_change_permission(request):
            return False
        return super().lookup_allowed(lookup, value, request)

    def save_model(
        self, request: HttpRequest, obj: Author, form: Any, change: bool
    ) -> None:
        actions.save_author(obj)
