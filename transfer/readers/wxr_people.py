"""Who is named in a WordPress export: its authors, guest authors, and their bylines.

The plugin Co-Authors Plus keeps a byline as terms of the taxonomy "author" and a guest
author as an item; others only name one login above each post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from transfer.paragraphs import with_paragraphs
from transfer.readers.wxr_values import digest_of, nicename, pairs_of
from transfer.records import AuthorRecord
from transfer.wordpress_markup import plain, without_controls

BYLINE = "author"
GUEST_AUTHOR = "guest-author"
# What the names of the plugin's terms and items begin with.
_PREFIX = "cap-"


class Term(NamedTuple):
    """One <category> of an item."""

    domain: str
    slug: str
    name: str


class People:
    """The authors of one export; ``ref_of`` makes refs of its logins.

    ``accounts`` are the logins of guest authors who have an account too, by theirs.
    """

    def __init__(
        self, ref_of: Callable[[str], str], accounts: Mapping[str, str]
    ) -> None:
        self.ref_of = ref_of
        # By how they are written in addresses.
        self.logins = {nicename(guest): login for guest, login in accounts.items()}
        self.refs_by_id: dict[str, str] = {}

    def author(self, fields: Mapping[str, str]) -> AuthorRecord:
        """Somebody of the list in the head of the channel."""
        login = plain(fields.get("wp:author_login", ""))
        key = fields.get("wp:author_id", "").strip()
        names = (fields.get(f"wp:author_{part}_name", "") for part in ("first", "last"))
        self.logins.setdefault(nicename(login), login)
        self.refs_by_id[key] = self.ref_of(login)
        return AuthorRecord(
            ref=self.ref_of(login),
            digest=digest_of(pairs_of(fields)),
            login=login,
            name=plain(fields.get("wp:author_display_name", ""))
            or plain(" ".join(names))
            or login,
            email=fields.get("wp:author_email", "").strip(),
            id=key,
        )

    def guest(self, fields: Mapping[str, str]) -> AuthorRecord:
        """Somebody whom the plugin keeps as an item: with a biography."""

        def said(name: str) -> str:
            return without_controls(fields.get(f"meta:{_PREFIX}{name}", "").strip())

        address = unquote(fields.get("wp:post_name", "").strip())
        account = said("linked_account") or said("user_login")
        login = self._login(account or address.removeprefix(_PREFIX))
        return AuthorRecord(
            ref=self.ref_of(login),
            digest=digest_of(pairs_of(fields)),
            login=login,
            name=plain(said("display_name")) or plain(fields.get("title", "")) or login,
            email=said("user_email"),
            bio=with_paragraphs(said("description")),
            website=said("website"),
        )

    def byline(self, creator: str, terms: Sequence[Term]) -> tuple[AuthorRecord, ...]:
        """Who stands above an item: the plugin's terms if there are any, in order."""
        named = {author.ref: author for author in self._named(creator, terms)}
        return tuple(named.values())

    def _named(self, creator: str, terms: Sequence[Term]) -> Iterator[AuthorRecord]:
        shared = [term for term in terms if term.domain == BYLINE]
        for term in shared:
            name = plain(term.name)
            # Of an account the term has the login and what addresses call it, which
            # may be two names.
            slug = unquote(term.slug).removeprefix(_PREFIX) or name
            login = self.logins.get(nicename(name)) or self._login(slug)
            yield self._only_named(login, name)
        if not shared and (login := plain(creator)):
            yield self._only_named(login, login)

    def _login(self, name: str) -> str:
        """The login that an address of the plugin's stands for."""
        name = plain(name)
        return self.logins.get(nicename(name), name)

    def _only_named(self, login: str, name: str) -> AuthorRecord:
        return AuthorRecord(
            ref=self.ref_of(login), digest="", login=login, name=name, email=""
        )
