"""From the named texts of a WXR element to a record in our words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypedDict
from urllib.parse import unquote, urlsplit

from transfer.readers.wxr_attachments import attachment_of
from transfer.readers.wxr_values import (
    digest_of,
    moment_of,
    old_paths_of,
    pairs_of,
    published_of,
)
from transfer.records import (
    AuthorRecord,
    CategoryRecord,
    CommentRecord,
    LeftOut,
    MentionRecord,
    PageRecord,
    PostRecord,
    Record,
    SiteRecord,
    TagRecord,
)
from transfer.shortcodes import left_in
from transfer.wordpress_markup import (
    body_html,
    comment_html,
    notes_of,
    plain,
    without_controls,
)

Fields = dict[str, str]
Discussion = CommentRecord | MentionRecord | LeftOut

POST_STATUS = {
    "publish": "published",
    "future": "published",
    "pending": "in_review",
    "private": "withdrawn",
    "trash": "withdrawn",
}
PAGE_STATUS = {"publish": "published", "private": "withdrawn", "trash": "withdrawn"}
COMMENT_POLICY = {"": "open", "open": "open", "registered_only": "members"}
COMMENT_STATE = {
    "1": "public",
    "approve": "public",
    "approved": "public",
    "spam": "spam",
    "trash": "removed",
    "post-trashed": "removed",
}
MENTION_KINDS = {"pingback", "trackback", "webmention"}
COMMENT_TYPES = {"", "comment"}
# What readers would not miss: parts of the machinery, not of the blog.
LEFT_OUT = {
    "attachment": "attachment",
    "nav_menu_item": "menu entry",
    "revision": "revision",
    "wp_global_styles": "theme style",
    "wp_navigation": "menu",
    "wp_template": "theme template",
    "wp_template_part": "theme template",
    "custom_css": "theme style",
    "wp_block": "reusable block",
}


class Term(NamedTuple):
    """One <category> of an item."""

    domain: str
    slug: str
    name: str


class _Common(TypedDict):
    """What the records of posts and pages have in common."""

    ref: str
    digest: str
    id: str
    title: str
    slug: str
    html: str
    modified_at: datetime | None


class _Said(TypedDict):
    """What the records of comments and mentions have in common."""

    ref: str
    digest: str
    state: str
    url: str
    ip_address: str


class Reading:
    """How one export's elements become records: its refs begin with its source."""

    def __init__(self, *, url: str, title: str, tagline: str) -> None:
        try:
            host = urlsplit(url).netloc
        except ValueError:
            host = ""
        self.source = f"wordpress:{(host or 'unknown')[:100].lower()}"
        self.site = SiteRecord(
            source=self.source, url=url, title=plain(title), tagline=plain(tagline)
        )

    def ref(self, key: str) -> str:
        """What names the thing with this id or slug; long ones by their digest."""
        key = without_controls(key.strip())
        return f"{self.source}:{key if len(key) <= 120 else digest_of([key])}"

    # --- Authors and terms ---------------------------------------------------

    def term_or_author(self, name: str, fields: Fields) -> Record:
        """The record of an element in the head of the channel."""
        if name == "wp:author":
            return self._author(fields)
        if name == "wp:category":
            return self._category(fields)
        if name == "wp:tag":
            return self._tag(fields)
        return LeftOut(
            what=f"term of “{plain(fields.get('wp:term_taxonomy', ''))}”",
            title=plain(fields.get("wp:term_name", "")),
        )

    def _author(self, fields: Fields) -> AuthorRecord:
        login = plain(fields.get("wp:author_login", ""))
        names = (fields.get(f"wp:author_{part}_name", "") for part in ("first", "last"))
        return AuthorRecord(
            ref=self.ref(login),
            digest=digest_of(pairs_of(fields)),
            login=login,
            name=plain(fields.get("wp:author_display_name", ""))
            or plain(" ".join(names))
            or login,
            email=fields.get("wp:author_email", "").strip(),
        )

    def author_named(self, login: str) -> AuthorRecord | None:
        """Somebody who is only known from above a post."""
        if not (login := plain(login)):
            return None
        return AuthorRecord(
            ref=self.ref(login), digest="", login=login, name=login, email=""
        )

    def _category(self, fields: Fields) -> CategoryRecord:
        name = plain(fields.get("wp:cat_name", ""))
        slug = unquote(fields.get("wp:category_nicename", "").strip()) or name
        return CategoryRecord(
            ref=self.ref(slug),
            digest=digest_of(pairs_of(fields)),
            slug=slug,
            name=name or slug,
            parent=unquote(fields.get("wp:category_parent", "").strip()),
            description=plain(fields.get("wp:category_description", "")),
        )

    def _tag(self, fields: Fields) -> TagRecord:
        name = plain(fields.get("wp:tag_name", ""))
        slug = unquote(fields.get("wp:tag_slug", "").strip()) or name
        return TagRecord(
            ref=self.ref(slug),
            digest=digest_of(pairs_of(fields)),
            slug=slug,
            name=name or slug,
            description=plain(fields.get("wp:tag_description", "")),
        )

    def filed_under(
        self, terms: Sequence[Term]
    ) -> tuple[tuple[CategoryRecord, ...], tuple[TagRecord, ...]]:
        """Categories and tags of an item, as they would be if nothing else named them.

        WXR 1.0 names each twice, once without its slug.
        """
        with_slug = {(term.domain, term.name) for term in terms if term.slug}
        categories: dict[str, CategoryRecord] = {}
        tags: dict[str, TagRecord] = {}
        for term in terms:
            if not term.slug and (term.domain, term.name) in with_slug:
                continue
            name = plain(term.name)
            slug = unquote(term.slug) or name
            ref = self.ref(slug)
            if term.domain == "category":
                categories[ref] = CategoryRecord(
                    ref=ref, digest="", slug=slug, name=name
                )
            elif term.domain in {"tag", "post_tag"}:
                tags[ref] = TagRecord(ref=ref, digest="", slug=slug, name=name)
        return tuple(categories.values()), tuple(tags.values())

    # --- Items ---------------------------------------------------------------

    def item(
        self, fields: Fields, terms: Sequence[Term], discussion: Sequence[Discussion]
    ) -> Iterator[Record]:
        """What an <item> holds; what is left out of its discussion comes after it."""
        kind = fields.get("wp:post_type", "") or "post"
        if kind == "post":
            yield self._post(fields, terms, discussion)
            yield from (part for part in discussion if isinstance(part, LeftOut))
            return
        title = plain(fields.get("title", ""))
        what = LEFT_OUT.get(kind, f"item of type “{plain(kind)[:50]}”")
        if kind == "page":
            yield self._page(fields)
        elif kind == "attachment":
            yield attachment_of(fields, self.ref)
        else:
            yield LeftOut(what=what, title=title)
        if discussion:
            what = "comment on a page" if kind == "page" else f"comment on {what}"
            yield LeftOut(what=what, title=title, count=len(discussion))

    def _post(
        self, fields: Fields, terms: Sequence[Term], discussion: Sequence[Discussion]
    ) -> PostRecord:
        status, notes = _status_of(fields, POST_STATUS)
        published_at = _date_of(fields)
        if status == "published" and published_at is None:
            status, notes = "draft", (*notes, "had no usable date: now a draft")
        lead = fields.get("meta:_thumbnail_id", "").strip()
        categories, tags = self.filed_under(terms)
        common = self._common(fields, terms)
        return PostRecord(
            **common,
            dek=plain(fields.get("excerpt:encoded", "")),
            status=status,
            notes=(*notes, *left_in(common["html"])),
            published_at=published_at,
            is_sticky=fields.get("wp:is_sticky", "").strip() == "1",
            comment_policy=COMMENT_POLICY.get(
                fields.get("wp:comment_status", "").strip(), "closed"
            ),
            author=self.author_named(fields.get("dc:creator", "")),
            categories=categories,
            tags=tags,
            old_paths=old_paths_of(fields, "p"),
            comments=tuple(p for p in discussion if isinstance(p, CommentRecord)),
            mentions=tuple(p for p in discussion if isinstance(p, MentionRecord)),
            lead_ref=self.ref(lead) if lead not in {"", "0"} else "",
        )

    def _page(self, fields: Fields) -> PageRecord:
        status, notes = _status_of(fields, PAGE_STATUS)
        if fields.get("wp:status", "").strip() in {"pending", "future"}:
            notes = (*notes, "was pending or scheduled: pages are drafts until then")
        parent = fields.get("wp:post_parent", "").strip()
        common = self._common(fields, ())
        return PageRecord(
            **common,
            status=status,
            notes=(*notes, *left_in(common["html"])),
            created_at=_date_of(fields),
            parent_ref=self.ref(parent) if parent not in {"", "0"} else "",
            old_paths=old_paths_of(fields, "page_id"),
        )

    def _common(self, fields: Fields, terms: Sequence[Term]) -> _Common:
        key = fields.get("wp:post_id", "").strip()
        # An export without ids: the address stands for it.
        key = key or digest_of([fields.get("guid", "") or fields.get("link", "")])
        return _Common(
            ref=self.ref(key),
            digest=digest_of([*pairs_of(fields), *("|".join(term) for term in terms)]),
            id=plain(key)[:20],
            title=plain(fields.get("title", "")),
            slug=unquote(fields.get("wp:post_name", "").strip()),
            html=body_html(
                without_controls(fields.get("content:encoded", "")),
                notes=notes_of(without_controls(fields.get("meta:footnotes", ""))),
            ),
            modified_at=moment_of(fields.get("wp:post_modified_gmt", ""), is_utc=True)
            or moment_of(fields.get("wp:post_modified", ""), is_utc=False),
        )

    # --- Discussion ----------------------------------------------------------

    def _said(self, fields: Fields) -> _Said:
        state = fields.get("wp:comment_approved", "").strip()
        return _Said(
            ref=self.ref(fields.get("wp:comment_id", "")),
            digest=digest_of(pairs_of(fields)),
            state=COMMENT_STATE.get(state, "held"),
            url=without_controls(fields.get("wp:comment_author_url", "").strip()),
            ip_address=fields.get("wp:comment_author_IP", "").strip(),
        )

    def comment(self, fields: Fields) -> Discussion:
        """A comment, or the mention that WordPress keeps as one."""
        kind = fields.get("wp:comment_type", "").strip().lower()
        said = self._said(fields)
        at = moment_of(fields.get("wp:comment_date_gmt", ""), is_utc=True)
        at = at or moment_of(fields.get("wp:comment_date", ""), is_utc=False)
        name = plain(fields.get("wp:comment_author", ""))
        text = without_controls(fields.get("wp:comment_content", ""))
        if kind in MENTION_KINDS:
            return MentionRecord(
                **said, kind=kind, received_at=at, title=name, excerpt=plain(text)
            )
        if kind not in COMMENT_TYPES or not fields.get("wp:comment_id", "").strip():
            return LeftOut(what=f"comment of type “{plain(kind)[:50]}”", title=name)
        parent = fields.get("wp:comment_parent", "").strip()
        return CommentRecord(
            **said,
            parent_ref=self.ref(parent) if parent not in {"", "0"} else "",
            posted_at=at,
            name=name,
            email=fields.get("wp:comment_author_email", "").strip(),
            text=text,
            html=comment_html(text),
        )


def _date_of(fields: Fields) -> datetime | None:
    """When it was or will be published, or begun."""
    return (
        moment_of(fields.get("wp:post_date_gmt", ""), is_utc=True)
        or moment_of(fields.get("wp:post_date", ""), is_utc=False)
        or published_of(fields.get("pubDate", ""))
    )


def _status_of(fields: Fields, ours: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """Our status, and what the report says about it."""
    status = fields.get("wp:status", "").strip()
    if fields.get("wp:post_password", "").strip():
        return "withdrawn", ("had a password: withdrawn, so that nobody reads it",)
    ours_now = ours.get(status, "draft")
    notes = (f"was {status}: withdrawn",) if ours_now == "withdrawn" else ()
    return ours_now, notes
