"""Where the addresses in imported texts lead here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import reverse

from blog.models import Post, Redirect
from blog.old_addresses import moved_to, still_there
from comments.models import Comment
from transfer.readers.wxr_values import folder_of, path_of

from .shelf_bases import Shelves

# As in comments.bulk: PostgreSQL uses a partial index only for lists up to this length.
REFS_AT_ONCE = 100
_POST_PATH = re.compile(r"/\d{4}/\d\d/([^/?]+)/?(?:\?|$)", re.ASCII)
_COMMENT = re.compile(r"comment-(\d{1,18})", re.ASCII)
# Marks that WordPress put into its pages, and what is there on ours.
_MARKS = {"respond": "#comments", "comments": "#comments", "content": "", "top": ""}
_MORE = re.compile(r"more-\d+", re.ASCII)
# Uploads have ways of their own; the rooms of the staff are for nobody else.
_NO_PAGE = re.compile(r"/wp-(?:content|includes|admin)/|/wp-(?:login|admin|cron)\b")


class Asked(NamedTuple):
    """An address of the old site or of this one, as a request would name it."""

    source: str
    path: str
    mark: str


class Destinations:
    """Answers for one batch of texts after the other.

    ``sites`` are the addresses of the old blogs, each with what the refs of its records
    begin with.
    """

    def __init__(self, sites: Mapping[str, str]) -> None:
        self.sources = {_host(url): source for url, source in sites.items()}
        self.hosts = self.sources.keys() | {_host(settings.SITE_URL)}
        self.roots = {folder_of(url) for url in sites} - {""}
        self.shelves = Shelves()
        # What was looked up one by one: old menus and footers repeat themselves.
        self.single: dict[str, str | None] = {}
        self.forget()

    def forget(self) -> None:
        """Let go of what was looked up for the texts before: memory stays small."""
        self.known: dict[tuple[str, str, str], Asked | None] = {}
        self.pages: dict[str, str | None] = {}
        self.posts: dict[str, int] = {}
        self.comments: dict[str, int] = {}

    def asked(self, address: str, *, base: str, source: str) -> Asked | None:
        """What ``address`` in a text of ``source`` at ``base`` asks for; None: others."""
        # A whole address says the same in every text.
        key = (address, "" if "://" in address else base, source)
        if key not in self.known:
            self.known[key] = self._asked(address, base=base, source=source)
        return self.known[key]

    def _asked(self, address: str, *, base: str, source: str) -> Asked | None:
        try:
            parts = urlsplit(urljoin(base, address.strip()))
        except ValueError:
            return None
        is_web = parts.scheme in {"", "http", "https"}
        is_inside = not parts.netloc or _host(f"//{parts.netloc}") in self.hosts
        if not is_web or not is_inside or _NO_PAGE.search(parts.path):
            return None
        path = path_of(parts._replace(scheme="", netloc="", fragment="").geturl())
        if address.startswith("?"):
            path = f"/{address.partition('#')[0]}"
        source = self.sources.get(_host(f"//{parts.netloc}"), source)
        return Asked(source, path or "/", parts.fragment)

    def load(self, asked: Iterable[Asked]) -> None:
        """Look up all of them: three queries, and some for each that is no post."""
        asked = list(asked)
        paths = {one.path for one in asked}
        for path, row in Redirect.objects.find_many(paths).items():
            address = row.get_absolute_url() if row.is_public else None
            self._keep(path, address, row.post_id)
        slugs = {p: unquote(m[1]) for p in paths if (m := _POST_PATH.match(p))}
        here = Post.objects.exclude(slug="").filter(slug__in=set(slugs.values()))
        by_slug = {post.slug: post for post in here.for_title()}
        for path, slug in slugs.items():
            if path not in self.pages and (post := by_slug.get(slug)):
                address = post.get_absolute_url() if post.is_public else None
                self._keep(path, address, post.pk)
        for path in paths - self.pages.keys():
            self._keep(path, self._look_up(path), None)
        self._load_comments({_comment_ref(one) for one in asked} - {""})

    def _keep(self, path: str, here: str | None, post: int | None) -> None:
        """None: its address must not be read off a link to it."""
        self.pages[path] = here
        if post is not None:
            self.posts[path] = post

    def _look_up(self, path: str) -> str | None:
        if path not in self.single:
            root = next((r for r in self.roots if f"{path}/".startswith(f"{r}/")), "")
            inside = path.removeprefix(root) or "/"
            self.single[path] = (
                moved_to(path)
                or still_there(inside)
                or moved_to(inside)
                or self.shelves.find(inside)
            )
        return self.single[path]

    def _load_comments(self, refs: Iterable[str]) -> None:
        wanted = sorted(refs)
        imported = Comment.objects.readable().exclude(import_ref="")
        for start in range(0, len(wanted), REFS_AT_ONCE):
            some = imported.filter(import_ref__in=wanted[start : start + REFS_AT_ONCE])
            self.comments |= some.values_list("import_ref", "pk")

    def post_of(self, asked: Asked) -> int | None:
        """The key of the post that it leads to, if it is one."""
        return self.posts.get(asked.path)

    def comment_of(self, asked: Asked) -> int | None:
        """The key of the comment that it leads to, if it is one."""
        return self.comments.get(_comment_ref(asked))

    def address_of(self, asked: Asked) -> str | None:
        """Where it leads here; None: nowhere that we know."""
        if comment := self.comment_of(asked):
            return reverse("comments:comment", args=[comment])
        here = self.pages.get(asked.path)
        return None if here is None else f"{here}{_mark(asked.mark)}"


def _host(url: str) -> str:
    """Without "www.", which sites answer to or not as they like; empty if it is none."""
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _comment_ref(asked: Asked) -> str:
    found = _COMMENT.fullmatch(asked.mark)
    return f"{asked.source}:{found[1]}" if found and asked.source else ""


def _mark(mark: str) -> str:
    if not mark or _MORE.fullmatch(mark) or _COMMENT.fullmatch(mark):
        return ""
    return _MARKS.get(mark, f"#{mark}")
