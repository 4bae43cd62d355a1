"""What authors type, checked before an action takes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.timezone import localtime
from taggit.forms import TagField

from accounts.models import Author
from blog import actions
from blog.markup import clean_body
from blog.models import Category, Post
from blog.widgets import CategoryTree, ProseWidget, TagWidget


class PostForm(forms.ModelForm):
    """A post with what it is filed under; blog.actions.save_post saves all of it."""

    filed_under = forms.ModelMultipleChoiceField(
        Category.objects.all(), label="Categories", required=False, widget=CategoryTree
    )
    tags = TagField(
        required=False,
        widget=TagWidget,
        help_text="With commas between them. New ones are made as you type.",
    )

    # When the post that was opened had been saved.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Post
        exclude: list[str] = []
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "dek": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "body": ProseWidget,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "filed_under" in self.fields:
            self.initial["filed_under"] = list(
                self.instance.filings.filter(direct=True).values_list(
                    "category", flat=True
                )
            )
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        other = Post.objects.filter(slug=slug).exclude(pk=self.instance.pk).first()
        if slug and other:
            raise ValidationError(
                f"The post “{other}” has this address already. "
                f"A free one: {actions.free_slug(slug, besides=self.instance.pk)}"
            )
        return slug

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._refuse_to_save_over_others(data.get("seen", ""))
        if data.get("status") == Post.Status.PUBLISHED:
            if not data.get("title", "").strip():
                self.add_error("title", "Give the post a title before you publish it.")
            if not clean_body(data.get("body", "")):
                self.add_error(
                    "body", "Write something in the post before you publish it."
                )
        if data.get("part") and not data.get("series"):
            self.add_error("series", "Choose the series that this is a part of.")
        if not data.get("slug") and "slug" not in self.errors and data.get("title"):
            data["slug"] = actions.free_slug(data["title"], besides=self.instance.pk)
        return data

    def _refuse_to_save_over_others(self, seen: str) -> None:
        last = self.instance.updated_at
        if self.instance.pk and seen and seen != last.isoformat():
            self.add_error(
                None,
                f"Somebody saved this post at {localtime(last):%H:%M}, after you had "
                "opened it. What you typed is still here: copy what you need of it, "
                "then open the post again.",
            )

    def _save_m2m(self) -> None:
        """Leave the filing to save_post, which knows what else follows from it."""


class BylineFormSet(BaseInlineFormSet):
    """The authors of a post; a published one has at least one."""

    # Who is named when nobody is chosen: the user's own author.
    fallback: Author | None = None

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or self.fallback is not None:
            return
        named = [
            form
            for form in self.forms
            if form.cleaned_data.get("author") and not form.cleaned_data.get("DELETE")
        ]
        if self.instance.status == Post.Status.PUBLISHED and not named:
            raise ValidationError("Say who wrote the post before you publish it.")
