"""The whole database as values that can be compared."""

from __future__ import annotations

from django.apps import apps


def dump() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=repr)
        for model in apps.get_models()
    }
