"""The record of decisions, which nobody changes."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from comments.admin.lists import CappedPaginator, MadeByFilter
from comments.models import ModerationDecision


@admin.register(ModerationDecision)
class ModerationDecisionAdmin(admin.ModelAdmin):
    """Who or which rule did what to which comment, the last first."""

    list_display = ["made_at", "on_comment", "did", "who", "reason", "is_undone"]
    list_display_links = None
    list_filter = [MadeByFilter]
    list_per_page = list_max_show_all = 50
    ordering = ["-made_at", "-id"]
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by: list[str] = []

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """Nothing else: the comment's e-mail address is one lookup away."""
        return lookup == "by"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: ModerationDecision | None = None
    ) -> bool:
        return False

    has_delete_permission = has_change_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModerationDecision]:
        """Without the texts, which are long and not shown."""
        rows = ModerationDecision.objects.select_related("comment__post", "made_by")
        shown = ["comment__author_name", "comment__post__title", "made_by__name"]
        own = [field.name for field in ModerationDecision._meta.fields]  # noqa: SLF001 (Django's own way)
        return rows.only(*own, *shown)

    @admin.display(description="comment")
    def on_comment(self, decision: ModerationDecision) -> str:
        return format_html(
            '<a href="{}">{}</a> on {}',
            reverse("admin:comments_comment_change", args=[decision.comment_id]),
            decision.comment.author_name,
            decision.comment.post.title,
        )

    @admin.display(description="decision")
    def did(self, decision: ModerationDecision) -> str:
        return str(decision)

    @admin.display(description="made by")
    def who(self, decision: ModerationDecision) -> str:
        return str(decision.made_by or decision.rule or "–")

    @admin.display(description="undone", boolean=True)
    def is_undone(self, decision: ModerationDecision) -> bool:
        return decision.undone_by_id is not None
