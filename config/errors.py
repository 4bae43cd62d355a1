"""What a reader meets when something goes wrong."""

from __future__ import annotations

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """400, or 413 for more than the site takes at once, in the site's own look."""
    too_large = isinstance(exception, TOO_LARGE)
    status = 413 if too_large else 400
    return render(request, "400.html", {"too_large": too_large}, status=status)


def page_not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """404, in the site's own look."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn without the database: it may be what is broken."""
    return HttpResponse(get_template("500.html").render({}), status=500)


def permission_denied(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """403, in the site's own look."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token; what was typed is given back."""
    context = {"typed": request.POST.get("comment", "")}
    return render(request, "403_csrf.html", context, status=403)
