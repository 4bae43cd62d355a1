"""Single values as WordPress writes them: moments, addresses, digests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from django.utils import timezone
from django.utils.encoding import escape_uri_path, iri_to_uri

from transfer.wordpress_markup import without_controls

# Years that an address of ours can name.
YEARS = range(1000, 9999)
# A post without a date was "published" on 30 Nov -0001.
_PUBLISHED = re.compile(r"\d [A-Z][a-z]{2} \d{4} ", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d", re.ASCII)


def digest_of(values: Sequence[str]) -> str:
    """The SHA-256 of what the source said."""
    return hashlib.sha256("\0".join(values).encode()).hexdigest()


def pairs_of(fields: Mapping[str, str]) -> list[str]:
    """What a digest is made of: each field with its name."""
    return [f"{name}={fields[name]}" for name in sorted(fields)]


def moment_of(text: str, *, is_utc: bool) -> datetime | None:
    """The moment that WordPress wrote; None for 0000-00-00 and what is no date."""
    if not (found := _DATE.match(text.strip())):
        return None
    try:
        naive = datetime.fromisoformat(found[0])
    except ValueError:
        return None
    if naive.year not in YEARS:
        return None
    return naive.replace(tzinfo=UTC) if is_utc else timezone.make_aware(naive)


def published_of(text: str) -> datetime | None:
    """The moment in an RSS date; None for what is no date."""
    if not _PUBLISHED.search(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment if moment.year in YEARS else None


def nicename(login: str) -> str:
    """The login as WordPress has it in addresses: ``nicename("Ines.Vale")``."""
    name = re.sub(r"[./]", "-", login.strip().lower())
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", name)).strip("-")


def path_of(address: str) -> str:
    """Path and query as ``request.get_full_path()`` shows them; "" for the front page.

    WordPress writes %e4%b8 where Django's requests and addresses have %E4%B8.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = escape_uri_path(without_controls(unquote(parts.path))) or "/"
    query = f"?{iri_to_uri(parts.query)}" if parts.query else ""
    return f"{path}{query}" if path.startswith("/") and path + query != "/" else ""


def old_paths_of(fields: Mapping[str, str], parameter: str) -> tuple[str, ...]:
    """Where the source showed it: its permalink, and the short address by its id."""
    paths = [path_of(fields.get("link", ""))]
    if (key := fields.get("wp:post_id", "").strip()).isdecimal():
        paths.append(f"/?{parameter}={key}")
    return tuple(dict.fromkeys(path for path in paths if path))


def folder_of(site: str) -> str:
    """``/blog`` for a site that is not at the top of its host, else nothing."""
    return path_of(site).partition("?")[0].rstrip("/")
