"""The pages of the menu there stand in the menu here."""

import pytest

from blog.models import Page, SiteSettings
from tests.factories import PageFactory
from tests.transfer.dumps import dump
from tests.transfer.exports import filed, item, meta


def page(key: int, title: str, **said: object) -> str:
    fields = {"post_type": "page", "title": title, "post_name": title.lower()}
    return item(post_id=key, link="", **(fields | said))


def entry(order: int, leads_to: object, **said: object) -> str:
    """A line of a menu that leads to a page, or to an object of another kind."""
    kind, key = ("page", leads_to) if isinstance(leads_to, int) else (leads_to, 1)
    menu = str(said.pop("menu", "Main"))
    return item(
        filed(menu.lower(), menu, domain="nav_menu"),
        meta("_menu_item_type", "post_type" if kind == "page" else kind),
        meta("_menu_item_object", kind),
        meta("_menu_item_object_id", key),
        meta("_menu_item_menu_item_parent", said.pop("parent", 0)),
        post_type="nav_menu_item",
        menu_order=order,
        post_id=700 + order,
        **({"title": ""} | said),
    )


ABOUT, RULES = page(1, "About"), page(2, "Rules")


def menu():
    return SiteSettings.load().menu


def test_pages_stand_in_the_menu_in_their_order(import_export, client):
    import_export(entry(2, 1), entry(1, 2, title="House rules"), ABOUT, RULES)

    assert menu() == [["House rules", "/rules/"], ["About", "/about/"]]
    assert Page.objects.get(path="about").menu_title == ""
    assert b"House rules" in client.get("/").content


def test_what_a_menu_here_cannot_hold_is_named_with_the_reason(import_export):
    report = import_export(
        ABOUT,
        RULES,
        entry(1, 1),
        entry(2, "custom", title="Shop"),
        entry(3, "post", title="First post"),
        entry(4, 2, parent=701, title="Rules"),
        entry(5, 99, title="Gone"),
    )

    assert menu() == [["About", "/about/"]]
    assert "2 menu entries (“Shop”, “First post”): the menu here holds pages" in report
    assert "1 menu entry (“Rules”): the menu here has one level." in report
    assert "1 menu entry (“Gone”): the page is not in the export." in report


@pytest.mark.parametrize("main", ["Main", "Primary menu", "Header"])
def test_of_several_menus_the_main_one_is_taken(import_export, main):
    report = import_export(
        ABOUT,
        RULES,
        entry(1, 1, menu="Footer", title="Small print"),
        entry(2, 2, menu=main),
    )

    assert menu() == [["Rules", "/rules/"]]
    assert "1 menu entry (“Small print”): there is one menu here." in report


def test_a_page_that_is_not_public_is_in_no_menu(import_export):
    import_export(page(1, "About", status="private"), entry(1, 1))

    assert menu() == []


def test_a_menu_that_somebody_made_here_stays(import_export):
    PageFactory(path="here", title="Here", menu_position=1)

    report = import_export(ABOUT, entry(1, 1, title="About"))

    assert menu() == [["Here", "/here/"]]
    assert "1 menu entry (“About”): the site has a menu already." in report


def test_whoever_wants_it_lets_the_menu_there_replace_the_one_here(import_export):
    PageFactory(path="here", title="Here", menu_position=1)
    import_export.options["overwrite"] = True

    import_export(ABOUT, entry(1, 1))

    assert menu() == [["About", "/about/"]]


def test_a_repeat_leaves_the_menu_as_it_is(import_export):
    import_export(ABOUT, entry(1, 1))
    before = dump()

    assert "0 new." in import_export(ABOUT, entry(1, 1))
    assert dump() == before
