"""Addresses of WordPress, and those of old, lead on to where readers find it now."""

import pytest

from blog.models import Redirect
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    moment,
)

pytestmark = pytest.mark.django_db

POST = "/2019/05/ferries/"


@pytest.fixture
def site():
    """A post, a page and shelves that had other addresses and numbers once."""
    law = CategoryFactory(slug="law")
    courts = CategoryFactory(slug="courts", parent=law)
    ines = AuthorFactory(slug="ines")
    post = PostFactory(
        slug="ferries",
        published_at=moment("2019-05-03 10:00"),
        authors=[ines],
        categories=[courts],
        tags=["Tide"],
    )
    page = PageFactory(path="about")
    for old, target in {
        "/archives/ferries/": {"post": post},
        "/?p=12": {"post": post},
        "/about-us/": {"page": page},
        "/topics/law/courts/": {"category": courts},
        "/?cat=3": {"category": courts},
        "/?author=7": {"author": ines},
    }.items():
        Redirect.objects.create(old_path=old, **target)


def where(client, address: str):
    """Where a request for ``address`` ends up for good; the status if nowhere."""
    asked, response = address, client.get(address)
    while response.status_code == 301:
        address = response["Location"]
        response = client.get(address)
    return response.status_code if address in {asked, f"{asked}/"} else address


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # What hangs on an old address, and on one that is still right.
        ("/archives/ferries/feed/", f"{POST}feed/"),
        ("/archives/ferries/feed/atom/", f"{POST}feed/"),
        ("/archives/ferries/2/", POST),
        ("/archives/ferries/comment-page-3/", f"{POST}comment-page-3/"),
        ("/archives/ferries/amp/", POST),
        (f"{POST}amp/", POST),
        (f"{POST}2/", POST),
        (f"{POST}trackback/", POST),
        (f"{POST}embed", POST),
        (f"{POST}feed/rss2/", f"{POST}feed/"),
        ("/about-us/2/", "/about/"),
        ("/about/feed/", "/about/"),
        ("/topics/law/courts/page/2/", "/category/law/courts/page/2/"),
        ("/topics/law/courts/feed/", "/category/law/courts/feed/"),
        ("/topics/law/courts/feed/atom/", "/category/law/courts/feed/atom/"),
        ("/category/law/feed/rss2/", "/category/law/feed/"),
        ("/tag/tide/feed/rdf/", "/tag/tide/feed/"),
        ("/index.php/2019/05/ferries/", POST),
        ("/index.php/archives/ferries/", POST),
        ("/index.php/archives/ferries/feed/", f"{POST}feed/"),
        # Queries that stand for an address.
        ("/?p=12", POST),
        ("/?p=12&feed=rss2", f"{POST}feed/"),
        ("/?cat=3", "/category/law/courts/"),
        ("/?cat=3&paged=2", "/category/law/courts/page/2/"),
        ("/?cat=3&paged=1", "/category/law/courts/"),
        ("/?cat=3&feed=atom", "/category/law/courts/feed/atom/"),
        ("/?category_name=courts", "/category/law/courts/"),
        ("/?category_name=law/courts", "/category/law/courts/"),
        ("/?tag=tide", "/tag/tide/"),
        ("/?author=7", "/author/ines/"),
        ("/?author_name=ines", "/author/ines/"),
        ("/?m=201905", "/2019/05/"),
        ("/?m=20190503", "/2019/05/03/"),
        ("/?paged=2", "/page/2/"),
        ("/?paged=1", "/"),
        # Feeds of the whole site.
        ("/?feed=rss2", "/feed/"),
        ("/?feed=atom", "/feed/atom/"),
        ("/?feed=comments-rss2", "/comments/feed/"),
        ("/feed/rss2/", "/feed/"),
        ("/feed/rdf/", "/feed/"),
        ("/rss/", "/feed/"),
        ("/atom.xml", "/feed/atom/"),
        ("/wp-rss2.php", "/feed/"),
        ("/comments/feed/rss2/", "/comments/feed/"),
        # A form for an answer was the same page.
        (f"{POST}?replytocom=5", POST),
        ("/archives/ferries/?replytocom=5", POST),
        ("/?p=12&replytocom=5", POST),
    ],
)
def test_an_address_of_wordpress_leads_on(site, client, old, new):
    assert where(client, old) == new


@pytest.mark.parametrize(
    "address",
    [
        "/archives/nothing/",
        "/archives/nothing/feed/",
        "/2019/05/nothing/2/",
        "/category/nothing/feed/rss2/",
        "/category/law/page/99/",
        "/nothing/?feed=rss2",
        "/index.php/nothing/",
        "/index.php",
        "/2019/05/12/",
        "/about/comment-page-2x/",
    ],
)
def test_what_never_was_is_not_found(site, client, address):
    assert where(client, address) == 404


@pytest.mark.parametrize(
    "address",
    ["/?p=13", "/?cat=99", "/?tag=none", "/?m=2019", "/?paged=x", "/?utm_source=mail"],
)
def test_a_query_that_names_nothing_is_the_front_page(site, client, address):
    assert where(client, address) == 200


def test_nobody_is_led_to_another_host(client):
    assert (
        client.get("/%2Fevil.example/?replytocom=1")["Location"] == "/%2Fevil.example/"
    )


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
@pytest.mark.parametrize(
    "address", ["/archives/secret/", "/archives/secret/feed/", "/?p=66"]
)
def test_no_old_address_tells_where_something_is_that_is_not_public(
    client, status, address
):
    post = PostFactory(slug="secret")
    page = PageFactory(path="hidden")
    for model, target in ((post, "post"), (page, "page")):
        model.status = status
        model.save()
        Redirect.objects.update_or_create(
            old_path="/archives/secret/", defaults={"post": None, target: model}
        )
        Redirect.objects.update_or_create(
            old_path="/?p=66", defaults={"post": None, target: model}
        )

        response = client.get(address)

        assert response.status_code in {200, 404}
        assert "Location" not in response


def test_an_old_address_costs_few_queries(site, client, django_assert_max_num_queries):
    # The post that is not there, the redirect; then what hangs on it.
    with django_assert_max_num_queries(6):
        client.get("/archives/ferries/feed/")
