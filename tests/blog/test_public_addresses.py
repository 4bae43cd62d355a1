"""Which addresses answer, with what, and which don't."""

import pytest
import time_machine
from lxml.html import fromstring

from blog.models import Post
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    SeriesFactory,
    moment,
)

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-23 12:00")


@pytest.fixture
def filed_post():
    law = CategoryFactory(name="Law", slug="law")
    courts = CategoryFactory(name="Courts", slug="courts", parent=law)
    return PostFactory(
        title="The court decides",
        slug="court",
        published_at=NOON,
        authors=[AuthorFactory(name="Ines Vale", slug="ines-vale")],
        categories=[courts],
        tags=["Appeals"],
        series=SeriesFactory(title="The long case", slug="long-case"),
        part=1,
    )


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/2026/11/court/",
        "/2026/",
        "/2026/11/",
        "/2026/11/23/",
        "/category/law/",
        "/category/law/courts/",
        "/tag/appeals/",
        "/author/ines-vale/",
        "/authors/",
        "/series/long-case/",
        "/archive/",
    ],
)
def test_a_published_post_is_found_under_each_address_that_lists_it(
    address, filed_post, client
):
    response = client.get(address)

    assert response.status_code == 200
    shown = {"/authors/": "Ines Vale", "/archive/": "/2026/11/"}
    assert shown.get(address, "The court decides") in response.content.decode()


def test_a_post_under_another_month_leads_to_its_address(filed_post, client):
    response = client.get("/2019/01/court/")

    assert response.status_code == 301
    assert response["Location"] == "/2026/11/court/"


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_is_not_found(status, client):
    PostFactory(slug="secret", status=status, published_at=NOON)

    assert client.get("/2026/11/secret/").status_code == 404
    assert b"secret" not in client.get("/").content
    assert client.get("/2026/11/").status_code == 404


def test_scheduled_post_appears_at_its_hour_without_a_job(client):
    with time_machine.travel(moment("2026-11-23 08:00"), tick=False):
        category = CategoryFactory(slug="law")
        PostFactory(slug="later", published_at=NOON, categories=[category])
    lists = ["/", "/2026/11/", "/category/law/", "/feed/", "/category/law/feed.json"]

    with time_machine.travel(moment("2026-11-23 11:59"), tick=False):
        assert client.get("/2026/11/later/").status_code == 404
        assert not any(b"later" in client.get(path).content for path in lists)
    with time_machine.travel(NOON, tick=False):
        assert client.get("/2026/11/later/").status_code == 200
        assert all(b"later" in client.get(path).content for path in lists)


def test_pages_are_found_by_their_path_nested_too(client):
    PageFactory(path="about", title="About us")
    PageFactory(path="about/staff", title="The staff")

    assert "About us" in client.get("/about/").content.decode()
    assert "The staff" in client.get("/about/staff/").content.decode()
    assert client.get("/about/nobody/").status_code == 404


def test_a_draft_page_is_not_found(client):
    PageFactory(path="secret", status="draft")

    assert client.get("/secret/").status_code == 404


def test_a_month_is_that_of_the_sites_time_zone(client, settings):
    settings.TIME_ZONE = "America/New_York"
    with time_machine.travel(moment("2026-12-02 12:00"), tick=False):
        post = PostFactory(slug="eve", published_at=moment("2026-12-01 03:00"))

        assert post.get_absolute_url() == "/2026/11/eve/"
        assert b"/2026/11/eve/" in client.get("/2026/11/30/").content
        assert b"/2026/11/eve/" in client.get("/2026/11/").content
        assert client.get("/2026/12/").status_code == 404
        assert client.get("/2026/12/01/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/0000/",
        "/0001/01/01/",
        "/9999/12/31/",
        "/2026/13/",
        "/2026/02/30/",
        "/2019/",
        "/category/none/",
        "/tag/none/",
        "/author/none/",
        "/series/none/",
        "/2026/11/none/",
        "/sitemap-2026-13.xml",
        "/sitemap-2019-01.xml",
    ],
)
def test_what_does_not_exist_is_not_found(address, client):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "wider"),
    [
        ("/2026/", ["/archive/"]),
        ("/2026/11/", ["/archive/", "/2026/"]),
        ("/2026/11/23/", ["/archive/", "/2026/", "/2026/11/"]),
    ],
)
def test_a_period_leads_to_the_wider_ones(address, wider, filed_post, client):
    page = fromstring(client.get(address).content.decode())

    assert page.xpath("//nav[@class='breadcrumb']//a/@href") == wider


def test_what_a_category_a_tag_and_an_author_publish_can_be_followed(
    filed_post, client
):
    for address in ("/category/law/courts/", "/tag/appeals/", "/author/ines-vale/"):
        page = fromstring(client.get(address).content.decode())
        assert page.xpath("//a[.='Follow by RSS']/@href") == [f"{address}feed/"]


def test_a_slug_in_any_script_is_found(client):
    post = PostFactory(slug="größe-und-maß", published_at=NOON)

    assert client.get(post.get_absolute_url()).status_code == 200
    assert Post.objects.published().count() == 1


def test_an_empty_site_says_so(client):
    assert "Nothing published yet." in client.get("/").content.decode()
    assert "Nothing published yet." in client.get("/archive/").content.decode()


def test_addresses_of_public_pages_refuse_to_write(client):
    assert client.post("/").status_code == 405
