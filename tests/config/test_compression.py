"""What the site draws travels compressed to those who can read it so."""

import gzip

import pytest

from tests.factories import PostFactory, public_comment

pytestmark = pytest.mark.django_db


def test_a_page_travels_compressed_and_says_so(client):
    post = PostFactory()
    public_comment(post, "word " * 1000)
    whole = client.get(post.get_absolute_url())

    packed = client.get(post.get_absolute_url(), headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["Vary"].lower()
    assert gzip.decompress(packed.content) == whole.content
    assert len(packed.content) < len(whole.content) / 2


def test_browsers_of_today_get_zstandard(client):
    said = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    answer = client.get(PostFactory().get_absolute_url(), headers=said)
    assert answer.headers["Content-Encoding"] in {"br", "zstd"}


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    post = PostFactory()
    said = {"Accept-Encoding": "gzip"}
    tag = client.get(post.get_absolute_url(), headers=said).headers["ETag"]

    again = client.get(post.get_absolute_url(), headers=said | {"If-None-Match": tag})

    assert again.status_code == 304
