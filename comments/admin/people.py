"""Bans, and what moderators tell each other about commenters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone

import blog.converters  # noqa: F401 (registers <key:…>)
from accounts.models import User
from comments import actions
from comments.admin import commenters
from comments.admin.commenters import IS_A_MODERATOR
from comments.models import Ban, Comment, Note
from comments.permissions import comments_for, moderates_all


class AccountField(forms.EmailField):
    """A member, named by the e-mail address that they sign in with.

    A list to choose from would need the right to see all accounts.
    """

    def clean(self, value: Any) -> User | None:
        email = super().clean(value)
        user = User.objects.filter(email__iexact=email).first() if email else None
        if email and user is None:
            raise ValidationError("No account has this e-mail address.")
        return user

    def prepare_value(self, value: Any) -> Any:
        """``value``: a key, or what was typed."""
        if isinstance(value, int):
            return User.objects.values_list("email", flat=True).get(pk=value)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _account_field() -> AccountField:
    return AccountField(
        required=False,
        label="Account",
        help_text="A member: the e-mail address that they sign in with.",
    )


class BanForm(forms.ModelForm):
    """Who may not comment, why, and until when."""

    user = _account_field()

    class Meta:
        model = Ban
        fields = ["kind", "user", "email", "network", "reason", "until"]
        labels = {"kind": "What", "email": "E-mail address"}
        help_texts = {
            "email": "A guest: the address that they comment with.",
            "network": "192.0.2.7, 192.0.2.0/24 or 2001:db8::/64. Whole households and "
            "offices share one: set an end.",
            "reason": "For the other moderators; the commenter does not see it.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's two fields have words beside them, and no labels.
        if "until" in self.fields:
            date, time = self.fields["until"].widget.widgets
            date.attrs["aria-label"], time.attrs["aria-label"] = "Date", "Time"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        user, email = cleaned.get("user"), cleaned.get("email")
        if email and user is None:
            user = User.objects.filter(email__iexact=email).first()
        if user is not None and moderates_all(user):
            raise ValidationError(IS_A_MODERATOR)
        return cleaned

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until <= timezone.now() and "until" in self.changed_data:
            raise ValidationError("This moment has passed: it would never hold.")
        return until


class NoteForm(forms.ModelForm):
    """What other moderators should know."""

    user = _account_field()

    class Meta:
        model = Note
        fields = ["user", "email", "text"]
        labels = {"email": "E-mail address"}
        help_texts = {
            "email": "A guest: the address that they comment with.",
            "text": "Moderators alone read it.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}


class InForceFilter(admin.SimpleListFilter):
    """Bans and holds that hold now, or have ended."""

    title = "whether it holds"
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "In force"), ("no", "Ended or lifted")]

    def queryset(self, request: HttpRequest, bans: Any) -> Any:
        if self.value() == "yes":
            return bans.in_force()
        if self.value() == "no":
            return bans.not_in_force()
        return bans


class AboutSomebodyAdmin(admin.ModelAdmin):
    """Filled in from a comment, where it was asked for there."""

    list_per_page = 50
    show_full_result_count = False
    sortable_by: list[str] = []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        pk = request.GET.get("comment", "")
        comment = comments_for(request.user).filter(pk=pk if pk.isdecimal() else 0)
        found = comment.select_related("author").first()
        if found is None or not moderates_all(request.user):
            return {}
        return self.said_of_writer(found)

    def said_of_writer(self, comment: Comment) -> dict[str, Any]:
        """The member's account; of a guest the e-mail address."""
        if comment.author:
            return {"user": comment.author.email}
        return {"email": comment.user_email}


@admin.register(Ban)
class BanAdmin(AboutSomebodyAdmin):
    """Who may not comment, or not unseen. Nothing is changed: lift it, make another."""

    form = BanForm
    actions = ["lift_selected"]
    list_display = ["named", "kind", "reason", "since", "until", "holds", "made_by"]
    list_filter = [InForceFilter, "kind"]
    list_select_related = ["user", "made_by"]
    search_fields = ["email", "user__email", "user__name", "network", "reason"]

    def get_urls(self) -> list[URLPattern]:
        lift = self.admin_site.admin_view(commenters.lift)
        return [
            path("<key:pk>/lift/", lift, name="comments_ban_lift"),
            *super().get_urls(),
        ]

    def has_change_permission(
        self, request: HttpRequest, obj: Ban | None = None
    ) -> bool:
        return False

    has_delete_permission = has_change_permission

    def has_lift_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.change_ban")

    @admin.action(description="Lift", permissions=["lift"])
    def lift_selected(self, request: HttpRequest, bans: Any) -> None:
        lifted = sum(actions.lift(ban, by=request.user) for ban in bans)
        messages.success(request, f"Lifted: {lifted}.")

    @admin.display(description="who")
    def named(self, ban: Ban) -> str:
        return ban.named

    @admin.display(description="in force", boolean=True)
    def holds(self, ban: Ban) -> bool:
        return ban.is_in_force

    def save_model(
        self, request: HttpRequest, obj: Ban, form: Any, change: bool
    ) -> None:
        actions.restrain(obj, by=request.user)


@admin.register(Note)
class NoteAdmin(AboutSomebodyAdmin):
    """What moderators tell each other."""

    form = NoteForm
    list_display = ["__str__", "who", "is_warning", "written_by", "written_at"]
    list_select_related = ["user", "written_by"]
    ordering = ["-written_at", "-id"]
    search_fields = ["text", "email", "user__email", "user__name"]

    def has_change_permission(
        self, request: HttpRequest, obj: Note | None = None
    ) -> bool:
        """A warning is what its receiver has read."""
        is_warning = obj is not None and obj.is_warning
        return not is_warning and super().has_change_permission(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Note | None = None
    ) -> bool:
        is_warning = obj is not None and obj.is_warning
        return not is_warning and super().has_delete_permission(request, obj)

    @admin.display(description="about")
    def who(self, note: Note) -> str:
        return f"{note.user} (member)" if note.user else note.email

    def save_model(
        self, request: HttpRequest, obj: Note, form: Any, change: bool
    ) -> None:
        obj.written_by = obj.written_by or request.user
        obj.save()
