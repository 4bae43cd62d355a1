"""What stays where a comment was removed that others had answered."""

import pytest

from blog.models import Post
from comments.actions import remove
from comments.models import Comment
from comments.threads import read_branch
from tests.comments.test_reading_threads import ids, shown
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

RIGHT_TO_LEFT = "خارج عن الموضوع"


def text_of(row):
    return " ".join(row.text_content().split())


@pytest.mark.parametrize("reason", [RIGHT_TO_LEFT, "Off topic. " * 23, "<b>&\"'"])
def test_any_reason_is_said_whole_and_as_text(reason):
    parent = public_comment(PostFactory())
    public_comment(parent.post, in_reply_to=parent)
    remove(parent, by=UserFactory(), reason=reason)

    stone = shown(parent.post)[0]

    assert text_of(stone) == f"#1 was removed: {reason.strip()}"
    # Its direction is its own, and turns nothing around it.
    assert text_of(stone.xpath(".//bdi")[0]) == reason.strip()


def test_a_reason_longer_than_the_column_is_cut_not_refused():
    parent = public_comment(PostFactory())
    public_comment(parent.post, in_reply_to=parent)

    remove(parent, by=UserFactory(), reason="x" * 400)

    assert text_of(shown(parent.post)[0]) == f"#1 was removed: {'x' * 255}"


def test_under_fifty_replies_one_tombstone_says_all(settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 30
    post, member = PostFactory(), UserFactory()
    top = public_comment(post, user=member)
    replies = [write_comment(post, user=member, in_reply_to=top) for _ in range(50)]
    remove(top, by=member, reason="Rude")

    assert ids(post)[:2] == [top.pk, replies[0].pk]
    # The second page goes on without saying it again.
    assert ids(post, 2) == [reply.pk for reply in replies[29:]]
    assert Post.objects.get(pk=post.pk).comment_count == 50


def test_the_page_of_a_branch_begins_with_its_tombstone(client):
    post = PostFactory()
    top = public_comment(post, "Rude words")
    reply = public_comment(post, "Well", in_reply_to=top)
    remove(top, by=UserFactory(), reason=RIGHT_TO_LEFT)

    page = client.get(f"/comments/{top.pk}/branch/").content.decode()
    root = Comment.objects.select_related("post").get(pk=top.pk)

    assert f"#1 was removed: <bdi>{RIGHT_TO_LEFT}</bdi>" in page
    assert "Rude words" not in page
    assert f'id="comment-{reply.pk}"' in read_branch(root).html
