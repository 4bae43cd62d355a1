"""The address that a request comes from."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The visitor's IP address; None if the connection has none.

    With TRUSTED_PROXIES in front, the entry that the outermost of them wrote into
    X-Forwarded-For; what a visitor wrote there is never believed.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    proxies = settings.MASTHEAD_TRUSTED_PROXIES
    if proxies:
        entries = request.headers.get("X-Forwarded-For", "").split(",")
        address = entries[-proxies].strip() if len(entries) >= proxies else address
    try:
        validate_ipv46_address(address)
    except ValidationError:
        return None
    return address
