"""Columns that are worked out from others."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.names import KEY_LENGTH, key_of


class NameKeyField(models.CharField):  # type: ignore[type-arg]
    """The key of the row's ``name``, worked out whenever the row is saved whole."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"max_length": KEY_LENGTH, "editable": False, "default": ""}
        super().__init__(**kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 (Django's own)
        key = key_of(getattr(model_instance, "name", ""))
        setattr(model_instance, self.attname, key)
        return key
