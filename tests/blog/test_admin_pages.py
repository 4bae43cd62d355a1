"""Pages and the site's own settings in the admin."""

from __future__ import annotations

import pytest

from accounts import roles
from blog.models import Page, SiteSettings
from tests.accounts.people import somebody
from tests.blog.complaints import said
from tests.factories import PageFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = "/admin/blog/page/"
SITE = "/admin/blog/sitesettings/"
TYPED = {"title": "About us", "body": "<p>Us.</p>", "status": "published"}


def test_a_page_is_written_and_found_in_the_menu(client, editor):
    data = TYPED | {"path": "/About/The Staff/", "menu_position": "1"}

    client.post(PAGES + "add/", data | {"body": "<p>Us.</p><script>x</script>"})

    page = Page.objects.get()
    assert page.path == "about/the-staff"
    assert "<p>Us.</p>" in client.get("/about/the-staff/").content.decode()
    assert "About us" in client.get("/").content.decode()
    assert page.body == "<p>Us.</p>"


def test_a_moved_page_leads_on_and_a_deleted_one_leaves_the_menu(client, editor):
    page = PageFactory(title="About us", path="about", menu_position=1)

    client.post(
        f"{PAGES}{page.pk}/change/", TYPED | {"path": "us", "menu_position": "1"}
    )
    moved = client.get("/about/")
    client.post(f"{PAGES}{page.pk}/delete/", {"post": "yes"})

    assert moved["Location"] == "/us/"
    assert "About us" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"path": ""}, "This field is required."),
        ({"path": "///"}, "Give the page an address, such as about/staff."),
        ({"path": "archive"}, "The site itself uses the address /archive/."),
        ({"path": "2026/11"}, "The site itself uses the address"),
        ({"path": "/taken/"}, "already exists"),
        ({"path": "a", "title": ""}, "This field is required."),
        ({"path": "a", "menu_position": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_with_a_page_is_said(data, complaint, client, editor):
    PageFactory(path="taken")

    response = client.post(PAGES + "add/", TYPED | data)

    assert complaint in said(response)
    assert Page.objects.count() == 1


def test_the_sites_settings_are_one_row_reached_from_the_index(client, editor):
    to_form = client.get(SITE)
    client.post(to_form["Location"], {"title": "The Ferry Review", "tagline": "Slow."})

    assert SiteSettings.objects.get().title == "The Ferry Review"
    assert "The Ferry Review" in client.get("/").content.decode()
    assert client.get(SITE + "add/").status_code == 403
    assert client.get(SITE + "1/delete/").status_code == 403


@pytest.mark.parametrize("role", [roles.AUTHOR, roles.MODERATOR, None])
def test_who_is_no_editor_changes_neither(role, client):
    client.force_login(somebody(role) if role else UserFactory())
    page = PageFactory(title="As it was")

    client.post(f"{PAGES}{page.pk}/change/", TYPED | {"path": "x"})
    client.post(PAGES + "add/", TYPED | {"path": "y"})
    client.post(f"{PAGES}{page.pk}/delete/", {"post": "yes"})
    client.post(SITE + "1/change/", {"title": "Mine"})

    assert Page.objects.get().title == "As it was"
    assert SiteSettings.load().title != "Mine"


@pytest.mark.parametrize("pages", [1, 20])
def test_the_list_takes_seven_queries(pages, client, editor, django_assert_num_queries):
    for _ in range(pages):
        PageFactory()

    # Session, user, permissions (2), count, pages, the site's title.
    with django_assert_num_queries(7):
        client.get(PAGES)
