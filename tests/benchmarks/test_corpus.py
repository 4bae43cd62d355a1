"""A blog of any size: in order, the same every time, its latest posts at every size."""

import pytest
from django.db import transaction

from benchmarks.corpus import filling
from benchmarks.corpus.filling import fill
from benchmarks.corpus.threads import LENGTHS, thread_lengths
from blog.models import Filing, Link, Mention, Post, Tagging
from comments.models import Comment
from tests.ops.running import run

POSTS, COMMENTS = 60, 1200


@pytest.fixture
def empty_site(db, monkeypatch):
    # PostgreSQL does this outside of transactions alone, and a test is one.
    monkeypatch.setattr(filling, "look_at_rows", lambda: None)


@pytest.fixture
def filled_site(empty_site):
    fill(POSTS, COMMENTS)


def test_the_doctor_finds_the_site_in_order(filled_site):
    assert run("doctor") == ("All is well.\n", 0)


def test_there_are_as_many_posts_and_public_comments_as_asked_for(filled_site):
    assert Post.objects.published().count() == POSTS
    assert Comment.objects.visible().count() == COMMENTS
    states = set(Comment.objects.values_list("state", flat=True))
    assert states == {"held", "public", "removed", "spam"}


def test_long_threads_are_nested_deeply(empty_site):
    fill(2, 600)
    assert max(comment.depth for comment in Comment.objects.only("path")) >= 10


def test_posts_are_filed_and_linked(filled_site):
    assert not Post.objects.filter(bylines=None).exists()
    assert Filing.objects.filter(direct=False).exists()
    assert Link.objects.filter(target__isnull=False).exists()
    assert Mention.objects.exists()
    tagged = [Tagging.objects.filter(tag__in=tags).count() for tags in ([1], [200])]
    assert tagged[0] > tagged[1]


def test_what_is_written_next_gets_a_key_of_its_own(filled_site):
    assert Post.objects.create(title="Next").pk > POSTS


def test_the_same_blog_comes_out_each_time(empty_site):
    rows = [rows_of_a_site(POSTS, COMMENTS) for _ in range(2)]
    assert rows[0] == rows[1]


def test_the_latest_posts_are_the_same_at_every_size(empty_site):
    small, large = (rows_of_a_site(posts, 0)["latest"] for posts in (220, 250))
    assert len(small) == 100
    assert small == large


def rows_of_a_site(posts, comments):
    """What stands in the tables of a site that goes again; no key of the database's."""
    with transaction.atomic():
        fill(posts, comments)
        latest = Post.objects.newest_first()
        rows = {
            "posts": list(latest.values_list()),
            "latest": list(latest.values_list("slug", "title", "dek", "published_at"))[
                :100
            ],
            "comments": list(Comment.objects.order_by("pk").values_list()),
            "links": list(
                Link.objects.order_by("post", "url").values_list("post", "url")
            ),
        }
        transaction.set_rollback(True)
    return rows


@pytest.mark.parametrize(
    ("posts", "comments"),
    [(1, 0), (1, 7), (60, 1200), (1000, 20_000), (12_000, 90_000)],
)
def test_threads_together_have_all_comments(posts, comments):
    lengths = thread_lengths(posts, comments)
    assert (len(lengths), sum(lengths)) == (posts, comments)


def test_most_threads_have_twenty_comments_and_a_few_very_many():
    lengths = thread_lengths(1000, 20_000)
    assert [lengths[rank] for rank in LENGTHS] == [20, 500, 2000]
    assert lengths.count(20) > 500
