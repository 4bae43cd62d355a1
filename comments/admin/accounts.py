"""Accounts, as the accounts app shows them; mails follow a changed address."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin import UserAdmin
from accounts.models import User
from comments.actions import follow_new_address

admin.site.unregister(User)


@admin.register(User)
class MemberAdmin(UserAdmin):
    """What a member follows stays theirs when an administrator changes the address."""

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            follow_new_address(obj, form.initial["email"], obj.email)
