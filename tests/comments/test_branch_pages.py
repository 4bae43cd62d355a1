"""One conversation on a page of its own."""

import pytest
from lxml import html

from comments.actions import hold, remove
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """A post, and four comments, each of which answers the one before."""
    post = PostFactory()
    comments = [public_comment(post)]
    for _ in range(3):
        comments.append(public_comment(post, in_reply_to=comments[-1]))
    return post, comments


def branch_of(client, comment, page=""):
    answer = client.get(f"/comments/{comment.pk}/branch/{page}")
    return answer, html.fromstring(answer.content)


def rows(page):
    return [
        (int(row.get("id").removeprefix("comment-")), row.get("class").split()[-1])
        for row in page.xpath("//article")
    ]


def test_a_branch_is_shown_with_what_hangs_below_and_indented_from_its_root(
    chain, client
):
    post, (_, second, third, fourth) = chain
    other = public_comment(post)

    _, page = branch_of(client, second)

    assert rows(page) == [
        (second.pk, "depth-0"),
        (third.pk, "depth-1"),
        (fourth.pk, "depth-2"),
    ]
    assert f'"comment-{other.pk}"' not in html.tostring(page).decode()
    assert f"/comments/{second.pk}/" in page.xpath("//p/a/@href")


def test_what_a_branch_answers_stands_above_it_in_short(chain, client):
    _, (first, second, third, _) = chain
    remove(second, by=UserFactory())

    _, page = branch_of(client, third)

    above = page.xpath("//ol[@class='branch-above']/li")
    texts = [" ".join(row.text_content().split()) for row in above]
    assert texts == ["#1 Regular Well said.", "#2 Regular removed"]
    assert above[0].xpath("./a/@href") == [f"/comments/{first.pk}/branch/"]


def test_what_is_held_is_not_shown_above_a_branch(chain, client):
    _, (first, second, _, _) = chain
    hold(first, by=UserFactory())

    _, page = branch_of(client, second)

    assert not page.xpath("//ol[@class='branch-above']")
    assert rows(page)[0] == (second.pk, "depth-0")


def test_a_removed_root_is_a_tombstone_and_nothing_without_answers(chain, client):
    _, (*_, third, fourth) = chain
    remove(third, by=UserFactory())
    remove(fourth, by=UserFactory())
    assert branch_of(client, third)[0].status_code == 404

    post = third.post
    parent = public_comment(post)
    public_comment(post, in_reply_to=parent)
    remove(parent, by=UserFactory(), reason="Off topic")
    _, page = branch_of(client, parent)
    assert "was removed: Off topic" in page.xpath("string(//article[1])")


def test_held_comments_and_withdrawn_posts_have_no_branch(chain, client):
    post, (first, *_) = chain
    hold(first, by=UserFactory())
    assert client.get(f"/comments/{first.pk}/branch/").status_code == 404

    post.status = "withdrawn"
    post.save(update_fields=["status"])
    second = post.comments.get(number=2)
    assert client.get(f"/comments/{second.pk}/branch/").status_code == 404
    assert client.get("/comments/999999/branch/").status_code == 404


def test_a_long_branch_comes_in_pages(chain, client, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 2
    _, (first, second, third, fourth) = chain

    answer, page = branch_of(client, first, "page/2/")

    # Its parent stands on the page before, and not as a tombstone here.
    assert rows(page) == [(third.pk, "depth-2"), (fourth.pk, "depth-3")]
    assert page.xpath("//nav[@class='thread-pages']//a/@href") == [
        f"/comments/{first.pk}/branch/",
        f"/comments/{first.pk}/branch/page/2/",
    ]
    assert branch_of(client, first, "page/3/")[0].status_code == 404
    assert len(rows(branch_of(client, second)[1])) == 2
    assert "max-age=0" in answer["Cache-Control"]


def test_a_branch_takes_six_queries(chain, client, django_assert_num_queries):
    post, (_, second, *_) = chain
    for _ in range(9):
        public_comment(post, in_reply_to=second)

    # comment with post, bylines, authors, above, rows, settings
    with django_assert_num_queries(6):
        client.get(f"/comments/{second.pk}/branch/")


def test_a_row_beyond_the_last_indent_leads_to_its_conversation(
    chain, client, settings
):
    settings.MASTHEAD_COMMENT_DEPTH_SHOWN = 1
    post, (_, second, third, fourth) = chain

    page = html.fromstring(client.get(post.get_absolute_url()).content)

    found = {
        row.get("id"): row.xpath(".//a[starts-with(@aria-label, 'Conv')]/@href")
        for row in page.xpath("//article[contains(@class, 'comment')]")
    }
    to_second = [f"/comments/{second.pk}/branch/"]
    assert found[f"comment-{third.pk}"] == found[f"comment-{fourth.pk}"] == to_second
    assert found[f"comment-{second.pk}"] == []


def test_the_form_for_an_answer_leads_to_the_conversation(chain, client):
    _, (first, *_) = chain

    page = client.get(f"/comments/reply/{first.pk}/").content.decode()

    assert f'href="/comments/{first.pk}/branch/"' in page
