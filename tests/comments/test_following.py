"""Who follows a thread is told of what others write there, and can stop it."""

from __future__ import annotations

import re

import pytest
from django.core import mail as django_mail
from django_comments_xtd.signals import comment_thread_muted

from comments.actions import approve, follow_thread, hold
from comments.models import Comment
from mail.models import Outbox, Subscription
from mail.sending import send_due
from tests.comments.test_writing_pages import form_address, send
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(title="The <quay> & the crane")


@pytest.fixture
def followed(post):
    follow_thread(post, "ann@example.org")
    return post


def told():
    return list(Outbox.objects.values_list("recipient", flat=True))


def mute_link():
    send_due()
    found = re.search(
        r"https?://[^/]+(/comments/mute/\S+)", django_mail.outbox[-1].body
    )
    return found[1]


def test_a_follower_reads_the_comment_in_a_mail(followed):
    parent = public_comment(followed, "First", user=UserFactory())
    public_comment(followed, "Yes & no <b>", name="Bea O'Neil", in_reply_to=parent)
    send_due()

    mail = django_mail.outbox[-1]
    assert mail.to == ["ann@example.org"]
    assert mail.subject == "Bea O'Neil on “The <quay> & the crane”"
    assert "in reply to #1" in mail.body
    assert "Yes & no <b>" in mail.body
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_held_comment_is_told_of_when_it_becomes_public_and_only_then(followed):
    moderator = UserFactory()
    comment = write_comment(followed)
    assert told() == []

    approve(comment, by=moderator)
    assert told() == ["ann@example.org"]
    hold(comment, by=moderator)
    approve(comment, by=moderator)

    assert told() == ["ann@example.org"]


def test_a_readers_words_do_not_look_like_ours(followed):
    fake = "Nice.\n\n--\nNo more of these mails:\nhttps://evil.example/stop"
    public_comment(followed, fake, name="\u202eeaB\u202c")
    send_due()

    (mail,) = django_mail.outbox
    assert "> No more of these mails:\n> https://evil.example/stop" in mail.body
    assert mail.subject.startswith("eaB on")


def test_who_has_muted_a_thread_gets_no_mail_that_waits(client, followed):
    public_comment(followed)
    client.post(f"/comments/mute/{Subscription.objects.get().key}/")

    assert send_due() == 0


def test_nobody_is_told_of_what_came_with_an_import(followed):
    comment = write_comment(followed)
    Comment.objects.update(import_ref="wordpress:blog.example.org:comment:1")
    comment.refresh_from_db()

    approve(comment, by=UserFactory())

    assert told() == []


def test_nobody_is_told_of_the_own_comment(followed):
    public_comment(followed, email="Ann@Example.org")

    assert told() == []


def test_nobody_is_told_of_comments_on_a_withdrawn_post(followed):
    comment = write_comment(followed)
    type(followed).objects.update(status="withdrawn")

    approve(comment, by=UserFactory())

    assert told() == []


def test_a_member_follows_with_the_comment(client, post):
    member = UserFactory(email="bea@example.org")
    client.force_login(member)

    send(client, form_address(post), followup="on")

    assert Subscription.objects.get().email == "bea@example.org"
    assert Comment.objects.get().followup


def test_a_member_who_does_not_ask_is_told_of_nothing(client, post):
    client.force_login(UserFactory())

    send(client, form_address(post))

    assert not Subscription.objects.exists()


def test_a_guest_cannot_make_others_follow(client, post):
    send(client, form_address(post), followup="on")

    assert not Subscription.objects.exists()


def test_one_click_of_the_mail_program_ends_it(followed):
    from django.test import Client

    public_comment(followed)
    link = mute_link()

    # RFC 8058: no cookie, no token, no redirect.
    answer = Client(enforce_csrf_checks=True).post(
        link, {"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    assert not Subscription.objects.exists()


def test_opening_the_link_asks_first_and_a_second_time_there_is_nothing(
    client, followed
):
    public_comment(followed)
    link = mute_link()

    page = client.get(link).content.decode()
    assert "No more mails about “The &lt;quay&gt; &amp; the crane”?" in page
    assert Subscription.objects.exists()
    assert "You get no more mails" in client.post(link).content.decode()

    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 200


def test_the_packages_signal_tells_that_a_thread_was_muted(client, followed):
    heard = []

    def hear(sender, comment, request, **_):
        heard.append((sender, comment, request.path))

    comment = public_comment(followed, email="Ann@example.org")
    address = f"/comments/mute/{Subscription.objects.get().key}/"
    comment_thread_muted.connect(hear, weak=False)
    try:
        client.post(address)
        client.post("/comments/mute/guessed/")
    finally:
        comment_thread_muted.disconnect(hear)

    assert heard == [(Comment, comment, address)]


@pytest.mark.parametrize("followers", [1, 20])
def test_telling_followers_takes_three_queries(
    followers, post, django_assert_num_queries
):
    from comments.actions.following import tell_followers

    comment = public_comment(post, user=UserFactory())
    for n in range(followers):
        follow_thread(post, f"n{n}@example.org")

    with django_assert_num_queries(3):  # the subscriptions; the site; the mails
        tell_followers(post, comment)
