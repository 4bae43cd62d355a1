"""The entries of a WordPress menu: an item each, with what it leads to in its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from transfer.readers.wxr_people import Term
from transfer.records import MenuEntryRecord
from transfer.wordpress_markup import plain

MENU_ENTRY = "nav_menu_item"
MENU = "nav_menu"


def menu_entry(
    fields: Mapping[str, str], terms: Sequence[Term], ref_of: Callable[[str], str]
) -> MenuEntryRecord:
    """What an entry leads to, and where it stands in which menu."""

    def said(name: str) -> str:
        return fields.get(f"meta:_menu_item_{name}", "").strip()

    order = fields.get("wp:menu_order", "").strip()
    is_page = said("type") == "post_type" and said("object") == "page"
    return MenuEntryRecord(
        ref=ref_of(fields.get("wp:post_id", "")),
        menu=next((plain(term.name) for term in terms if term.domain == MENU), ""),
        title=plain(fields.get("title", "")),
        position=int(order) if order.isdecimal() else 0,
        page_ref=ref_of(said("object_id")) if is_page else "",
        leads_to=said("object") or said("type"),
        is_nested=said("menu_item_parent") not in {"", "0"},
    )
