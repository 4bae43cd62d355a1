"""Pages for when something is wrong, and what crawlers read."""

import pytest
from django.test import Client, RequestFactory
from lxml import etree

from config.errors import permission_denied, server_error
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    moment,
)

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(response):
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.content).xpath("//s:loc/text()", namespaces=SPACE)


@pytest.mark.django_db
def test_a_wrong_address_shows_the_way_on(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "There is nothing at this address." in response.content.decode()
    assert 'href="/archive/"' in response.content.decode()
    assert not response.cookies


def test_the_page_for_our_own_mistakes_needs_no_database():
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Something went wrong." in response.content.decode()


@pytest.mark.django_db
def test_who_may_not_is_told_so():
    response = permission_denied(RequestFactory().get("/"))

    assert response.status_code == 403
    assert "You may not do this." in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_gives_back_what_was_typed():
    strict = Client(enforce_csrf_checks=True)
    typed = {"comment": "A <long> thought"}

    response = strict.post("/comments/post/", typed)

    assert response.status_code == 403
    assert "A &lt;long&gt; thought</textarea>" in response.content.decode()


@pytest.mark.django_db
def test_the_sitemap_lists_what_is_public_in_parts(client, settings):
    settings.SITE_URL = "https://blog.example.org"
    PostFactory(
        slug="piece",
        published_at=moment("2026-11-23 12:00"),
        authors=[AuthorFactory(slug="ann")],
        categories=[CategoryFactory(slug="law")],
    )
    PostFactory(slug="secret", published=False, authors=[AuthorFactory(slug="bo")])
    PageFactory(path="about/staff")

    assert places(client.get("/sitemap.xml")) == [
        "https://blog.example.org/sitemap-site.xml",
        "https://blog.example.org/sitemap-2026-11.xml",
    ]
    assert places(client.get("/sitemap-2026-11.xml")) == [
        "https://blog.example.org/2026/11/piece/"
    ]
    assert places(client.get("/sitemap-site.xml")) == [
        "https://blog.example.org/",
        "https://blog.example.org/about/staff/",
        "https://blog.example.org/category/law/",
        "https://blog.example.org/author/ann/",
    ]


@pytest.mark.django_db
def test_robots_are_shown_the_sitemap(client, settings):
    settings.SITE_URL = "https://blog.example.org"
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: https://blog.example.org/sitemap.xml" in response.content.decode()
    assert "Disallow: /admin/" in response.content.decode()
