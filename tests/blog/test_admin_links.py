"""Redirects and mentions in the admin."""

from __future__ import annotations

import pytest

from accounts import roles
from blog.models import Mention, Redirect
from tests.accounts.people import somebody
from tests.blog.complaints import said
from tests.factories import PageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

REDIRECTS = "/admin/blog/redirect/"
MENTIONS = "/admin/blog/mention/"


def mention(post=None, **fields):
    fields = {"source_url": "https://example.org/a", "kind": "pingback"} | fields
    return Mention.objects.create(post=post or PostFactory(), **fields)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/old/post/", "/old/post/"),
        ("/?p=123", "/?p=123"),
        ("http://testserver.example.org/old/", "/old/"),
        ("/über/", "/%C3%BCber/"),
        ("/%c3%bcber/", "/%C3%BCber/"),
    ],
)
def test_an_old_address_leads_on(typed, asked, client, editor, settings):
    settings.SITE_URL = "http://testserver.example.org"
    post = PostFactory()

    client.post(REDIRECTS + "add/", {"old_path": typed, "post": post.pk})

    assert Redirect.objects.get().old_path == asked
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (
        301,
        post.get_absolute_url(),
    )


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"old_path": ""}, "This field is required."),
        ({"old_path": "old"}, "The old address begins with a slash."),
        ({"old_path": "https://elsewhere.example/old/"}, "is on another site"),
        ({"old_path": "/taken/"}, "already exists"),
        ({"old_path": "/x/", "post": ""}, "Choose what the old address leads to."),
        ({"old_path": "/x/", "page": "page"}, "Choose one thing"),
        ({"old_path": "post"}, "has this address now."),
    ],
)
def test_what_is_wrong_with_a_redirect_is_said(data, complaint, client, editor):
    post, page = PostFactory(), PageFactory()
    Redirect.objects.create(old_path="/taken/", post=post)
    data = {"post": post.pk} | data
    if data["old_path"] == "post":
        data["old_path"] = post.get_absolute_url()
    if "page" in data:
        data["page"] = page.pk

    response = client.post(REDIRECTS + "add/", data)

    assert complaint in said(response)
    assert Redirect.objects.count() == 1


@pytest.mark.parametrize(
    ("action", "state"),
    [("approve", "public"), ("spam", "spam"), ("remove", "removed"), ("hold", "held")],
)
def test_mentions_are_decided_together(action, state, client, editor):
    rows = [mention(), mention(state="public")]
    data = {
        "action": f"{action}_selected",
        "_selected_action": [row.pk for row in rows],
    }

    client.post(MENTIONS, data)

    assert set(Mention.objects.values_list("state", flat=True)) == {state}


def test_an_address_that_runs_is_no_link(client, editor):
    row = mention(source_url="javascript:alert(1)", source_title="<b>Title</b>")

    page = client.get(f"{MENTIONS}{row.pk}/change/").content.decode()

    assert 'href="javascript' not in page
    assert "&lt;b&gt;Title" in page


def test_who_is_no_editor_decides_about_neither(client):
    for user in (somebody(roles.AUTHOR), somebody(roles.MODERATOR), UserFactory()):
        client.force_login(user)
        row = mention()
        data = {"action": "approve_selected", "_selected_action": [row.pk]}

        client.post(MENTIONS, data)
        client.post(REDIRECTS + "add/", {"old_path": "/x/", "post": row.post_id})

        row.refresh_from_db()
        assert row.state == "held"
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize("address", [REDIRECTS, MENTIONS])
def test_the_lists_take_seven_queries(
    rows, address, client, editor, django_assert_num_queries
):
    for number in range(rows):
        Redirect.objects.create(old_path=f"/{number}/", post=mention().post)

    # Session, user, permissions (2), count, rows, the site's title.
    with django_assert_num_queries(7):
        client.get(address)
