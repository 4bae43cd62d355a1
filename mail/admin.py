"""The outbox, so that an operator sees what was not sent; who is told of what."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from mail import actions
from mail.models import Outbox, Subscription


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that readers and the site make, and nobody edits."""

    list_per_page = 50
    show_full_result_count = False
    sortable_by: list[str] = []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StateFilter(admin.SimpleListFilter):
    """On their way, given up, sent."""

    title = "state"
    parameter_name = "state"
    STATES = {
        "waiting": {"due_at__isnull": False},
        "given-up": {"due_at__isnull": True, "sent_at__isnull": True},
        "sent": {"sent_at__isnull": False},
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting"), ("given-up", "Given up"), ("sent", "Sent")]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return rows.filter(**self.STATES.get(self.value() or "", {}))


@admin.register(Outbox)
class OutboxAdmin(ReadOnlyAdmin):
    """Mails on their way, and for some days those that were sent."""

    actions = ["try_again"]
    fields = ["recipient", "subject", "queued_at", "state", "attempts", "error"]
    list_display = ["subject", "recipient", "queued_at", "state"]
    list_filter = [StateFilter]
    search_fields = ["recipient__iexact"]
    search_help_text = "A whole e-mail address."

    @admin.display(description="state")
    def state(self, mail: Outbox) -> str:
        if mail.sent_at:
            return "Sent"
        if mail.due_at is None:
            return "Given up"
        return f"Tried {mail.attempts} times" if mail.attempts else "Waiting"

    # Whoever may delete mails may send them.
    @admin.action(description="Send what was given up", permissions=["delete"])
    def try_again(self, request: HttpRequest, mails: Any) -> None:
        count = actions.try_again(mails)
        messages.info(request, f"Queued once more: {count}.")


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    """Who is told of what; deleting a row ends it."""

    fields = ["email", "topic", "pace", "since"]
    list_display = ["email", "topic", "pace", "since"]
    search_fields = ["email__iexact", "topic__iexact"]
    search_help_text = "A whole e-mail address, or a whole topic."
