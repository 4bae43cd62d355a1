"""Where the addresses of another system lead: those of WordPress, and those of old.

A Redirect names one address of one thing. What WordPress hangs on such an address (a
feed, the pages of a listing or a text, its page for phones) follows from it, and so do
the queries that stand for a whole address.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.http import escape_leading_slashes

from accounts.models import Author
from blog.models import Category, Page, Post, Redirect, Tag

# Names in the query of the front page that make it another page.
NAMED = (
    Redirect.SHORT
    | Redirect.SHELVES
    | {"author_name", "category_name", "feed", "m", "paged"}
)
# On any page: a form for an answer, which is no page of its own here.
REPLY = "replytocom"

# "atom" is the same word there and here; of RSS there is one kind left.
_RSS = "feed|feed/rss|feed/rss2|feed/rdf"
_FEEDS = {
    **dict.fromkeys(
        ["rss", "rss2", "rdf", "feed/rss", "feed/rss2", "feed/rdf"], "feed"
    ),
    **dict.fromkeys(["feed.rss", "wp-rss.php", "wp-rss2.php", "wp-feed.php"], "feed"),
    **dict.fromkeys(["wp-rdf.php", "index.rdf", "index.xml", "rss.xml"], "feed"),
    **dict.fromkeys(["atom", "wp-atom.php", "atom.xml"], "feed_atom"),
}
_COMMENT_FEEDS = re.compile(r"comments/feed/(?:rss2?|rdf)|wp-commentsrss2\.php")
_TAIL = re.compile(
    rf"(?P<head>/(?:.+?/)?)(?:(?P<rss>{_RSS})|(?P<atom>feed/atom|atom)"
    r"|page/(?P<page>\d{1,6})|comment-page-(?P<thread>\d{1,6})"
    r"|(?P<whole>amp|embed|trackback|\d{1,3}))/?"
)
_LISTINGS = {"blog:category", "blog:tag", "blog:author"}
_TEXTS = {"blog:post", "blog:page"}
# Views of ours whose addresses are those of WordPress.
_SAME = {
    *("blog:home", "blog:home_page", "blog:year", "blog:month", "blog:day"),
    *("blog:feed", "blog:feed_atom", "comments:feed", "comments:comment"),
}


def is_named_by_query(path: str, names: set[str]) -> bool:
    """Whether a query with these ``names`` makes an address of ours another one."""
    return REPLY in names or (path == reverse("blog:home") and bool(NAMED & names))


def moved_to(requested: str) -> str | None:
    """Where ``requested`` (path with query) leads here; None: nowhere we know."""
    path, _, query = requested.partition("?")
    said = {name: values[-1] for name, values in parse_qs(query).items()}
    target = (
        Redirect.objects.find(requested)
        or (_named_in(said) if path == reverse("blog:home") else None)
        or _with_tail(path)
        or _site_feed(path.strip("/"))
        or _without_index(path)
    )
    if target is None and REPLY in said:
        target = escape_leading_slashes(path)
    if target is None or REPLY in said:
        return target
    return _of_query(target, said) if target != requested else None


def _named_in(said: dict[str, str]) -> str | None:
    """What a query on the front page names."""
    shelves: list[tuple[str, QuerySet[Any]]] = [
        ("category_name", Category.objects.all()),
        ("tag", Tag.objects.all()),
        ("author_name", Author.objects.all()),
    ]
    for name, rows in shelves:
        slug = said.get(name, "").strip("/").rpartition("/")[2]
        if slug and (found := rows.filter(slug=slug).first()):
            address: str = found.get_absolute_url()
            return address
    return _of_site(said)


def _of_site(said: dict[str, str]) -> str | None:
    """The feeds, months and pages of the whole site."""
    feed, month, number = (said.get(name, "") for name in ("feed", "m", "paged"))
    if feed.startswith("comments-") and not {"p", "page_id"} & said.keys():
        return reverse("comments:feed")
    if feed and not (Redirect.SHORT | Redirect.SHELVES) & said.keys():
        return reverse("blog:feed_atom" if feed == "atom" else "blog:feed")
    if re.fullmatch(r"\d{6}(?:\d\d)?", month, re.ASCII):
        parts = (month[:4], month[4:6], month[6:])
        return f"/{'/'.join(part for part in parts if part)}/"
    if re.fullmatch(r"[1-9]\d{0,5}", number, re.ASCII):
        return reverse("blog:home_page", args=[number]) if number != "1" else "/"
    return None


def _of_query(target: str, said: dict[str, str]) -> str:
    """The feed or the page of what a query names beside: "?cat=3&paged=2"."""
    view = _view_of(target)
    if said.get("feed") and view in _LISTINGS | {"blog:post"}:
        atom = said["feed"] == "atom" and view != "blog:post"
        return f"{target}feed/{'atom/' if atom else ''}"
    number = said.get("paged", "")
    if view in _LISTINGS and re.fullmatch(r"[1-9]\d{0,5}", number, re.ASCII):
        return f"{target}page/{number}/" if number != "1" else target
    return target


def _with_tail(path: str) -> str | None:
    """What hangs on the address of a thing, by where that is now."""
    tail = _TAIL.fullmatch(path)
    if tail is None:
        return None
    head = Redirect.objects.find(tail["head"]) or _live(tail["head"])
    target = _hung_on(head, _view_of(head), tail) if head else None
    return target if target != path else None


def _hung_on(head: str, view: str, tail: re.Match[str]) -> str | None:
    if view in _LISTINGS:
        if tail["rss"] or tail["atom"]:
            return f"{head}feed/{'atom/' if tail['atom'] else ''}"
        return f"{head}page/{tail['page']}/" if tail["page"] else None
    if view not in _TEXTS:
        return None
    if view == "blog:post" and (tail["rss"] or tail["atom"]):
        return f"{head}feed/"
    if view == "blog:post" and tail["thread"]:
        return f"{head}comment-page-{tail['thread']}/"
    return head


def _site_feed(path: str) -> str | None:
    if path in _FEEDS:
        return reverse(f"blog:{_FEEDS[path]}")
    return reverse("comments:feed") if _COMMENT_FEEDS.fullmatch(path) else None


def _without_index(path: str) -> str | None:
    """Servers without rewriting had /index.php/ before every address."""
    if not path.startswith("/index.php/"):
        return None
    rest = path.removeprefix("/index.php")
    return Redirect.objects.find(rest) or _live(rest) or _with_tail(rest)


def _view_of(address: str) -> str:
    try:
        return resolve(address.partition("#")[0]).view_name
    except Resolver404:
        return ""


def _live(path: str) -> str | None:
    """``path`` if readers find something of ours there, else None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    kinds: dict[str, tuple[QuerySet[Any], str]] = {
        "blog:post": (Post.objects.published(), "slug"),
        "blog:page": (Page.objects.published(), "path"),
        "blog:category": (Category.objects.all(), "path"),
        "blog:tag": (Tag.objects.all(), "slug"),
        "blog:author": (Author.objects.all(), "slug"),
    }
    if match.view_name not in kinds:
        return None
    rows, name = kinds[match.view_name]
    return path if rows.filter(**{name: match.kwargs[name]}).exists() else None


def still_there(requested: str) -> str | None:
    """``requested`` if it means the same here as it did there, else None."""
    path, _, query = requested.partition("?")
    if is_named_by_query(path, set(parse_qs(query))):
        return None
    if _live(path):
        return requested
    return requested if _view_of(path) in _SAME else None
