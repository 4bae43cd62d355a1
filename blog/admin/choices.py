"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest

from blog.widgets import Autocomplete


class ChoosesByName(BaseModelAdmin):
    """Its ``autocomplete_fields`` answer a made-up choice with a sentence, not a 500."""

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Autocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
