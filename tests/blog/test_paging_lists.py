"""Listings page by page, and the edges of their numbers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import AuthorFactory, CategoryFactory, PostFactory

pytestmark = pytest.mark.django_db

OUTSIDE = ["0", "4", "999999", "9999999999999999999999", "-1", "two", "02", "1.5"]


@pytest.fixture
def seven_posts(settings):
    """Three pages: posts 7 to 5, 4 to 2 and 1; all by one author in one category."""
    settings.MASTHEAD_POSTS_PER_PAGE = 3
    now = timezone.now()
    author, category = AuthorFactory(slug="ann"), CategoryFactory(slug="law")
    return [
        PostFactory(
            slug=f"piece-{number}",
            published_at=now - timedelta(hours=10 - number),
            authors=[author],
            categories=[category],
        )
        for number in range(1, 8)
    ]


def slugs(response):
    return [post.slug for post in response.context["page"].posts]


@pytest.mark.parametrize("prefix", ["/", "/category/law/", "/author/ann/"])
def test_every_post_stands_on_exactly_one_page(prefix, seven_posts, client):
    pages = [
        slugs(client.get(f"{prefix}{page}")) for page in ("", "page/2/", "page/3/")
    ]

    assert pages == [
        ["piece-7", "piece-6", "piece-5"],
        ["piece-4", "piece-3", "piece-2"],
        ["piece-1"],
    ]


def test_pages_lead_to_their_neighbours(seven_posts, client):
    pages = [
        client.get(path).context["page"]
        for path in ("/category/law/", "/category/law/page/2/", "/category/law/page/3/")
    ]

    assert [(page.newer_url, page.older_url) for page in pages] == [
        ("", "/category/law/page/2/"),
        ("/category/law/", "/category/law/page/3/"),
        ("/category/law/page/2/", ""),
    ]


def test_a_full_last_page_leads_nowhere_further(seven_posts, client):
    seven_posts[0].delete()

    assert client.get("/page/2/").context["page"].older_url == ""
    assert client.get("/page/3/").status_code == 404


@pytest.mark.parametrize("number", OUTSIDE)
@pytest.mark.parametrize("prefix", ["/", "/category/law/"])
def test_a_page_that_the_list_does_not_have_is_not_found(
    number, prefix, seven_posts, client
):
    assert client.get(f"{prefix}page/{number}/").status_code == 404


@pytest.mark.parametrize("prefix", ["/", "/category/law/", "/author/ann/"])
def test_page_one_leads_to_the_address_without_a_number(prefix, seven_posts, client):
    response = client.get(f"{prefix}page/1/")

    assert response.status_code == 301
    assert response["Location"] == prefix


def test_a_sticky_post_stands_on_top_once_until_its_hour(seven_posts, client):
    oldest = seven_posts[0]
    oldest.sticky_until = timezone.now() + timedelta(hours=1)
    oldest.save()

    response = client.get("/")

    assert slugs(response) == ["piece-1", "piece-7", "piece-6", "piece-5"]
    assert "Sticky" in response.content.decode()
    oldest.sticky_until = timezone.now()
    oldest.save()
    assert slugs(client.get("/")) == ["piece-7", "piece-6", "piece-5"]
