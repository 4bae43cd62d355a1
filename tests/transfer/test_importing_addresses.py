"""Old addresses lead on, and links between imported posts find their posts."""

import pytest

from blog.models import Link, Post, Redirect
from tests.transfer.exports import item


@pytest.mark.parametrize(
    ("old", "requested"),
    [
        ("https://old.example.org/2019/05/03/a-morning/", "/2019/05/03/a-morning/"),
        ("https://old.example.org/archives/12", "/archives/12?utm_source=mail"),
        (
            "https://old.example.org/%d0%bf%d1%80%d0%b8/",
            "/%D0%BF%D1%80%D0%B8/",
        ),
        ("https://old.example.org/?p=12", "/?p=12"),
        ("https://old.example.org/?p=12", "/?utm_source=mail&p=12"),
    ],
)
def test_the_old_address_leads_to_the_post(import_export, old, requested):
    import_export(item(link=old, post_id=12))

    assert Redirect.objects.find(requested) == Post.objects.get().get_absolute_url()


def test_an_address_that_stays_needs_no_redirect(import_export):
    import_export(
        item(link="https://old.example.org/2019/05/tide/", post_name="tide", post_id=3)
    )

    assert [row.old_path for row in Redirect.objects.all()] == ["/?p=3"]


@pytest.mark.parametrize(
    "requested",
    [
        "/archives/причал/",
        "/archives/%d0%bf%d1%80%d0%b8%d1%87%d0%b0%d0%bb/",
        "/?p=12",
        "/?p=12&utm_source=mail",
    ],
)
def test_the_visitor_of_an_old_address_is_sent_on(import_export, client, requested):
    old = "https://old.example.org/archives/%d0%bf%d1%80%d0%b8%d1%87%d0%b0%d0%bb/"
    import_export(item(link=old, post_id=12))

    response = client.get(requested)

    assert response.status_code == 301
    assert response["Location"] == Post.objects.get().get_absolute_url()


def test_a_short_address_of_nothing_is_the_front_page(import_export, client):
    import_export(item(post_id=12))

    assert client.get("/?p=13").status_code == 200


def test_links_between_imported_posts_become_backlinks(import_export):
    body = (
        '<a href="https://old.example.org/2019/05/03/second/">by its old address</a>'
        '<a href="/2019/05/third/">by its new one</a>'
        '<a href="https://elsewhere.example/2019/05/third/">elsewhere</a>'
    )
    import_export(
        item(title="First", post_name="first", content=body),
        item(
            title="Second",
            post_name="second",
            link="https://old.example.org/2019/05/03/second/",
        ),
        item(
            title="Third",
            post_name="third",
            content='<a href="https://old.example.org/2019/05/third/">itself</a>',
        ),
    )

    found = {link.url: link.target and link.target.title for link in Link.objects.all()}
    assert found == {
        "https://old.example.org/2019/05/03/second/": "Second",
        "/2019/05/third/": "Third",
        "https://elsewhere.example/2019/05/third/": None,
        "https://old.example.org/2019/05/third/": None,
    }
