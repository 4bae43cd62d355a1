"""Which addresses are ours, and which post an address of ours names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path, iri_to_uri

# As requested, percent-encoded: with what stands before it, a redirect still holds it.
LONGEST_SLUG = 900

_POST_PATH = re.compile(r"^/\d{4}/\d{2}/([^/]+)/?$")


def is_ours(address: str) -> bool:
    """Whether a reader's browser would ask this site for ``address``."""
    try:
        parts = urlsplit(address.replace("\\", "/"))  # As browsers read it.
    except ValueError:  # "//[quay": no browser asks anybody.
        return False
    if not parts.netloc:
        return parts.scheme == ""
    return parts.netloc == str(urlsplit(settings.SITE_URL).netloc)


def absolute(path: str) -> str:
    """The whole address of a path of ours, as feeds and mails need it."""
    return f"{settings.SITE_URL}{path}"


def as_requested(address: str) -> str:
    """The path, with any query, by which a browser asks for ``address``.

    A whole address of this site loses its host. What is not ASCII is percent-encoded,
    in the spelling of Django's ``request.get_full_path()``.
    """
    parts = urlsplit(address.strip())
    path = escape_uri_path(unquote(parts.path))
    return f"{path}?{iri_to_uri(parts.query)}" if parts.query else path


def too_long(slug: str) -> bool:
    """Whether ``slug`` makes an address that mails and other sites would cut.

    A letter beyond ASCII takes six characters of an address, or nine.
    """
    return len(escape_uri_path(slug)) > LONGEST_SLUG


def leads_to(path: str, view_name: str) -> bool:
    """Whether a request for ``path`` reaches the view of that name."""
    try:
        return resolve(path).view_name == view_name
    except Resolver404:
        return False


def post_slugs(addresses: Iterable[str]) -> dict[str, str]:
    """The slug of the post that each of the ``addresses`` names, if it is ours."""
    found = {}
    for address in addresses:
        if not is_ours(address):
            continue
        if match := _POST_PATH.match(unquote(urlsplit(address).path)):
            found[address] = match[1]
    return found
