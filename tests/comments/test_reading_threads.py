"""What a thread shows, in which order, and with how many queries."""

import pytest
from lxml import html

from blog.models import Post
from comments.actions import hold, remove
from comments.threads import initials_of, page_of, read_thread
from tests.factories import (
    AuthorFactory,
    PostFactory,
    UserFactory,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db

LIGHT_ROW = 650


def shown(post, page=1):
    """The articles of a page of the thread."""
    post = Post.objects.prefetch_related("bylines__author").get(pk=post.pk)
    drawn = read_thread(post, page).html
    return html.fragment_fromstring(drawn, create_parent="div").xpath("./article")


def ids(post, page=1):
    return [int(row.get("id").removeprefix("comment-")) for row in shown(post, page)]


def test_replies_stand_below_what_they_answer_in_the_order_of_writing():
    post = PostFactory()
    first, second = public_comment(post), public_comment(post)
    late_reply = public_comment(post, in_reply_to=first)
    deep = public_comment(post, in_reply_to=late_reply)
    later_reply = public_comment(post, in_reply_to=first)

    order = [first.pk, late_reply.pk, deep.pk, later_reply.pk, second.pk]
    assert ids(post) == order
    depths = [row.get("class").split()[-1] for row in shown(post)]
    assert depths == ["depth-0", "depth-1", "depth-2", "depth-1", "depth-0"]


def test_a_row_shows_number_name_time_text_and_what_it_answers():
    post = PostFactory()
    parent = public_comment(post)
    reply = public_comment(
        post, "Why *so*?", name="Ann Lee", email="a@example.org", in_reply_to=parent
    )

    row = shown(post)[1]
    text = " ".join(row.text_content().split())

    assert text.startswith("#2 Ann Lee")
    assert row.xpath(".//b/@data-initials") == ["AL"]
    assert "in reply to #1" in text
    assert "Why so?" in text
    assert row.xpath(".//a[@class='in-reply-to']/@href") == [f"#comment-{parent.pk}"]
    assert row.xpath(".//time/@datetime")[0].startswith(f"{reply.posted_at:%Y-%m-%d}")
    assert row.xpath(".//a[time]/@href") == [f"/comments/{reply.pk}/"]


def test_what_a_row_leads_to_says_for_which_comment():
    post = PostFactory()
    public_comment(post)

    (row,) = shown(post)

    labels = row.xpath("./footer/a/@aria-label")
    assert labels == ["Reply to #1", "Agree: #1", "Report #1"]


def test_a_row_weighs_little_beside_its_text():
    post = PostFactory()
    comment = public_comment(post)

    drawn = read_thread(Post.objects.get(pk=post.pk)).html

    # Two hundred of them make a page; a phone waits for each byte.
    assert len(drawn) - len(comment.body_html) < LIGHT_ROW


def test_a_deep_reply_is_drawn_at_the_last_indent(settings):
    settings.MASTHEAD_COMMENT_DEPTH_SHOWN = 2
    post, comment = PostFactory(), None
    for _ in range(5):
        comment = public_comment(post, in_reply_to=comment)

    depths = [row.get("class").split()[-1] for row in shown(post)]

    assert depths == ["depth-0", "depth-1", "depth-2", "depth-2", "depth-2"]


def test_held_and_spam_comments_are_not_shown():
    post = PostFactory()
    comment = public_comment(post)
    write_comment(post, "Wait for me", email="new@example.org")

    assert ids(post) == [comment.pk]


def test_a_removed_comment_with_replies_leaves_a_tombstone_with_the_reason():
    post = PostFactory()
    parent = public_comment(post, "Rude words")
    reply = public_comment(post, in_reply_to=parent)
    remove(parent, by=UserFactory(), reason="Off <topic>")

    stone, answer = shown(post)

    assert "tombstone" in stone.get("class")
    assert "#1 was removed: Off <topic>" in " ".join(stone.text_content().split())
    assert answer.get("id") == f"comment-{reply.pk}"


def test_a_removed_comment_without_public_replies_leaves_nothing():
    post = PostFactory()
    parent = public_comment(post)
    write_comment(post, email="new@example.org", in_reply_to=parent)
    remove(parent, by=UserFactory())

    assert shown(post) == []


def test_a_held_parent_hides_nothing_public_below_it():
    post = PostFactory()
    parent = public_comment(post, "Doubtful words")
    child = public_comment(post, in_reply_to=parent)
    grandchild = public_comment(post, in_reply_to=child)
    hold(parent, by=UserFactory())
    hold(child, by=UserFactory())

    rows = shown(post)

    assert ids(post) == [parent.pk, child.pk, grandchild.pk]
    assert ["tombstone" in row.get("class") for row in rows] == [True, True, False]
    assert "Doubtful" not in rows[0].text_content()


@pytest.mark.parametrize("hostile", ["<b>", '"><script>', "50% off %s", "{{ x }}"])
def test_a_hostile_name_is_text(hostile):
    post = PostFactory()
    public_comment(post, name=f"Eve {hostile}")

    (row,) = shown(post)

    assert row.xpath("./header/b")[0].text == f"Eve {hostile}"
    assert not row.xpath(".//script")


def test_the_posts_author_and_the_staff_have_badges():
    writer, staff = UserFactory(), UserFactory(is_staff=True)
    post = PostFactory(authors=[AuthorFactory(user=writer)])
    for user in (writer, staff, UserFactory()):
        public_comment(post, user=user)

    badges = [
        row.xpath("string(.//span[contains(@class, 'badge')])") for row in shown(post)
    ]

    assert badges == ["Author", "Staff", ""]


def test_a_long_thread_comes_in_pages_of_whole_comments(settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 3
    post = PostFactory()
    first = public_comment(post)
    replies = [public_comment(post, in_reply_to=first) for _ in range(4)]

    assert ids(post) == [first.pk, *(c.pk for c in replies[:2])]
    assert ids(post, 2) == [c.pk for c in replies[2:]]
    assert shown(post, 3) == []
    assert [page_of(c) for c in (first, *replies)] == [1, 1, 1, 2, 2]
    post = Post.objects.prefetch_related("bylines__author").get(pk=post.pk)
    assert read_thread(post, 1).pages == read_thread(post, 2).pages == 2


def test_a_parent_on_an_earlier_page_is_linked_by_its_permalink(settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 1
    post = PostFactory()
    parent = public_comment(post)
    public_comment(post, in_reply_to=parent)

    (row,) = shown(post, 2)

    assert row.xpath(".//a[@class='in-reply-to']/@href") == [f"/comments/{parent.pk}/"]


@pytest.mark.parametrize("comments", [1, 30])
def test_a_thread_is_one_query_however_many_comments(
    comments, django_assert_num_queries, settings
):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 10
    post, parent = PostFactory(), None
    for _ in range(comments):
        parent = public_comment(post, in_reply_to=parent)
    remove(parent, by=UserFactory())
    post = Post.objects.prefetch_related("bylines__author").get(pk=post.pk)

    with django_assert_num_queries(1):  # the rows, with their number
        read_thread(post)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ann B. Lee", "AL"), ("ann", "A"), ("(…)", "?"), ("", "?"), ("Żółć Ąę", "ŻĄ")],
)
def test_avatars_show_initials(name, initials):
    assert initials_of(name) == initials
