"""The names that posts are written under."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest

from accounts.models import Author
from blog import actions

from .choices import ChoosesByName

PRIVATE = {"email", "user"}
LABEL_LENGTH = 50
is_web_address = URLValidator(schemes=["http", "https"])


class LinksField(forms.CharField):
    """An author's places on the web, one a line: what it is called, its address."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        """``value``: pairs as they are stored, or what was typed."""
        if isinstance(value, list):
            return "\n".join(f"{label} {url}" for label, url in value)
        return value

    def to_python(self, value: Any) -> list[list[str]]:
        lines = (line.split() for line in (super().to_python(value) or "").splitlines())
        return [self._link(words) for words in lines if words]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial or []) != (data or "").strip()

    def _link(self, words: list[str]) -> list[str]:
        *label, url = words
        line = " ".join(words)
        if not label:
            raise ValidationError(f"Say what “{line}” is called: “Website {line}”.")
        try:
            is_web_address(url)
        except ValidationError as error:
            raise ValidationError(
                f"“{line}” does not end in an address such as https://example.org/."
            ) from error
        if len(" ".join(label)) > LABEL_LENGTH:
            raise ValidationError(f"“{line}” has too long a name.")
        return [" ".join(label), url]


class AuthorForm(forms.ModelForm):
    """An author as readers are told of them."""

    links = LinksField(
        required=False,
        help_text="One a line, its name first: Mastodon https://social.example/@ines",
    )

    class Meta:
        model = Author
        fields = ["name", "slug", "tagline", "bio", "links", "photo", "email", "user"]
        help_texts = {"slug": "The address: /author/…/. Empty: made from the name."}
        widgets = {
            "tagline": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "bio": forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """As typed, as it was, or a free one made from the name."""
        slug: str = self.cleaned_data["slug"] or self.instance.slug
        return slug or actions.free_author_slug(self.cleaned_data.get("name", ""))


@admin.register(Author)
class AuthorAdmin(ChoosesByName, admin.ModelAdmin):
    """Authors with what readers are told of them."""

    form = AuthorForm
    fields = ["name", "slug", "tagline", "bio", "links", "photo", "email", "user"]
    autocomplete_fields = ["photo", "user"]
    list_display = ["name", "tagline", "user"]
    list_per_page = 50
    list_select_related = ["user"]
    search_fields = ["name", "slug"]
    show_full_result_count = False
    sortable_by: list[str] = []

    def view_on_site(self, obj: Author) -> str:
        return obj.get_absolute_url()

    # E-mail addresses are for those alone who may change them: not shown to others, nor
    # guessed letter by letter with ?email__startswith=.

    def get_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        if self.has_change_permission(request) or self.has_add_permission(request):
            return self.fields
        return [name for name in self.fields if name not in PRIVATE]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Author | None = None
    ) -> list[str]:
        """Who may not see accounts can't choose one either."""
        return [] if request.user.has_perm("accounts.view_user") else ["user"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """``user__email`` is no way to the accounts' addresses for anybody."""
        name, _, further = lookup.partition("__")
        if name == "user" and further:
            return False
        if name in PRIVATE and not self.has_change_permission(request):
            return False
        return super().lookup_allowed(lookup, value, request)

    def save_model(
        self, request: HttpRequest, obj: Author, form: Any, change: bool
    ) -> None:
        actions.save_author(obj)
