"""Which addresses are ours, and which post an address of ours names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import RFC3986_SUBDELIMS

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


def post_path(day: date, slug: str) -> str:
    """The path of a post that was published on ``day`` (or in the month that begins).

    As ``reverse`` says it, which takes ten times as long: lists name each post thrice.
    """
    before, after = _around_slug("blog:post", "2000", "01")
    month = f"{day.year:04}/{day.month:02}"
    return f"{before.replace('2000/01', month)}{_quoted(slug)}{after}"


def category_path(path: str) -> str:
    """The path of the page of a category, as ``reverse`` says it."""
    before, after = _around_slug("blog:category")
    return f"{before}{_quoted(path)}{after}"


@functools.cache
def _around_slug(view_name: str, *others: str) -> tuple[str, str]:
    """What stands before and after the last part of an address."""
    before, _, after = reverse(view_name, args=[*others, "~"]).partition("~")
    return before, after


def _quoted(part: str) -> str:
    return quote(part, safe=f"{RFC3986_SUBDELIMS}/~:@")


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
