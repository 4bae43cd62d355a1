"""How often each public page asks the database, whatever its size."""

import pytest
from django.db import connection
from django.utils import timezone

from blog.models import Post

pytestmark = pytest.mark.django_db


# Beside the site's settings: what each page looks up.
LISTS = {
    # sticky keys, keys, posts, bylines, filings, renditions, what is discussed
    "/": 8,
    # the categories around, keys, posts, bylines, filings, renditions
    "/category/law/": 7,
    "/category/law/courts/": 7,
    # tag, keys, posts, bylines, filings, renditions
    "/tag/appeals/": 7,
    # author with photo, its renditions, keys, posts, bylines, filings, renditions
    "/author/ann/": 8,
    # series, keys, posts, bylines, filings, renditions
    "/series/case/": 7,
    # authors with photos, their renditions
    "/authors/": 3,
    # months, categories, series
    "/archive/": 4,
    # page
    "/about/": 2,
    # posts, bylines, labels
    "/feed/": 4,
    "/feed/atom/": 4,
    "/feed.json": 4,
    # category, tag or author, posts, bylines, labels
    "/category/law/feed/": 5,
    "/tag/appeals/feed/": 5,
    "/author/ann/feed/": 5,
    # comments with their posts
    "/comments/feed/": 2,
}


@pytest.mark.parametrize("full_site", [2, 14], indirect=True)
@pytest.mark.parametrize(("address", "queries"), LISTS.items())
def test_a_list_takes_as_many_queries_at_any_size(
    address, queries, full_site, client, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("full_site", [2, 14], indirect=True)
def test_the_lists_of_a_year_month_and_day_take_six(
    full_site, client, django_assert_num_queries
):
    path = timezone.localtime(full_site[0].published_at)
    for address in (f"{path:/%Y/}", f"{path:/%Y/%m/}", f"{path:/%Y/%m/%d/}"):
        # settings, keys, posts, bylines, filings, renditions
        with django_assert_num_queries(6):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("full_site", [2, 14], indirect=True)
def test_a_post_takes_nine_queries(full_site, client, django_assert_num_queries):
    address = full_site[0].get_absolute_url()
    # settings, post, corrections, bylines, filings, tags, renditions, what is around it,
    # thread
    with django_assert_num_queries(9):
        html = client.get(address).content.decode()
    assert "Mentioned in" in html
    assert "Related posts" in html
    assert "Next part" in html
    assert "Not so." in html


@pytest.mark.parametrize("full_site", [2, 14], indirect=True)
def test_the_feed_of_a_posts_comments_takes_three(
    full_site, client, django_assert_num_queries
):
    # settings, post, comments
    with django_assert_num_queries(3):
        client.get(f"{full_site[0].get_absolute_url()}feed/")


@pytest.mark.parametrize("full_site", [2], indirect=True)
def test_no_list_carries_whole_texts(full_site, client, django_assert_num_queries):
    for address in ("/", "/category/law/", "/tag/appeals/", "/author/ann/"):
        with django_assert_num_queries(LISTS[address]) as asked:
            client.get(address)
        texts = '"blog_post"."body'
        assert not any(texts in query["sql"] for query in asked.captured_queries)


if connection.vendor == "sqlite":  # PostgreSQL matches such indexes by itself.

    @pytest.mark.parametrize(
        ("posts", "index"),
        [
            (lambda: Post.objects.published().newest_first(), "blog_post_river"),
            (lambda: Post.objects.in_month(2026, 11), "blog_post_by_month"),
            (Post.objects.sticky, "blog_post_sticky"),
        ],
    )
    def test_a_query_says_the_condition_of_its_index(posts, index):
        sql, values = posts().values("pk").query.sql_with_params()
        hint = f'FROM "blog_post" INDEXED BY "{index}"'
        by_index = sql.replace('FROM "blog_post"', hint, 1)

        with connection.cursor() as cursor:
            # An error if the index can't serve the query.
            cursor.execute(f"EXPLAIN QUERY PLAN {by_index}", values)
            assert index in str(cursor.fetchall())
