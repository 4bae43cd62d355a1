"""A public page is the same bytes for everyone, and safe for each of them."""

import json
import re

import pytest

from blog.actions import save_author
from blog.models import Mention
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    SeriesFactory,
    UserFactory,
    moment,
    public_comment,
)

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/2026/11/piece/",
    "/2026/",
    "/2026/11/",
    "/2026/11/23/",
    "/about/",
    "/category/law/",
    "/tag/courts/",
    "/author/ann/",
    "/authors/",
    "/series/case/",
    "/archive/",
    "/feed/",
    "/feed/atom/",
    "/feed.json",
    "/category/law/feed/",
    "/tag/courts/feed/atom/",
    "/author/ann/feed.json",
    "/comments/feed/",
    "/2026/11/piece/feed/",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-site.xml",
    "/sitemap-2026-11.xml",
]
HOSTILE = "</title></script><script>alert(1)</script>\"'&"


@pytest.fixture
def small_site():
    PageFactory(path="about")
    post = PostFactory(
        slug="piece",
        published_at=moment("2026-11-23 12:00"),
        authors=[AuthorFactory(slug="ann")],
        categories=[CategoryFactory(slug="law")],
        tags=["courts"],
        series=SeriesFactory(slug="case"),
        part=1,
    )
    public_comment(post, "So it is.")
    return post


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_sets_and_reads_no_cookie(address, small_site, client):
    client.cookies["messages"] = "whatever"
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_is_the_same_bytes_signed_in_and_out(address, small_site, client):
    signed_out = client.get(address)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(address).content == signed_out.content


@pytest.mark.parametrize("address", [*ADDRESSES, "/nowhere/", "/accounts/login/"])
def test_every_answer_carries_a_policy_without_inline_code(address, small_site, client):
    policy = client.get(address)["Content-Security-Policy"]

    # The library writes them in another order in each process.
    directives = policy.split("; ")
    assert "default-src 'none'" in directives
    assert "script-src 'self'" in directives
    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_a_page_already_is_told_so(address, small_site, client):
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_names_and_titles_are_text_wherever_they_stand(client):
    author = save_author(AuthorFactory.build(name=HOSTILE, slug="ann"))
    author.tagline = HOSTILE
    author.save()
    category = CategoryFactory(name=HOSTILE, slug="law", description=HOSTILE)
    series = SeriesFactory(title=HOSTILE, slug="case", description=HOSTILE)
    for slug in ("piece", "second"):
        PostFactory(
            title=HOSTILE,
            dek=HOSTILE,
            slug=slug,
            published_at=moment("2026-11-23 12:00"),
            authors=[author],
            categories=[category],
            tags=["courts & <b>"],
            series=series,
        )
    pages = ["/", "/2026/11/piece/", "/category/law/", "/author/ann/", "/series/case/"]

    for address in [*pages, "/authors/", "/archive/", "/feed/", "/feed/atom/"]:
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<b>" not in html


def test_the_data_block_of_a_post_is_json_that_ends_where_it_should(client):
    PostFactory(title=HOSTILE, slug="piece", published_at=moment("2026-11-23 12:00"))
    html = client.get("/2026/11/piece/").content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)

    assert len(blocks) == 1
    assert json.loads(blocks[0])["headline"] == HOSTILE


def test_links_of_others_lead_to_the_web_or_nowhere(small_site, client):
    author = small_site.authors.get()
    author.links = [["Site", "https://ann.example.org/"], ["Bad", "javascript:x()"]]
    author.save()
    for address in ("https://other.example.org/", "javascript:y()"):
        Mention.objects.create(
            post=small_site, kind="pingback", state="public", source_url=address
        )

    html = client.get("/2026/11/piece/").content.decode()

    assert 'href="https://ann.example.org/" rel="me noopener"' in html
    assert 'href="https://other.example.org/"' in html
    assert "javascript:" not in html


def test_a_held_mention_is_not_shown(small_site, client):
    Mention.objects.create(
        post=small_site, kind="pingback", source_url="https://other.example.org/"
    )

    assert b"other.example.org" not in client.get("/2026/11/piece/").content
