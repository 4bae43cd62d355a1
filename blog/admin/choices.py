"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Model
from django.http import HttpRequest

from blog.widgets import Autocomplete

# Of each kind, for those without JavaScript.
AT_HAND = 100


class ChoosesByName(BaseModelAdmin):
    """Its ``autocomplete_fields`` answer a made-up choice with a sentence, not a 500.

    The first of ``fields_at_hand`` can be chosen without JavaScript too.
    """

    fields_at_hand: Sequence[str] = ()

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            widget = kwargs["widget"] = Autocomplete(db_field, self.admin_site)
            if db_field.name in self.fields_at_hand:
                widget.at_hand = self._at_hand(db_field.related_model, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _at_hand(
        self, model: type[Model], request: HttpRequest
    ) -> list[tuple[int, str]]:
        """As they stand first in the admin's list of them: one query."""
        rows = model.objects.all()
        if order := self.admin_site.get_model_admin(model).get_ordering(request):
            rows = rows.order_by(*order)
        return [(row.pk, str(row)) for row in rows[:AT_HAND]]
