"""What allauth's pages need to be pages of this site, and who may enter the admin."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from accounts.models import User

Next = Callable[[HttpRequest], HttpResponse]

# Seconds: allauth counts what is tried in a minute.
LIMITS_LAST_FOR = 60
# The ways out of the admin stay open.
OPEN_IN_ADMIN = {"jsi18n", "login", "logout"}


class AccountPagesMiddleware:
    """Keep pages about accounts out of caches, and let them show this site's name."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(reverse("account_index")):
            add_never_cache_headers(response)
            if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                response.headers.setdefault("Retry-After", str(LIMITS_LAST_FOR))
        return response

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        if response.context_data and request.path.startswith(reverse("account_index")):
            # allauth puts the row of Django's sites table here; every page shows ours.
            response.context_data.pop("site", None)
            response.context_data["takes_members"] = settings.MASTHEAD_SIGN_UP
        return response


class SecondFactorMiddleware:
    """Lead staff who have no second factor to where they set one up.

    Only where MASTHEAD_STAFF_NEEDS_SECOND_FACTOR says so: one query a page then.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if (
            not settings.MASTHEAD_STAFF_NEEDS_SECOND_FACTOR
            or match is None
            # By address: pages of our own stand beside those of Django's admin.
            or not request.path.startswith(reverse("admin:index"))
            or match.url_name in OPEN_IN_ADMIN
        ):
            return None
        user = request.user
        if not isinstance(user, User) or not user.is_staff or is_mfa_enabled(user):
            return None
        messages.warning(
            request, "Set up a second step first: staff need one before the admin."
        )
        return redirect("mfa_index")
