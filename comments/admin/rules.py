"""What happens to new comments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.text import Truncator

from comments.models import Rule

VALUE_HELP = (
    "Links, age of the post, capitals: a whole number. "
    "Words, e-mail endings (@example.org), IP ranges (192.0.2.0/24): one a line. "
    "First comment: nothing."
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

    @admin.display(description="when")
    def when(self, rule: Rule) -> str:
        value = ", ".join(rule.value.split("\n"))
        said = f"{rule.get_condition_display()}: {value}".removesuffix(": ")
        return Truncator(said).chars(120)

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        """A new rule is asked last."""
        last = Rule.objects.order_by("-position").first()
        return {"position": last.position + 10 if last else 10}
