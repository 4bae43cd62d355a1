"""What authors type, checked before an action takes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.text import slugify
from django.utils.timezone import localtime

from accounts.models import Author
from blog import actions
from blog.addresses import as_requested, is_ours, leads_to
from blog.markup import clean_body, clean_inline
from blog.models import Category, Correction, Page, Post, Redirect, Tag
from blog.widgets import CategoryTree, ProseWidget, TagWidget, is_key, tag_names

LONGEST_TAG = 100
# Beyond these, a time zone's hours may lead out of the calendar.
YEARS = range(1900, 3000)


class DatedForm(forms.ModelForm):
    """A form whose dates are of years that every time zone and address can bear."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.SplitDateTimeField):
                field.validators.append(_check_year)


def _check_year(moment: datetime) -> None:
    if moment.year not in YEARS:
        raise ValidationError(
            f"Enter a year from {YEARS[0]} to {YEARS[-1]}.", code="year"
        )


class TagsField(forms.CharField):
    """What is typed of tags; cleaned, their names."""

    widget = TagWidget

    def clean(self, value: Any) -> list[str]:
        names = tag_names(super().clean(value))
        for name in names:
            if len(name) > LONGEST_TAG:
                raise ValidationError(
                    f"A tag has at most {LONGEST_TAG} characters. “{name[:40]}…” has "
                    f"{len(name)}: is a comma missing?"
                )
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {tag.name for tag in initial or []} != set(tag_names(data or ""))


class CategoriesField(forms.ModelMultipleChoiceField):
    """Categories ticked; a number that no column holds is no category."""

    widget = CategoryTree

    def clean(self, value: Any) -> Any:
        for pk in value or []:
            if not is_key(pk):
                raise ValidationError(
                    self.error_messages["invalid_choice"], params={"value": pk}
                )
        return super().clean(value)


# What moderators change, too.
THREAD_TERMS = frozenset({"comment_policy", "comments_close_after_days"})


class PostForm(DatedForm):
    """A post with what it is filed under; blog.actions.save_post saves all of it."""

    filed_under = CategoriesField(
        Category.objects.all(), label="Categories", required=False
    )
    tags = TagsField(
        required=False,
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
        help_texts = {
            "body": "A figure takes the address of a picture in the library (Images)."
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
            for name in THREAD_TERMS & self.fields.keys():
                self.fields[name].show_hidden_initial = True

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
        for name in THREAD_TERMS & data.keys() - set(self.changed_data):
            # A moderator may have closed the thread while the author was writing.
            data[name] = getattr(self.instance, name)
        if data.get("status") == Post.Status.PUBLISHED:
            if not data.get("title", "").strip():
                self.add_error("title", "Give the post a title before you publish it.")
            if not clean_body(data.get("body", "")):
                self.add_error(
                    "body", "Write something in the post before you publish it."
                )
        if data.get("part") and not data.get("series"):
            self.add_error("series", "Choose the series that this is a part of.")
        if data.get("slug") == "" and (data.get("title") or "title" in self.errors):
            title = data.get("title", "")
            data["slug"] = actions.free_slug(title, besides=self.instance.pk)
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


class CorrectionForm(DatedForm):
    """A dated note; readers see of it what cleaning leaves."""

    class Meta:
        model = Correction
        fields = ["kind", "text", "noted_at"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def clean_text(self) -> str:
        text = clean_inline(self.cleaned_data["text"])
        if not text:
            raise ValidationError("Write what was wrong, or what has happened since.")
        return text


class BylineForm(forms.ModelForm):
    """One author of a post."""

    def validate_constraints(self) -> None:
        """Leave doubles to the formset: two authors may change places."""


class BylineFormSet(BaseInlineFormSet):
    """The authors of a post; a published one has at least one."""

    # Who is named when nobody is chosen: the user's own author.
    fallback: Author | None = None

    def named_authors(self) -> list[Author]:
        """Who is named, in the order of their positions."""
        rows = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("author") and not form.cleaned_data.get("DELETE")
        ]
        rows.sort(key=lambda row: row["position"])
        return [row["author"] for row in rows]

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or self.fallback is not None:
            return
        if self.instance.status == Post.Status.PUBLISHED and not self.named_authors():
            raise ValidationError("Say who wrote the post before you publish it.")


class ParentField(forms.ModelChoiceField):
    """A category to lie inside of, indented like the tree."""

    def label_from_instance(self, obj: Category) -> str:
        return f"{'– ' * obj.path.count('/')}{obj.name}"


class CategoryForm(forms.ModelForm):
    """A category and its place in the tree."""

    parent = ParentField(
        Category.objects.all(),
        required=False,
        label="Inside of",
        empty_label="(at the top)",
    )

    class Meta:
        model = Category
        fields = ["name", "slug", "parent", "description"]
        help_texts = {"slug": "The last part of the address; made from the name."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" not in self.fields:
            return  # Somebody who may only look: the admin shows no fields.
        self.fields["slug"].required = False
        if self.instance.pk:
            places = Category.objects.exclude(pk=self.instance.pk).exclude(
                path__startswith=f"{self.instance.path}/"
            )
            self.fields["parent"].queryset = places

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        slug = data["slug"] = data["slug"] or slugify(data["name"], allow_unicode=True)
        path = f"{data['parent'].path}/{slug}" if data["parent"] else slug
        others = Category.objects.exclude(pk=self.instance.pk)
        if not slug:
            self.add_error("slug", "Give the category an address.")
        elif others.filter(path=path).exists():
            self.add_error("slug", f"There is a category at /category/{path}/ already.")
        elif not leads_to(f"/category/{path}/", "blog:category"):
            self.add_error("slug", f"The site itself uses “{slug}”. Choose another.")
        return data


class TagForm(forms.ModelForm):
    """A tag; two that differ in case alone would be one to a reader."""

    class Meta:
        model = Tag
        fields = ["name", "slug", "description"]
        help_texts = {"slug": "The address; made from the name if empty."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Tag.objects.exclude(pk=self.instance.pk)
        if other := others.filter(name__iexact=name).first():
            raise ValidationError(f"There is a tag “{other}” already.")
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        slug = data["slug"] = data["slug"] or slugify(data["name"], allow_unicode=True)
        others = Tag.objects.exclude(pk=self.instance.pk)
        if not slug:
            self.add_error("slug", "Give the tag an address.")
        elif others.filter(slug=slug).exists():
            self.add_error("slug", f"Another tag has the address /tag/{slug}/.")
        return data


class PageForm(forms.ModelForm):
    """A page at a path of its own."""

    class Meta:
        model = Page
        fields = ["title", "body", "status", "path", "menu_position", "menu_title"]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "body": ProseWidget,
        }

    def clean_path(self) -> str:
        path = "/".join(
            slugify(part, allow_unicode=True)
            for part in self.cleaned_data["path"].strip("/").split("/")
        )
        if not path.strip("/"):
            raise ValidationError("Give the page an address, such as about/staff.")
        return path


class RedirectForm(forms.ModelForm):
    """An address of old and the one thing that it leads to now."""

    class Meta:
        model = Redirect
        fields = ["old_path", *Redirect.TARGETS]
        help_texts = {
            "old_path": "As it was linked: /old/post/ or /?p=123. "
            "A whole address of this site will do."
        }

    def clean_old_path(self) -> str:
        typed: str = self.cleaned_data["old_path"]
        if not is_ours(typed):
            raise ValidationError("This address is on another site.")
        path = as_requested(typed)
        if not path.startswith("/"):
            raise ValidationError("The old address begins with a slash.")
        return path

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [data[name] for name in Redirect.TARGETS if data.get(name)]
        if len(chosen) > 1:
            self.add_error(None, "Choose one thing that the old address leads to.")
        elif chosen and chosen[0].get_absolute_url() == data.get("old_path"):
            self.add_error("old_path", f"{chosen[0]} has this address now.")
        return data
