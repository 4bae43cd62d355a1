"""Which path an address in an old body names, if its host is the blog's."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import unquote, urlsplit

# A cache of pictures that has the whole address in its path.
_CACHE = re.compile(r"i\d\.wp\.com$")
_PORT = re.compile(r":(?:80|443)?$")
_UPWARDS = re.compile(r"^(?:\.{0,2}/)*")


def bare_host(address: str) -> str:
    """The host of an address as it is compared: without www and usual ports."""
    try:
        host = urlsplit(address.strip()).netloc
    except ValueError:
        return ""
    return _PORT.sub("", host.lower()).removeprefix("www.")


def path_on(address: str, hosts: Container[str]) -> str:
    """The decoded path if one of ``hosts`` serves it, or none is named; else empty."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"} or not parts.path:
        return ""
    host, path = bare_host(address), unquote(parts.path)
    if _CACHE.match(host):
        inner = f"//{path.lstrip('/')}"
        host, path = bare_host(inner), f"/{inner[2:].partition('/')[2]}"
    if host and host not in hosts:
        return ""
    return path if path.startswith("/") else _UPWARDS.sub("/", path, count=1)
