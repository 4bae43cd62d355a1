"""Posts and comments as feeds."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from lxml import etree

from blog.actions import save_post, withdraw_post
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PostFactory,
    moment,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
BODY = (
    '<p>See <a href="/2020/01/old/">the old one</a>.<small class="footnote">Or not.'
    '</small></p><p><img src="/media/a.jpg" alt="A"></p>'
)
HOSTILE = "]]></description><script>alert('1')</script> & \" \x0b\ufffe"
REQUIRED_OF_RSS = ("title", "link", "description")


@pytest.fixture(autouse=True)
def _site_url(settings):
    settings.SITE_URL = "https://blog.example.org"


@pytest.fixture
def piece():
    return PostFactory(
        title="Less & more",
        slug="piece",
        dek="When a < b, read on.",
        body=BODY,
        published_at=moment("2026-11-23 12:00"),
        authors=[
            AuthorFactory(name="Ann Lee", slug="ann"),
            AuthorFactory(name="Bo & Co", slug="bo"),
        ],
        categories=[CategoryFactory(name="Law", slug="law")],
        tags=["Appeals"],
    )


def items(response, path):
    return etree.fromstring(response.content).xpath(path, namespaces=SPACES)


def test_rss_carries_the_whole_text_with_its_people_and_filing(piece, client):
    response = client.get("/feed/")
    (item,) = items(response, "/rss/channel/item")

    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert item.findtext("title") == "Less & more"
    assert item.findtext("link") == "https://blog.example.org/2026/11/piece/"
    assert item.findtext("description") == "When a &lt; b, read on."
    assert item.xpath("dc:creator/text()", namespaces=SPACES) == ["Ann Lee", "Bo & Co"]
    assert sorted(item.xpath("category/text()")) == ["Appeals", "Law"]
    assert item.findtext("pubDate") == "Mon, 23 Nov 2026 12:00:00 +0000"
    (content,) = item.xpath("content:encoded/text()", namespaces=SPACES)
    assert 'href="https://blog.example.org/2020/01/old/"' in content
    assert 'src="https://blog.example.org/media/a.jpg"' in content
    assert 'href="https://blog.example.org/2026/11/piece/#fn-1"' in content


def test_atom_carries_the_same(piece, client):
    response = client.get("/feed/atom/")
    (entry,) = items(response, "/atom:feed/atom:entry")

    def texts(path):
        return entry.xpath(path, namespaces=SPACES)

    assert texts("atom:link/@href") == ["https://blog.example.org/2026/11/piece/"]
    assert texts("atom:author/atom:name/text()") == ["Ann Lee", "Bo & Co"]
    assert texts("atom:author/atom:uri/text()") == [
        "https://blog.example.org/author/ann/",
        "https://blog.example.org/author/bo/",
    ]
    assert texts("atom:content/@type") == ["html"]
    assert "https://blog.example.org/media/a.jpg" in texts("atom:content/text()")[0]
    assert items(response, "/atom:feed/atom:link[@rel='self']/@href") == [
        "https://blog.example.org/feed/atom/"
    ]


def test_json_feed_carries_the_same(piece, client):
    response = client.get("/feed.json")
    feed = json.loads(response.content)
    (item,) = feed["items"]

    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://blog.example.org/feed.json"
    assert item["url"] == "https://blog.example.org/2026/11/piece/"
    assert item["summary"] == "When a < b, read on."
    assert "https://blog.example.org/media/a.jpg" in item["content_html"]
    assert [author["name"] for author in item["authors"]] == ["Ann Lee", "Bo & Co"]
    assert sorted(item["tags"]) == ["Appeals", "Law"]


@pytest.mark.parametrize(
    "address",
    [
        f"{prefix}{kind}"
        for prefix in ("/category/law/", "/tag/appeals/", "/author/ann/")
        for kind in ("feed/", "feed/atom/", "feed.json")
    ],
)
def test_each_listing_has_its_three_feeds(address, piece, client):
    PostFactory(title="Filed elsewhere")
    content = client.get(address).content.decode()

    assert "https://blog.example.org/2026/11/piece/" in content
    assert "Filed elsewhere" not in content


@pytest.mark.parametrize(
    "address",
    ["/category/none/feed/", "/tag/none/feed/atom/", "/author/none/feed.json"],
)
def test_what_does_not_exist_has_no_feed(address, client):
    assert client.get(address).status_code == 404


def test_the_feed_of_a_category_holds_what_lies_below_it(client):
    law = CategoryFactory(slug="law")
    courts = CategoryFactory(slug="courts", parent=law)
    PostFactory(title="From below", categories=[courts])

    assert "From below" in client.get("/category/law/feed/").content.decode()
    assert "From below" in client.get("/category/law/courts/feed/").content.decode()


def test_a_feed_program_that_knows_the_date_is_told_what_changed(piece, client):
    known = client.get("/feed/")["Last-Modified"]
    headers = {"if-modified-since": known}

    assert client.get("/feed/", headers=headers).status_code == 304
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        piece.title = "Changed"
        save_post(piece)
        assert client.get("/feed/", headers=headers).status_code == 200


@pytest.mark.parametrize("address", ["/feed/", "/feed/atom/", "/comments/feed/"])
def test_an_empty_feed_stays_the_same(address, client):
    with time_machine.travel("2026-11-23 12:00", tick=False):
        before = client.get(address)
    with time_machine.travel("2026-11-24 12:00", tick=False):
        headers = {"if-none-match": before["ETag"]}
        assert client.get(address, headers=headers).status_code == 304


@pytest.fixture(params=[[], None], ids=["by nobody", "by somebody"])
def hostile_site(request):
    post = PostFactory(
        title=HOSTILE,
        dek=HOSTILE,
        body=f'<p onclick="x()">{HOSTILE}</p><img src="javascript:y()">',
        slug="piece",
        published_at=moment("2026-11-23 12:00"),
        authors=request.param,
        categories=[CategoryFactory(name=HOSTILE, slug="law")],
        tags=["a & <b>"],
    )
    PostFactory(title="", dek="", body="", slug="bare")
    public_comment(post, f"{HOSTILE} [x](javascript:z())", name=HOSTILE)


@pytest.mark.parametrize(
    "address", ["/feed/", "/comments/feed/", "/2026/11/piece/feed/"]
)
def test_rss_stays_valid_whatever_people_write(address, hostile_site, client):
    channel = etree.fromstring(client.get(address).content).find("channel")

    assert all(channel.find(name) is not None for name in REQUIRED_OF_RSS)
    for item in channel.iterfind("item"):
        assert item.findtext("link").startswith("https://blog.example.org/")
        assert item.find("guid").get("isPermaLink") == "false"
        content = item.findtext("content:encoded", namespaces=SPACES)
        assert not re.search(r"<script|=.?javascript:|<[^>]* on\w+=", content)


@pytest.mark.parametrize("address", ["/feed/atom/", "/comments/feed/atom/"])
def test_atom_stays_valid_whatever_people_write(address, hostile_site, client):
    feed = etree.fromstring(client.get(address).content)

    for name in ("id", "title", "updated", "author/atom:name"):
        assert feed.findtext(f"atom:{name}", namespaces=SPACES)
    for entry in feed.iterfind("atom:entry", SPACES):
        assert entry.findtext("atom:id", namespaces=SPACES).startswith("tag:")
        assert entry.findtext("atom:updated", namespaces=SPACES)


@pytest.mark.parametrize("address", ["/feed.json", "/comments/feed.json"])
def test_json_feed_stays_valid_whatever_people_write(address, hostile_site, client):
    for item in json.loads(client.get(address).content)["items"]:
        assert item["id"].startswith("tag:")
        assert "content_html" in item


@pytest.mark.parametrize(
    "address",
    ["/feed/", "/category/law/feed/", "/comments/feed/", "/2026/11/piece/feed/"],
)
def test_a_feed_says_where_it_is(address, piece, client):
    assert items(client.get(address), "//channel/atom:link[@rel='self']/@href") == [
        f"https://blog.example.org{address}"
    ]


def test_a_text_keeps_its_id_when_its_address_changes(piece, client):
    before = items(client.get("/feed/"), "//guid/text()")
    piece.slug = "elsewhere"
    save_post(piece)

    assert items(client.get("/feed/"), "//guid/text()") == before


def test_characters_that_xml_forbids_break_no_feed(client):
    PostFactory(title="Bell\x07 and\x00 whistle".replace("\x00", "\x0b"))

    assert items(client.get("/feed/"), "//item/title/text()") == ["Bell and whistle"]
    assert client.get("/feed/atom/").status_code == 200


def test_a_withdrawn_post_leaves_the_feeds(piece, client):
    withdraw_post(piece)

    assert items(client.get("/feed/"), "//item") == []
    assert items(client.get("/category/law/feed/"), "//item") == []


def test_comments_have_a_feed_of_their_own(piece, client):
    other = PostFactory(title="Another", published_at=moment("2026-11-22 12:00"))
    public_comment(piece, "On the *piece*.", name="Kim")
    public_comment(other, "On another.", name="Lou", email="lou@example.org")
    write_comment(piece, "Held.", name="New", email="new@example.org")

    of_site = client.get("/comments/feed/")
    of_post = client.get("/2026/11/piece/feed/")

    assert items(of_site, "//item/title/text()") == [
        "Lou on Another",
        "Kim on Less & more",
    ]
    assert items(of_post, "//item/title/text()") == ["Kim on Less & more"]
    (content,) = items(of_post, "//content:encoded/text()")
    assert "<em>piece</em>" in content
    assert (
        "https://blog.example.org/comments/" in items(of_post, "//item/link/text()")[0]
    )


def test_comments_on_what_is_not_public_have_no_feed(piece, client):
    public_comment(piece, "Still there.")
    withdraw_post(piece)

    assert client.get("/2026/11/piece/feed/").status_code == 404
    assert items(client.get("/comments/feed/"), "//item") == []
