"""Pages come in below their parents, under addresses that work here."""

import pytest

from blog.models import Page, Redirect
from tests.factories import PageFactory
from tests.transfer.exports import comment, item


def page(**said: object) -> str:
    return item(**({"post_type": "page", "title": "About"} | said))


def paths() -> set[str]:
    return set(Page.objects.values_list("path", flat=True))


def test_a_page_is_found_below_its_parent_even_if_that_comes_later(import_export):
    import_export(
        page(post_id=3, post_name="deep", post_parent=2),
        page(post_id=2, post_name="child", post_parent=1),
        page(post_id=1, post_name="top"),
    )

    assert paths() == {"top", "top/child", "top/child/deep"}


def test_pages_whose_parent_never_comes_stand_at_the_top(import_export):
    report = import_export(
        page(post_id=2, post_name="orphan", post_parent=99, title="Orphan"),
        page(post_id=3, post_name="child", post_parent=2),
        page(post_id=4, post_name="hen", post_parent=5),
        page(post_id=5, post_name="egg", post_parent=4),
    )

    assert paths() == {"orphan", "orphan/child", "hen", "hen/egg"}
    assert "its parent is not in the export (“Orphan”" in report


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("about", "about"),
        ("admin", "admin-page"),
        ("search", "search-page"),
        ("2019", "2019-page"),
        ("", "about-us"),
        ("%c3%bcber-uns", "über-uns"),
    ],
)
def test_a_page_does_not_take_an_address_of_the_site(import_export, slug, path):
    import_export(page(post_name=slug, title="About us"))

    assert paths() == {path}


def test_pages_with_one_address_are_numbered(import_export):
    PageFactory(path="about")

    import_export(page(post_name="about"), page(post_name="about"))

    assert paths() == {"about", "about-2", "about-3"}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"status": "publish"}, "published"),
        ({"status": "draft"}, "draft"),
        ({"status": "pending"}, "draft"),
        ({"status": "future"}, "draft"),
        ({"status": "private"}, "withdrawn"),
        ({"post_password": "x"}, "withdrawn"),
    ],
)
def test_every_status_of_a_page_has_its_place(import_export, said, status):
    import_export(page(**said))

    assert Page.objects.get().status == status


def test_old_addresses_of_a_page_lead_to_it(import_export):
    import_export(
        page(post_id=8, post_name="feed", link="https://old.example.org/feed-me/")
    )

    assert Redirect.objects.find("/feed-me/") == "/feed-page/"
    assert Redirect.objects.find("/?page_id=8") == "/feed-page/"


def test_comments_on_pages_are_left_out_and_counted(import_export):
    report = import_export(
        item(comment(1), comment(2), post_type="page", title="About")
    )

    assert "2 comments on pages (“About”): only posts have threads here." in report


def test_a_hostile_page_comes_out_harmless(import_export):
    import_export(page(content="<script>alert(1)</script><p onclick=x>Hello</p>"))

    assert Page.objects.get().body_html == "<p>Hello</p>"
