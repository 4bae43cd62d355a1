"""What happens to new comments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator

from comments.models import Rule
from comments.trying import TRIED_AT_MOST, try_rule

VALUE_HELP = (
    "At least, at most, so many: a whole number. So many in so many minutes: 5/10. "
    "Words, e-mail endings (@example.org), IP ranges (192.0.2.0/24), patterns "
    "(RE2: (?i)\\bcasino\\b), languages (en): one a line. Likely spam: 90 is a good "
    "number. First comment, Akismet: nothing."
)


class RuleForm(forms.ModelForm):
    """A rule in a moderator's words."""

    class Meta:
        model = Rule
        fields = ["name", "condition", "value", "verdict", "message", "position"]
        help_texts = {
            "condition": "What a new comment must be like for this rule to decide.",
            "value": VALUE_HELP,
            "verdict": "Hold: a moderator decides. Spam: out of sight, erased later. "
            "Refuse: its writer is told at once and may change it.",
            "position": "Rules are asked from the lowest number up; the first one that "
            "applies decides.",
        }
        widgets = {"value": forms.Textarea(attrs={"rows": 5, "cols": 40})}


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """The rules in the order in which they are asked."""

    form = RuleForm
    fields = [
        "name",
        "is_active",
        "position",
        "condition",
        "value",
        "verdict",
        "message",
    ]
    list_display = ["name", "position", "when", "verdict", "is_active"]
    list_filter = ["is_active", "verdict"]
    search_fields = ["name", "value"]
    search_help_text = "Words of the name, or of what the rule looks for."
    sortable_by: list[str] = []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; with the button *Try*, what the rule in it would have met."""
        if request.method == "POST" and "_try" in request.POST:
            rule = self.get_object(request, unquote(object_id)) if object_id else None
            return self._tried(request, rule)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _tried(self, request: HttpRequest, rule: Rule | None) -> HttpResponse:
        if not (
            self.has_change_permission(request, rule)
            if rule
            else self.has_add_permission(request)
        ):
            raise PermissionDenied
        form = self.get_form(request, rule, change=rule is not None)(
            request.POST, instance=rule
        )
        trial = try_rule(form.instance) if form.is_valid() else None
        adminform = AdminForm(form, self.get_fieldsets(request, rule), {})
        context = {
            **self.admin_site.each_context(request),
            "title": "Try a rule",
            "adminform": adminform,
            "object_id": rule.pk if rule else None,
            "original": rule,
            "is_popup": False,
            "to_field": None,
            "media": self.media + adminform.media,
            "inline_admin_formsets": [],
            "errors": AdminErrorList(form, []),
            "trial": trial,
            "most_tried": TRIED_AT_MOST,
        }
        return self.render_change_form(
            request, context, add=rule is None, change=rule is not None, obj=rule
        )

    @admin.display(description="when")
    def when(self, rule: Rule) -> str:
        value = ", ".join(rule.value.split("\n"))
        said = f"{rule.get_condition_display()}: {value}".removesuffix(": ")
        return Truncator(said).chars(120)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new rule is asked last."""
        last = Rule.objects.order_by("-position").first()
        return {"position": last.position + 10 if last else 10}
