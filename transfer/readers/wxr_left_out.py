"""What of a WordPress export has no place here, and why: nothing goes without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transfer.readers.wxr_menus import MENU
from transfer.readers.wxr_people import BYLINE, Term
from transfer.records import LeftOut
from transfer.wordpress_markup import plain

THEME = "the look of the site is a matter of its templates here"
# By the type of an item: what we call it, and why it does not come in.
TYPES = {
    "attachment": ("attachment", ""),
    "revision": ("revision", "what was published counts"),
    "wp_global_styles": ("theme style", THEME),
    "wp_navigation": ("menu", "menus of block themes are written anew here"),
    "wp_template": ("theme template", THEME),
    "wp_template_part": ("theme template", THEME),
    "custom_css": ("theme style", THEME),
    "customize_changeset": ("theme style", THEME),
    "wp_block": ("reusable block", "it stands in the posts that use it"),
    "oembed_cache": ("cached embed", "embeds are links here"),
    "user_request": ("privacy request", "it was between the old site and a reader"),
}
NO_SUCH_KIND = "nothing here is of that kind"
# Taxonomies that come in, and those that only steer WordPress.
KNOWN_TAXONOMIES = {"category", "post_tag", "tag", BYLINE, MENU, "wp_theme"}
# Custom fields of WordPress itself, which say nothing to readers.
MACHINERY = (
    "_edit_",
    "_wp_",
    "_oembed_",
    "_menu_item_",
    "_encloseme",
    "_pingme",
    "_thumbnail_id",
    "footnotes",
)


class Meta(NamedTuple):
    """One custom field of an item."""

    name: str
    value: str


def item_of_type(kind: str, *, title: str, ref: str) -> LeftOut:
    """An item that is neither post nor page."""
    other = (f"item of type “{plain(kind)[:50]}”", NO_SUCH_KIND)
    what, why = TYPES.get(kind, other)
    return LeftOut(what=what, title=title, ref=ref, why=why)


def comments_elsewhere(kind: str, count: int, *, title: str, ref: str) -> LeftOut:
    """The comments of an item that is no post."""
    what = "page" if kind == "page" else item_of_type(kind, title="", ref="").what
    why = "only posts have threads here"
    if kind == "page":
        return LeftOut("comment on a page", title, count, why, ref)
    return LeftOut(f"comment on {what}", title, count, why, ref)


def term_of_taxonomy(taxonomy: str, *, title: str) -> Iterator[LeftOut]:
    """A term in the head of the channel that is neither category nor tag."""
    if taxonomy not in KNOWN_TAXONOMIES:
        what = f"term of “{plain(taxonomy)[:50]}”"
        yield LeftOut(what=what, title=title, why="posts have categories and tags here")


def left_behind(
    kind: str, terms: Sequence[Term], metas: Sequence[Meta], *, title: str, ref: str
) -> Iterator[LeftOut]:
    """What a post or page has that does not come along with it."""
    for term in terms:
        if term.domain == "post_format":
            what = f"format of a {kind}"
            yield LeftOut(what=what, title=title, why="there are none here", ref=ref)
        elif term.domain not in KNOWN_TAXONOMIES:
            what = f"filing of a {kind} under “{plain(term.domain)[:50]}”"
            yield LeftOut(what=what, title=title, why=NO_SUCH_KIND, ref=ref)
    for meta in metas:
        if meta.value.strip() and not meta.name.startswith(MACHINERY):
            what = f"custom field of a {kind}"
            why = "nothing here reads them"
            yield LeftOut(what=what, title=plain(meta.name)[:80], why=why, ref=ref)
