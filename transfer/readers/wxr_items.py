"""From the named texts of a WXR element to a record in our words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypedDict
from urllib.parse import unquote, urlsplit

from transfer.blocks import lost_blocks, with_reused
from transfer.readers.wxr_ahead import Ahead
from transfer.readers.wxr_attachments import attachment_of
from transfer.readers.wxr_left_out import (
    Meta,
    comments_elsewhere,
    item_of_type,
    left_behind,
    term_of_taxonomy,
)
from transfer.readers.wxr_menus import MENU_ENTRY, menu_entry
from transfer.readers.wxr_people import GUEST_AUTHOR, People, Term
from transfer.readers.wxr_values import (
    digest_of,
    folder_of,
    moment_of,
    old_paths_of,
    pairs_of,
    path_of,
    published_of,
)
from transfer.records import (
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
# The custom fields that keep what an item was called in addresses before.
OLD_SLUG = "_wp_old_slug"


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

    def __init__(self, *, url: str, title: str, tagline: str, ahead: Ahead) -> None:
        try:
            host = urlsplit(url).netloc
        except ValueError:
            host = url = ""
        self.source = f"wordpress:{(host or 'unknown')[:100].lower()}"
        self.site = SiteRecord(
            source=self.source, url=url, title=plain(title), tagline=plain(tagline)
        )
        self.root = folder_of(url)
        self.ahead = ahead
        self.people = People(self.ref, ahead.accounts)

    def ref(self, key: str) -> str:
        """What names the thing with this id or slug; long ones by their digest."""
        key = without_controls(key.strip())
        return f"{self.source}:{key if len(key) <= 120 else digest_of([key])}"

    # --- Terms ---------------------------------------------------------------

    def term_or_author(self, name: str, fields: Fields) -> Iterator[Record]:
        """What an element in the head of the channel says."""
        if name == "wp:author":
            yield self.people.author(fields)
        elif name == "wp:category":
            yield self._category(fields)
        elif name == "wp:tag":
            yield self._tag(fields)
        else:
            yield from term_of_taxonomy(
                fields.get("wp:term_taxonomy", "").strip(),
                title=plain(fields.get("wp:term_name", "")),
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
            id=fields.get("wp:term_id", "").strip(),
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
        self,
        fields: Fields,
        terms: Sequence[Term],
        discussion: Sequence[Discussion],
        metas: Sequence[Meta] = (),
    ) -> Iterator[Record]:
        """What an <item> holds; what is left out of it comes after it."""
        if source := fields.get("content:encoded", ""):
            fields["content:encoded"] = with_reused(source, self.ahead.blocks)
        kind = fields.get("wp:post_type", "") or "post"
        title = plain(fields.get("title", ""))
        ref = self.ref(fields.get("wp:post_id", ""))
        if kind == "post":
            yield self._post(fields, terms, discussion, metas)
            yield from (part for part in discussion if isinstance(part, LeftOut))
        elif kind == "page":
            yield self._page(fields, metas)
        else:
            yield self._other(kind, fields, terms)
        if kind in {"post", "page"}:
            yield from left_behind(kind, terms, metas, title=title, ref=ref)
        if discussion and kind != "post":
            yield comments_elsewhere(kind, len(discussion), title=title, ref=ref)

    def _other(self, kind: str, fields: Fields, terms: Sequence[Term]) -> Record:
        """What an item is that is neither post nor page."""
        if kind == GUEST_AUTHOR:
            return self.people.guest(fields)
        if kind == "attachment":
            return attachment_of(fields, self.ref)
        if kind == MENU_ENTRY:
            return menu_entry(fields, terms, self.ref)
        title, key = plain(fields.get("title", "")), fields.get("wp:post_id", "")
        return item_of_type(kind, title=title, ref=self.ref(key))

    def _post(
        self,
        fields: Fields,
        terms: Sequence[Term],
        discussion: Sequence[Discussion],
        metas: Sequence[Meta],
    ) -> PostRecord:
        status, notes = _status_of(fields, POST_STATUS)
        published_at = _date_of(fields)
        if status == "published" and published_at is None:
            status, notes = "draft", (*notes, "had no usable date: now a draft")
        lead = fields.get("meta:_thumbnail_id", "").strip()
        categories, tags = self.filed_under(terms)
        common = self._common(fields, terms)
        source = fields.get("content:encoded", "")
        return PostRecord(
            **common,
            dek=plain(fields.get("excerpt:encoded", "")),
            status=status,
            notes=(*notes, *_left_in(common["html"], source)),
            published_at=published_at,
            is_sticky=fields.get("wp:is_sticky", "").strip() == "1",
            comment_policy=COMMENT_POLICY.get(
                fields.get("wp:comment_status", "").strip(), "closed"
            ),
            authors=self.people.byline(fields.get("dc:creator", ""), terms),
            categories=categories,
            tags=tags,
            old_paths=self._old_paths(fields, "p", metas),
            comments=tuple(p for p in discussion if isinstance(p, CommentRecord)),
            mentions=tuple(p for p in discussion if isinstance(p, MentionRecord)),
            lead_ref=self.ref(lead) if lead not in {"", "0"} else "",
        )

    def _page(self, fields: Fields, metas: Sequence[Meta]) -> PageRecord:
        status, notes = _status_of(fields, PAGE_STATUS)
        if fields.get("wp:status", "").strip() in {"pending", "future"}:
            notes = (*notes, "was pending or scheduled: pages are drafts until then")
        parent = fields.get("wp:post_parent", "").strip()
        common = self._common(fields, ())
        return PageRecord(
            **common,
            status=status,
            notes=(
                *notes,
                *_left_in(common["html"], fields.get("content:encoded", "")),
            ),
            created_at=_date_of(fields),
            parent_ref=self.ref(parent) if parent not in {"", "0"} else "",
            old_paths=self._old_paths(fields, "page_id", metas),
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

    def _old_paths(
        self, fields: Fields, parameter: str, metas: Sequence[Meta]
    ) -> tuple[str, ...]:
        """Where the source showed it, also before and below a folder of its own."""
        paths = list(old_paths_of(fields, parameter))
        if self.root:
            paths += [f"{self.root}{path}" for path in paths if path.startswith("/?")]
        link = path_of(fields.get("link", ""))
        head, slash, slug = link.rstrip("/").rpartition("/")
        for name, value in metas:
            if name == OLD_SLUG and slug and "?" not in link:
                paths.append(path_of(f"{head}{slash}{value}/"))
        return tuple(dict.fromkeys(path for path in paths if path))

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
            author_ref=self.people.refs_by_id.get(
                fields.get("wp:comment_user_id", "").strip(), ""
            ),
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


def _left_in(html: str, source: str) -> Iterator[str]:
    """What to say of shortcodes and blocks that could not come in whole."""
    yield from lost_blocks(source)
    yield from left_in(html)
