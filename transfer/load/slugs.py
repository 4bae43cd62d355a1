"""Addresses from another system's: kept where ours can be the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from django.utils.text import slugify

from blog.addresses import leads_to


def clean_slug(text: str) -> str:
    """``text`` as one part of an address; empty if nothing of it can be.

    Letters, digits and marks of every script stay, since a moved site keeps its links.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        character
        if character in "-_" or unicodedata.category(character)[0] in "LNM"
        else "-"
        for character in composed
    )
    return re.sub(r"-{2,}", "-", kept).strip("-_")[:200]


def post_slug(slug: str, title: str, key: str) -> str:
    """The address of a post: its own, else from its title, else from its id."""
    found = clean_slug(slug) or slugify(title, allow_unicode=True)[:200]
    if not found:
        return f"post-{key}"
    # The day archive has addresses like /2026/11/23/.
    return found if leads_to(f"/2000/01/{found}/", "blog:post") else f"{found}-2"


def first_free(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """``wanted``, or with the first number that makes it free: ``wanted-2``."""
    candidate, count = wanted, 1
    while is_taken(candidate):
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate
