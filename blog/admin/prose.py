"""A form with the editor of bodies in it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from js_asset import Media


class ProseAdmin(admin.ModelAdmin):
    """A form with the editor of bodies in it."""

    def view_on_site(self, obj: Any) -> str:
        """The page itself: Django's own link goes by way of the sites table."""
        return obj.get_absolute_url()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing: a link from elsewhere does not fill in what somebody publishes."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map is inline, which the policy allows with a nonce alone.
        nonce = str(request.csp_nonce)
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        return super().render_change_form(request, context, *args, **kwargs)
