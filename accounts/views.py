"""Signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views


class SignIn(views.LoginView):
    """The sign-in page; who is signed in already finds the way out there."""

    template_name = "accounts/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # Django's own "site" would hide ours, which every page shows in its head.
        del context["site"], context["site_name"]
        return context
