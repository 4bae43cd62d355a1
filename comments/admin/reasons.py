"""Reason templates: their list, and the one that a moderator has chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from comments.admin.typed import typed_in
from comments.models import Comment, Reason, ReasonTemplate

NUMBER_KEYS = 9
GOALS = {
    Comment.State.PUBLIC: "approve",
    Comment.State.HELD: "hold",
    Comment.State.SPAM: "spam",
    Comment.State.REMOVED: "remove",
    "warnings": "warn",
}


def reason_in(request: HttpRequest, to: str) -> Reason:
    """What was chosen and typed beside it.

    A template that is not for decisions that lead ``to`` there is not taken: in the
    list it may have been chosen for others.
    """
    typed = typed_in(request, "reason")
    return Reason(typed, chosen_template(request, to))


def chosen_template(request: HttpRequest, to: str) -> ReasonTemplate | None:
    """The template that was chosen, if it is offered for decisions of this kind."""
    pk = request.POST.get("template", "")
    if not pk.isdecimal() or len(pk) > 9:
        return None
    template: ReasonTemplate | None = (
        ReasonTemplate.objects.offered().filter(pk=pk).first()
    )
    return template if template and template.is_for(to) else None


def reason_choices() -> list[tuple[str, str]]:
    """For a select: none, then the templates."""
    return [("", "none"), *numbered(ReasonTemplate.objects.offered())]


def numbered(templates: Iterable[ReasonTemplate]) -> list[tuple[str, str]]:
    """Keys and names; the first nine carry the number that chooses them in the queue."""
    return [
        (str(one.pk), f"{place} {one.name}" if place <= NUMBER_KEYS else one.name)
        for place, one in enumerate(templates, start=1)
    ]


@admin.register(ReasonTemplate)
class ReasonTemplateAdmin(admin.ModelAdmin):
    """The reasons to choose from, in their order."""

    fieldsets = [
        (None, {"fields": ["name", "text", "tells_writer"]}),
        ("What it is for", {"fields": [f"for_{goal}" for goal in GOALS]}),
        ("In the list", {"fields": ["position", "is_active"]}),
    ]
    list_display = ["name", "text", "is_for", "tells_writer", "position", "is_active"]
    list_filter = ["is_active", "tells_writer"]
    search_fields = ["name", "text"]
    sortable_by: list[str] = []

    @admin.display(description="for")
    def is_for(self, template: ReasonTemplate) -> str:
        return ", ".join(word for goal, word in GOALS.items() if template.is_for(goal))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new one comes last."""
        last = ReasonTemplate.objects.order_by("-position").first()
        return {"position": last.position + 10 if last else 10}
