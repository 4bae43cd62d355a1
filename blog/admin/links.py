"""Addresses of old, and pages elsewhere that say they link here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html

from blog import actions
from blog.forms import RedirectForm
from blog.models import Mention, Redirect

from .choices import ChoosesByName


@admin.register(Redirect)
class RedirectAdmin(ChoosesByName, admin.ModelAdmin):
    """Old addresses and where they lead now."""

    form = RedirectForm
    fields = ["old_path", *Redirect.TARGETS]
    autocomplete_fields = list(Redirect.TARGETS)
    list_display = ["old_path", "leads_to"]
    list_per_page = 100
    list_select_related = list(Redirect.TARGETS)
    ordering = ["old_path"]
    search_fields = ["old_path__startswith"]
    search_help_text = "How the old address begins: /2009/"
    show_full_result_count = False
    sortable_by: list[str] = []

    @admin.display(description="leads to")
    def leads_to(self, row: Redirect) -> str:
        return format_html('<a href="{0}">{0}</a>', row.get_absolute_url())


@admin.register(Mention)
class MentionAdmin(admin.ModelAdmin):
    """Webmentions, pingbacks and trackbacks; read-only but for what is decided."""

    actions = ["approve_selected", "hold_selected", "spam_selected", "remove_selected"]
    list_display = ["__str__", "post", "kind", "state", "received_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["post"]
    list_per_page = 100
    ordering = ["-received_at", "-id"]
    search_fields = ["source_url", "source_title"]
    show_full_result_count = False
    sortable_by: list[str] = []
    fields = readonly_fields = [
        "post",
        "kind",
        "state",
        "source",
        "source_title",
        "excerpt",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="address")
    def source(self, mention: Mention) -> str:
        if not mention.source_url.lower().startswith(("http://", "https://")):
            return mention.source_url
        return format_html(
            '<a href="{0}" rel="nofollow noopener noreferrer">{0}</a>',
            mention.source_url,
        )

    @admin.action(description="Approve", permissions=["change"])
    def approve_selected(self, request: HttpRequest, mentions: Any) -> None:
        self._decide(request, mentions, Mention.State.PUBLIC)

    @admin.action(description="Hold", permissions=["change"])
    def hold_selected(self, request: HttpRequest, mentions: Any) -> None:
        self._decide(request, mentions, Mention.State.HELD)

    @admin.action(description="Spam", permissions=["change"])
    def spam_selected(self, request: HttpRequest, mentions: Any) -> None:
        self._decide(request, mentions, Mention.State.SPAM)

    @admin.action(description="Remove", permissions=["change"])
    def remove_selected(self, request: HttpRequest, mentions: Any) -> None:
        self._decide(request, mentions, Mention.State.REMOVED)

    def _decide(
        self, request: HttpRequest, mentions: Any, state: Mention.State
    ) -> None:
        count = actions.decide_mentions(mentions, state)
        messages.success(request, f"Mentions now {state.label.lower()}: {count}.")
