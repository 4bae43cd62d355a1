"""What a page that is open asks for: how many comments came since."""

import pytest

from comments.actions import hold, remove
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def news(client, post, since=0, **headers):
    address = f"{post.get_absolute_url()}news.json?since={since}"
    return client.get(address, headers=headers)


def test_news_say_how_many_came_since_and_where_the_first_stands(client):
    post = PostFactory()
    comments = [public_comment(post) for _ in range(3)]

    assert news(client, post, since=1).json() == {
        "count": 2,
        "latest": 3,
        "url": f"/comments/{comments[1].pk}/",
    }
    assert news(client, post, since=3).json() == {"count": 0, "latest": 3, "url": ""}


def test_held_and_removed_comments_are_no_news(client):
    post = PostFactory()
    public_comment(post)
    write_comment(post, email="new@example.org")
    hold(public_comment(post), by=UserFactory())
    remove(public_comment(post), by=UserFactory())

    assert news(client, post, since=1).json() == {"count": 0, "latest": 1, "url": ""}


def test_who_has_the_answer_already_hears_304_until_something_is_new(client):
    post = PostFactory()
    public_comment(post)
    first = news(client, post, since=1)

    again = news(client, post, since=1, if_none_match=first["ETag"])
    public_comment(post)
    later = news(client, post, since=1, if_none_match=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert later.json()["count"] == 1
    assert "public" in first["Cache-Control"]
    assert not first.cookies


@pytest.mark.parametrize("comments", [1, 12])
def test_news_take_two_queries(comments, client, django_assert_num_queries):
    post = PostFactory()
    for _ in range(comments):
        public_comment(post)

    with django_assert_num_queries(2):  # post, comments since
        news(client, post)


@pytest.mark.parametrize("since", ["", "-1", "x", "٣", "9" * 10, "1.5"])
def test_a_number_that_is_none_gets_a_sentence(since, client):
    answer = news(client, PostFactory(), since=since)

    assert answer.status_code == 400
    assert "since=12" in answer.json()["error"]


def test_a_post_that_is_not_public_has_no_news(client):
    post = PostFactory()
    address = f"{post.get_absolute_url()}news.json?since=0"
    assert client.get(address).status_code == 200

    post.status = "withdrawn"
    post.save(update_fields=["status"])
    assert client.get(address).status_code == 404
