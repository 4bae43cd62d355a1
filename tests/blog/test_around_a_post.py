"""What a post's page leads on to: related posts, parts of its series, mentions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog import around
from blog.around import look_around
from blog.models import Post, Series, Tag, Tagging
from blog.querysets import months_with_posts
from tests.factories import PostFactory, SeriesFactory, moment

pytestmark = pytest.mark.django_db


def found_again(post):
    """As the view finds it."""
    return Post.objects.published().for_page().get(pk=post.pk)


def test_related_posts_share_most_tags_and_the_newest_come_first():
    now = timezone.now()
    post = PostFactory(tags=["Ports", "Ferries", "Tides"])
    one_tag, three_tags, two_tags = (
        PostFactory(tags=tags, published_at=now - timedelta(days=days))
        for tags, days in (
            (["Ports"], 1),
            (["Ports", "Ferries", "Tides"], 3),
            (["Ports", "Tides"], 2),
        )
    )
    PostFactory(tags=["Bridges"])
    PostFactory(tags=["Ports"], published_at=now + timedelta(days=1))

    assert look_around(found_again(post)).related == [one_tag, two_tags, three_tags]


def test_four_related_posts_are_enough():
    posts = [PostFactory(tags=["Ports"]) for _ in range(6)]

    assert len(look_around(found_again(posts[0])).related) == 4


def test_of_a_tag_on_very_many_posts_only_the_latest_count(monkeypatch):
    monkeypatch.setattr(around, "LATEST_LOOKED_AT", 1)
    now = timezone.now()
    post = PostFactory(tags=["Ports"])
    _, new = (
        PostFactory(tags=["Ports"], published_at=now - timedelta(days=days))
        for days in (2, 1)
    )

    assert look_around(found_again(post)).related == [new]


def test_a_post_may_have_very_many_tags():
    post = PostFactory(tags=["Tag 7"])
    other = PostFactory(tags=["Tag 7"])
    tags = Tag.objects.bulk_create(Tag(name=f"T{n}", slug=f"t{n}") for n in range(600))
    Tagging.objects.bulk_create(Tagging(content_object=post, tag=tag) for tag in tags)

    assert look_around(found_again(post)).related == [other]


def test_the_parts_beside_a_part_are_those_that_are_public():
    series: Series = SeriesFactory()
    parts = {
        part: PostFactory(series=series, part=part, title=f"Part {part}")
        for part in (1, 3, 7)
    }
    PostFactory(series=series, part=4, published=False)
    without_place = PostFactory(series=series, part=None)

    post = found_again(parts[3])
    look_around(post)
    assert post.previous_part["title"] == "Part 1"
    assert post.next_part["title"] == "Part 7"
    assert post.part_count == 4

    post = found_again(without_place)
    look_around(post)
    assert (post.previous_part, post.next_part) == (None, None)


def test_of_very_many_links_to_a_post_the_latest_are_shown(monkeypatch):
    monkeypatch.setattr(around, "LATEST_LOOKED_AT", 2)
    post = PostFactory()
    body = f'<p>See <a href="{post.get_absolute_url()}">there</a>.</p>'
    for title in ("First", "Second", "Third"):
        PostFactory(title=title, body=body)

    mentions = look_around(found_again(post)).mentions
    assert {found["title"] for found in mentions} == {"Second", "Third"}


def test_the_archive_has_the_months_in_which_something_is_public():
    for day in ("2020-02-29 12:00", "2026-01-01 00:00", "2026-01-31 23:00"):
        PostFactory(published_at=moment(day))
    PostFactory(published_at=moment("2024-05-05 12:00"), published=False)
    PostFactory(published_at=timezone.now() + timedelta(days=60))

    assert [str(month) for month in months_with_posts()] == ["2026-01-01", "2020-02-01"]


def test_an_empty_blog_has_no_months():
    assert months_with_posts() == []
