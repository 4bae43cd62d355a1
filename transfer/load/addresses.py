"""Addresses of strangers: kept if they are what they claim to be."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def usable_email(address: str) -> str:
    """``address``, or nothing if it is none."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= 254 else ""


def web_address(address: str) -> str:
    """``address`` if a browser would go there, else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and parts.netloc
    return address if is_web and not set(address) & set(" <>\"'") else ""


def ip_address(address: str) -> str | None:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
