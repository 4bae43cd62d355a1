"""Members find answers to their comments on a page of their own."""

from __future__ import annotations

import pytest

from comments.actions import follow_thread, hold, mark_read, tell_due
from comments.models import Answer, unread_replies_for
from mail.models import Subscription
from tests.comments.test_writing_pages import fields_of
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    user = UserFactory(name="Ann")
    client.force_login(user)
    return user


@pytest.fixture
def post():
    return PostFactory(title="The quay")


@pytest.fixture
def own(post, member):
    return public_comment(post, "What I say.", user=member)


def answer(comment, text="I see.", **fields):
    written = public_comment(comment.post, text, in_reply_to=comment, **fields)
    tell_due()
    return written


def inbox(client, query=""):
    page = client.get(f"/me/{query}")
    assert page.status_code == 200
    return page.content.decode()


def test_a_new_answer_stands_in_the_inbox_until_it_is_read(client, member, own):
    written = answer(own, "I see it <b>differently</b>.", name="Bea")
    page = inbox(client)
    assert "I see it &lt;b&gt;differently&lt;/b&gt;." in page
    assert f"/comments/{written.pk}/" in page
    assert "New" in page
    assert unread_replies_for(member) == 1

    client.post("/me/read/", fields_of(client.get("/me/")))

    assert "New</h2>" not in inbox(client)
    assert "differently" in inbox(client)
    assert unread_replies_for(member) == 0


def test_what_comes_while_the_page_is_open_stays_new(client, member, own):
    answer(own, "First")
    form = fields_of(client.get("/me/"))
    answer(own, "Second")

    client.post("/me/read/", form)

    assert unread_replies_for(member) == 1


def test_only_answers_to_me_by_others_are_there(client, member, own):
    other = public_comment(own.post, user=UserFactory())
    answer(other, "To somebody else")
    answer(own, "To myself", user=member)

    assert "Nobody has replied to you yet" in inbox(client)


def test_what_is_not_public_any_more_is_not_there(client, member, own):
    written = answer(own, "Out of order")
    hold(written, by=UserFactory())

    assert "Out of order" not in inbox(client)
    assert unread_replies_for(member) == 0


def test_nobody_marks_the_answers_of_others(client, own):
    answer(own)
    client.force_login(UserFactory())

    client.post("/me/read/", {"until": Answer.objects.get().pk})

    assert Answer.objects.unread().count() == 1


def test_older_answers_come_page_by_page(client, member, own):
    for n in range(25):
        answer(own, f"Answer {n:02}.")
    mark_read(member, until=Answer.objects.latest("pk").pk)
    first = inbox(client)
    assert "Answer 24." in first
    assert "Answer 04." not in first

    older = Answer.objects.order_by("-pk")[19].pk
    assert f"?before={older}" in first
    second = inbox(client, f"?before={older}")

    assert "Answer 04." in second
    assert "Answer 05." not in second
    assert "Older replies" not in second


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "²", ""])
def test_a_page_that_cannot_be_is_the_first(before, client, own):
    answer(own, "Here")

    assert "Here" in inbox(client, f"?before={before}")


def test_the_inbox_shows_what_is_followed_and_a_button_stops_it(client, member, post):
    follow_thread(post, member.email)
    follow_thread(post, "somebody@example.org")
    assert "The quay" in inbox(client)

    client.post("/me/mails/", {"stop": f"thread:{post.pk}"})

    assert "None about comments." in inbox(client)
    assert Subscription.objects.get().email == "somebody@example.org"


def test_the_inbox_is_for_members_and_never_kept(client, member):
    answer = client.get("/me/")
    assert "no-store" in answer.headers["Cache-Control"]
    client.logout()

    assert client.get("/me/").headers["Location"].startswith("/accounts/login/")
    assert client.post("/me/read/").status_code == 302


@pytest.mark.parametrize("many", [1, 15])
def test_the_inbox_takes_eight_queries(
    many, client, own, member, django_assert_num_queries
):
    for n in range(many):
        answer(own, f"Answer {n}")
        follow_thread(PostFactory(), member.email)

    # Session, user; answers read and new; subscriptions, author, posts; the site.
    with django_assert_num_queries(8):
        inbox(client)
