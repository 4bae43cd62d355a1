"""The menu there becomes the menu here: its pages, in their order."""

from __future__ import annotations

import re

from blog.actions import redraw_menu
from blog.models import Page
from transfer.records import MenuEntryRecord

from .edits import Edits
from .report import Report

MENU_TITLE_LENGTH = 100
# An export does not say which menu stood at the top of the pages; its name often does.
_MAIN = re.compile(r"main|primary|header|top|haupt|princip", re.IGNORECASE)

KEPT = "the site has a menu already"
ELSEWHERE = "the menu here holds pages"
NESTED = "the menu here has one level"
MISSING = "the page is not in the export"
OTHER_MENU = "there is one menu here"


class Menus:
    """Gathers the entries of all menus; one menu is taken when the pages are here."""

    def __init__(self, edits: Edits) -> None:
        self.edits = edits
        self.menus: dict[str, list[MenuEntryRecord]] = {}

    def take(self, record: MenuEntryRecord) -> None:
        entries = self.menus.setdefault(record.menu, [])
        if all(entry.ref != record.ref for entry in entries):
            entries.append(record)

    def write(self, report: Report) -> None:
        """Put the pages of the main menu into ours, unless somebody has made one here."""
        if not self.menus:
            return
        chosen = self._main()
        for name, entries in self.menus.items():
            if name != chosen:
                for entry in entries:
                    _leave_out(entry, OTHER_MENU, report)
        entries = sorted(self.menus[chosen], key=lambda entry: entry.position)
        pages = self._pages(entries)
        kept = [entry for entry in entries if self._is_taken(entry, pages, report)]
        wanted = {pages[entry.page_ref].pk: entry for entry in reversed(kept)}
        self._write(
            wanted, list(dict.fromkeys(pages[e.page_ref] for e in kept)), report
        )

    def _main(self) -> str:
        """The name of the menu that stood at the top, as far as one can tell."""
        named = [name for name in self.menus if _MAIN.search(name)]
        with_pages = [
            name
            for name, entries in self.menus.items()
            if any(entry.page_ref for entry in entries)
        ]
        return [*named, *with_pages, *self.menus][0]

    def _pages(self, entries: list[MenuEntryRecord]) -> dict[str, Page]:
        refs = {entry.page_ref for entry in entries} - {""}
        pages = Page.objects.exclude(import_ref="").filter(import_ref__in=refs)
        return {page.import_ref: page for page in pages.defer("body", "body_html")}

    def _is_taken(
        self, entry: MenuEntryRecord, pages: dict[str, Page], report: Report
    ) -> bool:
        """Whether it can stand in our menu; if not, the report says why."""
        why = ""
        if entry.is_nested:
            why = NESTED
        elif not entry.page_ref:
            why = ELSEWHERE
        elif entry.page_ref not in pages:
            why = MISSING
        if why:
            _leave_out(entry, why, report)
        return not why

    def _write(
        self, wanted: dict[int, MenuEntryRecord], pages: list[Page], report: Report
    ) -> None:
        """Write the menu if there is none here, or if what was edited gives way."""
        here = Page.objects.exclude(menu_position=None).order_by("menu_position")
        now = list(here.values_list("pk", "menu_title"))
        new = [(page.pk, _title(wanted[page.pk], page)) for page in pages]
        if now == new:
            report.unchanged["menu entry"] += len(new)
            return
        if now and not self.edits.overwrite:
            for entry in wanted.values():
                _leave_out(entry, KEPT, report)
            return
        here.update(menu_position=None)
        for position, page in enumerate(pages, 1):
            entry = wanted[page.pk]
            page.menu_position, page.menu_title = position, _title(entry, page)
            page.save(update_fields=["menu_position", "menu_title"])
            report.come_in("menu entry", entry.ref, entry.title or page.title)
        redraw_menu()


def _title(entry: MenuEntryRecord, page: Page) -> str:
    """What the menu calls the page, where that is not its title."""
    return "" if entry.title == page.title else entry.title[:MENU_TITLE_LENGTH]


def _leave_out(entry: MenuEntryRecord, why: str, report: Report) -> None:
    report.leave_out("menu entry", entry.title, why=why, ref=entry.ref)
