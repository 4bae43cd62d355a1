"""What moderators type into forms that are a field or two."""

from __future__ import annotations

from django.http import HttpRequest


def typed_in(request: HttpRequest, field: str) -> str:
    """The text of a field, without null characters: PostgreSQL stores none."""
    return request.POST.get(field, "").replace("\0", "").strip()
