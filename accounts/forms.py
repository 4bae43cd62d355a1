"""What administrators type about accounts and groups."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

from accounts.models import User
from accounts.names import fault_in
from accounts.permissions import is_name_taken

# The tables of libraries have permissions too, which nothing asks for.
APPS_SHOWN = ["accounts", "auth", "blog", "comments", "images"]
# So have rows that come about with a post, a picture or a migration.
KINDS_NOT_SHOWN = ["byline", "filing", "link", "permission", "rendition", "tagging"]


# To a guest; to a member.
TAKEN_BY_MEMBER = "This name belongs to a member. Sign in, or choose another."
TAKEN = "Somebody here has this name, or one that looks like it. Choose another."


def checked_name(name: str, *, owner: User | None = None, taken: str = TAKEN) -> str:
    """``name`` in one spelling. ValidationError, with a sentence, if it will not do.

    ``owner`` may keep the name that they have; None: nobody has it yet.
    """
    fault = fault_in(name)
    if fault is None and is_name_taken(name, by_other_than=owner):
        fault = taken
    if fault is not None:
        raise ValidationError(fault, code="name")
    return unicodedata.normalize("NFC", " ".join(name.split()))


class PermissionsByKind(ModelChoiceIterator):
    """Permissions below the kind of thing that they are about."""

    def __iter__(self) -> Iterator[Any]:
        for kind, rows in groupby(self.queryset, key=lambda row: row.content_type):
            yield kind.name.capitalize(), [self.choice(row) for row in rows]


class PermissionsField(forms.ModelMultipleChoiceField):
    """Boxes to tick; ``queryset`` holds what may be granted."""

    iterator = PermissionsByKind
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Permission) -> str:
        return obj.name.removeprefix("Can ").capitalize()


def in_order(permissions: Any) -> Any:
    """``permissions`` of our own apps, in the order of the form."""
    return (
        permissions.filter(content_type__app_label__in=APPS_SHOWN)
        .exclude(content_type__model__in=KINDS_NOT_SHOWN)
        .select_related("content_type")
        .order_by("content_type__app_label", "content_type__model", "pk")
    )


class UserForm(forms.ModelForm):
    """An account. The password has a page of its own."""

    class Meta:
        model = User
        fields = ["email", "name"]

    def clean_email(self) -> str:
        email = User.objects.normalize_email(self.cleaned_data["email"])
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(
                "Somebody already uses this e-mail address.", code="unique"
            )
        return email


class NewUserForm(UserForm):
    """A new account, with a password or without."""

    password1 = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    password2 = forms.CharField(
        label="Password again",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Without a password nobody can sign in to this account yet.",
    )

    def _post_clean(self) -> None:
        """Judge the password when the account it is for is known."""
        super()._post_clean()
        first = self.cleaned_data.get("password1", "")
        if first != self.cleaned_data.get("password2", ""):
            self.add_error("password2", "The two passwords are not the same.")
        elif first:
            try:
                validate_password(first, self.instance)
            except ValidationError as error:
                self.add_error("password1", error)

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 (Django's own)
        self.instance.set_password(self.cleaned_data["password1"] or None)
        user: User = super().save(commit)
        return user
