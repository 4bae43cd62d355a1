"""A thread read newest first, and most valued first."""

import pytest
from django.db import connection
from lxml import html

from blog.models import Post
from comments.actions import approve, react, remove
from comments.models import Comment
from comments.threads import Order, read_thread
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def page_of_post(client, post, asked="", page=1):
    part = f"comment-page-{page}/" if page > 1 else ""
    answer = client.get(f"{post.get_absolute_url()}{part}{asked}")
    return answer, html.fromstring(answer.content) if answer.content else None


def numbers(page):
    return [
        row.xpath("string(./header/small)")
        for row in page.xpath("//article[contains(@class, 'comment')]")
    ]


@pytest.fixture
def thread():
    """#1 with the answer #3, then #2; #2 is valued by two, #3 by one."""
    post = PostFactory()
    first, second = public_comment(post), public_comment(post)
    third = public_comment(post, in_reply_to=first)
    for comment, readers in ((second, 2), (third, 1)):
        for _ in range(readers):
            react(comment, by=UserFactory())
    return post


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ["#1", "#3", "#2"]),
        ("?comments=newest", ["#3", "#2", "#1"]),
        ("?comments=valued", ["#2", "#3", "#1"]),
        ("?comments=oldest", ["#1", "#3", "#2"]),
    ],
)
def test_a_thread_is_read_in_the_order_that_the_address_says(
    asked, order, thread, client
):
    _, page = page_of_post(client, thread, asked)

    assert numbers(page) == order
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical[0].endswith(thread.get_absolute_url())


def test_a_list_has_no_indent_and_says_what_each_answers(thread, client):
    _, page = page_of_post(client, thread, "?comments=newest")

    row = page.xpath("//article[contains(@class, 'comment')]")[0]
    first = thread.comments.get(number=1).pk
    assert row.get("class") == "comment depth-0"
    assert row.xpath("string(.//a[@class='in-reply-to'])") == "in reply to #1"
    assert row.xpath(".//a[@class='in-reply-to']/@href") == [f"#comment-{first}"]
    assert f"/comments/{first}/branch/" in row.xpath(".//footer/a/@href")


def test_the_links_above_the_thread_lead_to_the_other_orders(thread, client):
    _, page = page_of_post(client, thread, "?comments=valued")

    nav = page.xpath("//nav[@aria-label='Order']")[0]
    address = thread.get_absolute_url()
    assert nav.xpath("string(./b)") == "Most valued"
    assert nav.xpath("./a/@href") == [
        f"{address}#comments",
        f"{address}?comments=newest#comments",
    ]


def test_a_single_comment_has_no_order(client):
    post = PostFactory()
    public_comment(post)

    _, page = page_of_post(client, post)

    assert not page.xpath("//nav[@aria-label='Order']")


@pytest.mark.parametrize("order", ["newest", "valued"])
def test_held_and_removed_comments_are_in_no_list(order, client):
    post = PostFactory()
    parent = public_comment(post, "Rude words")
    public_comment(post, in_reply_to=parent)
    write_comment(post, "Wait for me", email="new@example.org")
    remove(parent, by=UserFactory())

    answer, page = page_of_post(client, post, f"?comments={order}")

    assert numbers(page) == ["#2"]
    assert b"Wait for me" not in answer.content
    assert b"Rude" not in answer.content


def test_what_a_moderator_lets_in_late_is_new():
    post = PostFactory()
    held = write_comment(post, email="new@example.org")
    public_comment(post)
    approve(held, by=UserFactory())

    shown = read_thread(Post.objects.get(pk=post.pk), order=Order.NEWEST).html

    assert shown.index(f'id="comment-{held.pk}"') < shown.index("#1<")


@pytest.mark.parametrize(
    ("asked", "pages"),
    [
        ("?comments=newest", [["#5", "#4"], ["#3", "#2"], ["#1"]]),
        ("?comments=valued", [["#4", "#1"], ["#2", "#3"], ["#5"]]),
    ],
)
def test_a_list_comes_in_pages_whose_links_keep_the_order(
    asked, pages, client, settings
):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 2
    post, comment = PostFactory(), None
    for _ in range(5):
        comment = public_comment(post, in_reply_to=comment)
    react(post.comments.get(number=4), by=UserFactory())

    shown = [page_of_post(client, post, asked, number)[1] for number in (1, 2, 3)]

    assert [numbers(page) for page in shown] == pages
    links = shown[1].xpath("(//nav[@class='thread-pages'])[1]//a/@href")
    address = post.get_absolute_url()
    assert links == [
        f"{address}{asked}#comments",
        f"{address}comment-page-2/{asked}#comments",
        f"{address}comment-page-3/{asked}#comments",
    ]
    assert page_of_post(client, post, asked, 4)[0].status_code == 404


@pytest.mark.parametrize("comments", [1, 12])
@pytest.mark.parametrize("order", [Order.NEWEST, Order.VALUED])
def test_a_list_is_one_query_however_many_comments(
    order, comments, django_assert_num_queries, settings
):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 5
    post = PostFactory()
    for _ in range(comments):
        public_comment(post)
    post = Post.objects.prefetch_related("bylines__author").get(pk=post.pk)

    with django_assert_num_queries(1):  # the rows
        assert read_thread(post, order=order).html


if connection.vendor == "sqlite":

    @pytest.mark.parametrize(
        ("listed", "index"),
        [
            # What SQLite calls the index of a constraint: post and number.
            (Comment.objects.visible().latest_number_first(), "(post_id=?)"),
            (Comment.objects.visible().most_valued_first(), "comments_valued"),
        ],
    )
    def test_each_order_stands_in_an_index(listed, index):
        found = listed.filter(post=1).values("pk")[20:40]
        sql, values = found.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            plan = str(cursor.fetchall())
        assert index in plan
        assert "TEMP B-TREE" not in plan
