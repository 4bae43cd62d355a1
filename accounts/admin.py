"""Accounts and groups, for administrators."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as LibraryGroupAdmin
from django.contrib.auth.admin import UserAdmin as LibraryUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from accounts.actions import forget_second_step, vouch_for_email
from accounts.forms import NewUserForm, PermissionsField, UserForm, in_order
from accounts.models import User
from accounts.permissions import can_manage, groups_within, permissions_of

admin.site.unregister(Group)
# An account's form has its address; second factors are their owner's affair.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)


class GrantingAdmin(admin.ModelAdmin):
    """A form that offers no right beyond those of who fills it in."""

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in {"permissions", "user_permissions"}:
            return PermissionsField(
                in_order(permissions_of(request.user)),
                required=False,
                label=db_field.verbose_name.capitalize(),
            )
        if db_field.name == "groups":
            return forms.ModelMultipleChoiceField(
                groups_within(request.user).order_by("name"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="The roles: what this account may do.",
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Leave what was granted of a library's permissions, which no box shows."""
        kept = []
        for name in {"permissions", "user_permissions"} & form.fields.keys():
            granted = getattr(form.instance, name)
            shown = form.fields[name].queryset.values("pk")
            kept.append((granted, list(granted.exclude(pk__in=shown))))
        super().save_related(request, form, formsets, change)
        for granted, permissions in kept:
            granted.add(*permissions)


@admin.register(User)
class UserAdmin(GrantingAdmin, LibraryUserAdmin):
    """Accounts: members, and staff with their roles."""

    actions = ["forget_second_step"]
    form = UserForm
    add_form = NewUserForm
    add_form_template = None
    add_fieldsets = [
        (None, {"fields": ["email", "name", "password1", "password2"]}),
        ("Rights", {"fields": ["is_staff", "groups"]}),
    ]
    list_display = ["email", "name", "roles", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "groups"]
    list_per_page = 50
    ordering = ["email"]
    readonly_fields = ["password_is", "last_login", "date_joined"]
    search_fields = ["email", "name"]
    show_full_result_count = False
    sortable_by: list[str] = []

    def get_fieldsets(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[tuple[str | None, dict[str, Any]]]:
        if obj is None:
            return self.add_fieldsets
        rights = ["is_active", "is_staff", "groups"]
        if request.user.is_superuser:
            rights.insert(2, "is_superuser")
        return [
            (None, {"fields": ["email", "name", "password_is"]}),
            ("Rights", {"fields": rights}),
            (
                "Single rights, beside those of the groups",
                {"fields": ["user_permissions"], "classes": ["collapse"]},
            ),
            ("Dates", {"fields": ["last_login", "date_joined"]}),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return User.objects.prefetch_related("groups").order_by(*self.ordering)

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        return lookup.startswith(("is_staff", "is_active", "groups__id__"))

    def has_change_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or can_manage(request.user, obj))

    def has_delete_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or can_manage(request.user, obj))

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            vouch_for_email(obj)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: Any = None
    ) -> HttpResponse:
        # Django's own goes on to a second form; here the first one asks for all.
        return super(LibraryUserAdmin, self).response_add(
            request, obj, post_url_continue
        )

    @admin.action(
        description="Take away the second step: it was lost", permissions=["change"]
    )
    def forget_second_step(self, request: HttpRequest, users: QuerySet[User]) -> None:
        managed = [user for user in users if can_manage(request.user, user)]
        for user in managed:
            forget_second_step(user)
        messages.info(request, f"Taken away: {len(managed)}.")

    @admin.display(description="groups", empty_value="–")
    def roles(self, user: User) -> str | None:
        return ", ".join(sorted(group.name for group in user.groups.all())) or None

    @admin.display(description="password")
    def password_is(self, user: User) -> str:
        has_one = user.has_usable_password()
        return format_html(
            '{} <a href="{}">{}</a>',
            "Set." if has_one else "None: nobody can sign in with one.",
            reverse("admin:auth_user_password_change", args=[user.pk]),
            "Change it" if has_one else "Set one",
        )


@admin.register(Group)
class GroupAdmin(GrantingAdmin, LibraryGroupAdmin):
    """Roles: what their members may do."""

    filter_horizontal: list[str] = []

    def has_change_permission(
        self, request: HttpRequest, obj: Group | None = None
    ) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj in groups_within(request.user))

    def has_delete_permission(
        self, request: HttpRequest, obj: Group | None = None
    ) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj in groups_within(request.user))
