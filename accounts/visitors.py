"""The address that a request comes from, and what stands for one visitor."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv6Address

from django.conf import settings
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
        # Without the name of the network card that one of IPv6 may end with.
        return str(_plain(ipaddress.ip_address(address.partition("%")[0])))
    except ValueError:
        return None


def place_of(ip_address: str | None) -> str:
    """What one customer has: an IPv4 address, or the 64 bits before their own in IPv6."""
    if not ip_address:
        return ""
    address = _plain(ipaddress.ip_address(ip_address))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """A server that listens to both writes an IPv4 address into one of IPv6."""
    return getattr(address, "ipv4_mapped", None) or address
