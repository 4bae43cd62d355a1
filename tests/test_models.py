"""What every model of ours promises of its columns, keys and constraints."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, UniqueConstraint
from django.db.models.constraints import BaseConstraint

ROOT = Path(__file__).resolve().parent.parent
OURS = [
    model
    for app in apps.get_app_configs()
    if Path(app.path).parent == ROOT
    for model in app.get_models()
]


def test_every_constraint_says_what_is_wrong():
    silent = [
        constraint.name
        for model in OURS
        for constraint in model._meta.constraints
        if constraint.violation_error_message
        == BaseConstraint.default_violation_error_message
    ]
    assert not silent


def test_the_database_knows_the_choices_of_every_column():
    unknown = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.local_concrete_fields
        if field.choices and not is_constrained(model, field)
    ]
    assert not unknown


def is_constrained(model, field):
    """Whether a constraint of the model names each choice of the field."""
    values = [value for value, _ in field.get_choices(include_blank=field.blank)]
    return any(
        isinstance(constraint, CheckConstraint)
        and (f"{field.name}__in", values) in constraint.condition.children
        for constraint in model._meta.constraints
    )


def test_no_foreign_key_has_two_indexes_of_the_same_beginning():
    doubled = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey)
        and not field.unique
        and field.db_index
        and field.name in first_columns(model)
    ]
    assert not doubled


def first_columns(model):
    """The columns that an index or a unique constraint without condition begins with."""
    meta = model._meta
    unique = [c for c in meta.constraints if isinstance(c, UniqueConstraint)]
    return {
        kept.fields[0].removeprefix("-")
        for kept in (*meta.indexes, *unique)
        if kept.fields and not kept.condition
    }
