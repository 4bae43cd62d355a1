"""Links in imported texts lead to where their goals are here.

A goal may come after the text that links to it, so this is a second walk, over what has
a link to an address of the old site. It can be broken off and begun again: what leads
right already stays as it is. What it writes is no edit of anybody here; a text that
somebody did edit keeps its links, which are only noted for backlinks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from html import escape, unescape
from typing import NamedTuple

from django.db.models import Q, QuerySet

from blog.models import Link, Page, Post
from comments.models import Comment

from .destinations import Asked, Destinations
from .pages import stands_of_page
from .posts import filed_now, stands_of_post
from .report import Report
from .stamps import is_edited, restamp

TEXTS_AT_ONCE = 200
NOWHERE = "links to an address of the old site that leads nowhere here"
# As the sanitiser writes links: one space, double quotes, entities.
_HREF = re.compile(r'(<a\b[^<>]*?\shref=")([^"<>]*)(")')

Reported = Callable[[], AbstractContextManager[Report]]


class Text(NamedTuple):
    """HTML with the address of its page and where it was imported from."""

    html: str
    base: str
    ref: str


class Links:
    """Follows the links of everything that was imported, in batches."""

    def __init__(self, sites: Mapping[str, str]) -> None:
        self.destinations = Destinations(sites)

    def follow(self, reported: Reported) -> None:
        """Rewrite what leads to the old ``sites``; each batch is ``reported``."""
        for pks in _batches(self._posts(), "post"):
            with reported() as report:
                self._rewrite_posts(pks, report)
        pages = Page.objects.exclude(import_ref="").filter(body__contains="<a ")
        for pks in _batches(pages, "pk"):
            with reported() as report:
                self._rewrite_pages(pks, report)
        for pks in _batches(self._comments(), "pk"):
            with reported() as report:
                self._rewrite_comments(pks, report)
        with reported():
            self.destinations.shelves.keep_old_addresses()

    # --- What has such links -------------------------------------------------

    def _posts(self) -> QuerySet[Link]:
        inside = Q(url__startswith="/") | ~Q(url__contains=":")
        for host in self._hosts():
            for scheme in ("http", "https"):
                inside |= Q(url__startswith=f"{scheme}://{host}")
        leads_right = Q(url__startswith="/", target__isnull=False)
        return Link.objects.filter(inside).exclude(leads_right)

    def _comments(self) -> QuerySet[Comment]:
        inside = Q()
        for start in ("/", "?", "#comment-", *(f"http://{h}" for h in self._hosts())):
            inside |= Q(body_html__contains=f'href="{start}')
        for host in self._hosts():
            inside |= Q(body_html__contains=f'href="https://{host}')
        return Comment.objects.exclude(import_ref="").filter(inside)

    def _hosts(self) -> Iterator[str]:
        for host in self.destinations.hosts - {""}:
            yield from (host, f"www.{host}")

    # --- Rewriting -----------------------------------------------------------

    def _rewrite_posts(self, pks: list[int], report: Report) -> None:
        filed = ("bylines", "filings", "taggings", "links")
        posts = Post.objects.filter(pk__in=pks).prefetch_related(*filed)
        texts = {
            post: Text(post.body_html, post.get_absolute_url(), post.import_ref)
            for post in posts
        }
        self._load(
            [*texts.values(), *(t._replace(html=p.body) for p, t in texts.items())]
        )
        pointed: dict[Post, list[Link]] = {}
        for post, text in texts.items():
            stands = stands_of_post(post, filed_now(post))
            # Or written here: then its stamp is empty, and fits nothing.
            was_edited = is_edited(post.import_digest, stands)
            links = self._pointed(post, text, rewrites=not was_edited)
            if _said(links) != _said(post.links.all()):
                pointed[post] = links
            if was_edited:
                continue
            self._rewrite_post(post, text)
            if self._leads_nowhere(text):
                report.note("post", NOWHERE, post.title, ref=post.import_ref)
        Link.objects.filter(post__in=pointed).delete()
        Link.objects.bulk_create(link for links in pointed.values() for link in links)

    def _rewrite_post(self, post: Post, text: Text) -> None:
        body = self._rewritten(text._replace(html=post.body))
        if body == post.body:
            return
        post.body, post.body_html = body, self._rewritten(text)
        stands = stands_of_post(post, filed_now(post))
        # Unless somebody has saved it in this moment.
        Post.objects.filter(pk=post.pk, updated_at=post.updated_at).update(
            body=post.body,
            body_html=post.body_html,
            import_digest=restamp(post.import_digest, stands),
        )

    def _pointed(self, post: Post, text: Text, *, rewrites: bool) -> list[Link]:
        """The noted links of a post, saying where they lead: they are backlinks."""
        links: dict[str, Link] = {}
        for link in post.links.all():
            asked = self._asked(link.url, text)
            url = self._new_address(link.url, text) if rewrites else link.url
            target = self.destinations.post_of(asked) if asked else None
            if target in {None, post.pk}:
                target = link.target_id
            links.setdefault(url, Link(post=post, url=url, target_id=target))
        return list(links.values())

    def _rewrite_pages(self, pks: list[int], report: Report) -> None:
        pages = Page.objects.filter(pk__in=pks)
        texts = {
            page: Text(page.body, page.get_absolute_url(), page.import_ref)
            for page in pages
        }
        self._load(texts.values())
        for page, text in texts.items():
            if is_edited(page.import_digest, stands_of_page(page)):
                continue
            page.body = self._rewritten(text)
            if page.body != text.html:
                still = Page.objects.filter(pk=page.pk, updated_at=page.updated_at)
                still.update(
                    body=page.body,
                    body_html=self._rewritten(text._replace(html=page.body_html)),
                    import_digest=restamp(page.import_digest, stands_of_page(page)),
                )
            if self._leads_nowhere(text):
                report.note("page", NOWHERE, page.title, ref=page.import_ref)

    def _rewrite_comments(self, pks: list[int], report: Report) -> None:
        found = Comment.objects.filter(pk__in=pks)
        rows = found.values_list("pk", "body_html", "import_ref", "author_name")
        texts = {pk: (Text(html, "/", ref), name) for pk, html, ref, name in rows}
        self._load(text for text, _ in texts.values())
        for pk, (text, name) in texts.items():
            html = self._rewritten(text)
            if html != text.html:
                Comment.objects.filter(pk=pk).update(body_html=html)
            if self._leads_nowhere(text):
                report.note("comment", NOWHERE, name, ref=text.ref)

    # --- Where links lead ----------------------------------------------------

    def _load(self, texts: Iterable[Text]) -> None:
        self.destinations.forget()
        asked = (
            self._asked(address, text) for text in texts for address in _links_in(text)
        )
        self.destinations.load({one for one in asked if one is not None})

    def _asked(self, address: str, text: Text) -> Asked | None:
        if address.startswith("#") and not address.startswith("#comment-"):
            return None
        source = text.ref.rpartition(":")[0]
        return self.destinations.asked(address, base=text.base, source=source)

    def _new_address(self, address: str, text: Text) -> str:
        """Where it leads here; as it is if that is nowhere, or elsewhere."""
        asked = self._asked(address, text)
        found = self.destinations.address_of(asked) if asked else None
        if (
            address.startswith("#")
            and asked
            and not self.destinations.comment_of(asked)
        ):
            return address
        return found or address

    def _rewritten(self, text: Text) -> str:
        def lead(found: re.Match[str]) -> str:
            old = unescape(found[2])
            new = self._new_address(old, text)
            return found[0] if new == old else f"{found[1]}{escape(new)}{found[3]}"

        return _HREF.sub(lead, text.html)

    def _leads_nowhere(self, text: Text) -> bool:
        """Whether one of its links does; one to what is not public yet will not."""
        found = self.destinations
        asked = (self._asked(address, text) for address in _links_in(text))
        return any(
            found.address_of(one) is None and found.post_of(one) is None
            for one in asked
            if one is not None
        )


def _said(links: Iterable[Link]) -> list[tuple[str, int | None]]:
    return [(link.url, link.target_id) for link in links]


def _links_in(text: Text) -> set[str]:
    return {unescape(found[2]) for found in _HREF.finditer(text.html)}


def _batches(
    rows: QuerySet[Link] | QuerySet[Page] | QuerySet[Comment], key: str
) -> Iterator[list[int]]:
    """The keys of all ``rows`` in order, some at a time, each once."""
    keys = rows.order_by(key).values_list(key, flat=True).distinct()
    last = 0
    while batch := list(keys.filter(**{f"{key}__gt": last})[:TEXTS_AT_ONCE]):
        last = batch[-1]
        yield batch
