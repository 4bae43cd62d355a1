"""What the admin's forms show of a body, of tags and of the tree of categories."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.models import ModelChoiceIteratorValue
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media, Script

# What the editor can hold. From SourcedQuote on, static/js/prose.js says how.
PROSE_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": True,
    "Heading": {"levels": [2, 3, 4]},
    "HardBreak": True,
    "HorizontalRule": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    # Typed "slow.As" is a slip, no address.
    "Link": {
        "autolink": False,
        "enableTarget": False,
        "protocols": ["http", "https", "mailto", "tel"],
    },
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Image": True,
    "SourcedQuote": True,
    "QuoteSource": True,
    "PlainFigure": True,
    "PlainCaption": True,
    "Footnote": True,
    "SmallMarks": True,
    "HoldsAll": True,
}
_SELECT2 = "admin/js/vendor/select2/"


class ProseWidget(AdminProseEditorWidget):
    """The editor; without JavaScript, or where it can't hold a body, its HTML."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"rows": 24, "class": "vLargeTextField", **(attrs or {})},
            config={"extensions": PROSE_EXTENSIONS},
            preset="configurable",
        )

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["css/admin-prose.css"]})


def tag_names(typed: str) -> list[str]:
    """The names in ``typed``, between commas; quotes hold a comma inside a name."""
    found = (
        " ".join((quoted or plain).split())
        for quoted, plain in re.findall(r'"([^"]*)"?|([^",]+)', typed)
    )
    # Two that differ in case alone are one tag.
    return list({name.casefold(): name for name in found if name}.values())


class TagWidget(forms.TextInput):
    """Tags with commas between them; with JavaScript, the admin's own Select2."""

    suggestions: str = ""

    def format_value(self, value: Any) -> str | None:
        """``value``: what was typed, or the rows of tags."""
        if value and not isinstance(value, str):
            value = ", ".join(_quoted(tag.name) for tag in value)
        return super().format_value(value)

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"]["class"] = "vTextField tag-input"
        widget["attrs"]["data-tags"] = json.dumps(tag_names(widget["value"] or ""))
        widget["attrs"]["data-suggestions"] = self.suggestions
        return context

    @property
    def media(self) -> Media:
        return Media(
            css={
                "screen": [
                    f"{_SELECT2.replace('/js/', '/css/')}select2.css",
                    "admin/css/autocomplete.css",
                ]
            },
            js=[
                "admin/js/vendor/jquery/jquery.js",
                f"{_SELECT2}select2.full.js",
                "admin/js/jquery.init.js",
                Script("js/tags.js", type="module"),
            ],
        )


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


def is_key(value: Any) -> bool:
    """Whether ``value`` can be a primary key at all: SQLite fails on thirty digits."""
    return re.fullmatch(r"[0-9]{1,18}", str(value)) is not None


class Autocomplete(AutocompleteSelect):
    """The admin's own, for values that somebody made up too."""

    # Keys and names that are there to choose from without JavaScript.
    at_hand: Sequence[tuple[int, str]] = ()

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        listed = {str(pk) for pk, _ in self.at_hand}
        chosen = [str(pk) for pk in value if is_key(pk)]
        groups = super().optgroups(name, [pk for pk in chosen if pk not in listed])
        options = groups[0][1]
        if self.at_hand and not any(option["value"] == "" for option in options):
            options.insert(0, self.create_option(name, "", "", False, 0))  # noqa: FBT003 (Django's own)
        for pk, label in self.at_hand:
            selected = str(pk) in chosen
            options.append(self.create_option(name, pk, label, selected, len(options)))
        return groups


class CategoryTree(forms.CheckboxSelectMultiple):
    """Boxes to tick, indented like the tree; each says its whole path aloud."""

    def create_option(
        self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if isinstance(value, ModelChoiceIteratorValue):
            depth = value.instance.path.count("/")
            option["attrs"]["data-depth"] = min(depth, 5)
        return option
