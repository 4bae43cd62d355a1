"""What the moderators' long lists have in common: filters, and pages with an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from comments.models import Comment

# Counting two million rows takes longer than showing fifty of them.
COUNTED_AT_MOST = 5000


class CappedPaginator(Paginator):
    """Pages of a list that nobody reads to its end."""

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Any] = self.object_list
        return rows.order_by()[:COUNTED_AT_MOST].count()

    @property
    def is_capped(self) -> bool:
        return self.count == COUNTED_AT_MOST


class ChoiceFilter(admin.SimpleListFilter):
    """A filter that always has something chosen; its first choice if nothing else."""

    def value(self) -> str:
        return super().value() or self.lookup_choices[0][0]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for key, label in self.lookup_choices:
            yield {
                "selected": self.value() == key,
                "query_string": changelist.get_query_string(
                    {str(self.parameter_name): key}
                ),
                "display": label,
            }


def state_asked_for(request: HttpRequest) -> str:
    """Held ones unless told otherwise; who looks for something means all."""
    looks_for = request.GET.get("q") or request.GET.get("post")
    return request.GET.get("state") or ("all" if looks_for else Comment.State.HELD)


class StateFilter(ChoiceFilter):
    """Held ones unless something else is asked for."""

    title = "state"
    parameter_name = "state"
    template = "admin/comments/comment/states.html"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.asked_for = state_asked_for(request)
        super().__init__(request, *args)

    def value(self) -> str:
        return self.asked_for

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = model_admin.get_queryset(request).order_by()
        # These two are short lists or ought to be; nobody waits for the others' number.
        held = rows.pending().order_by()[:COUNTED_AT_MOST].count()
        reported = rows.reported()[:COUNTED_AT_MOST].count()
        return [
            ("held", f"Held ({held})"),
            ("reported", f"Reported ({reported})"),
            ("public", "Public"),
            ("unconfirmed", "Unconfirmed"),
            ("spam", "Spam"),
            ("removed", "Removed"),
            ("all", "All"),
        ]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        if self.value() == "all":
            return rows
        if self.value() == "reported":
            return rows.reported()
        return rows.filter(state=self.value())


class MadeByFilter(ChoiceFilter):
    """Decisions of people or of rules."""

    title = "made by"
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "All"), ("people", "Moderators"), ("me", "Me")]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        if self.value() == "people":
            return rows.filter(made_by__isnull=False)
        if self.value() == "me":
            return rows.filter(made_by=request.user)
        return rows
