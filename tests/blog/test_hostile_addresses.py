"""Whatever somebody types as an address, the site keeps its countenance."""

import pytest

from tests.factories import PostFactory, moment, public_comment

pytestmark = pytest.mark.django_db

MANY = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        "/%00/",
        "/?p=%00",
        "/authors/?%00",
        "/2026/11/%00/",
        "/2026/11/pi%00ece/feed/",
        "/author/%00/",
        "/author/%FF%FE/",
        "/category/a%00b/",
        "/category/../../feed/",
        "/tag/%00/feed.json",
        "/series/%00/",
        f"/comments/{MANY}/",
        f"/comments/{MANY}/sent/",
        f"/comments/reply/{MANY}/",
        f"/drafts/{MANY}/",
        f"/page/{MANY}/",
        f"/2026/11/piece/comment-page-{MANY}/",
        "/comments/post/?post=%C2%B2",
        "/comments/post/?post=1%00",
        f"/comments/post/?post={MANY}",
        "/0000/00/",
        "/9999/99/99/",
        "/sitemap-0000-00.xml",
    ],
)
def test_what_no_page_has_is_not_found(address, client):
    public_comment(PostFactory(slug="piece", published_at=moment("2026-11-23 12:00")))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", [f"p={MANY}", "cat=%FF", "page_id=²", "%"])
def test_a_strange_question_is_no_matter(query, client):
    assert client.get(f"/?{query}").status_code == 200


@pytest.mark.parametrize("text", ["a\0b", "\U0001f600 \u202e", "\x0b\x1f", " "])
def test_a_strange_comment_is_refused_like_any_that_lacks_a_name(text, client):
    fields = {"object_pk": PostFactory().pk, "name": "\0", "comment": text}

    assert client.post("/comments/post/", fields).status_code == 422
