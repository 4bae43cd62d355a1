"""Who follows a thread is told of what others write there, and can stop it."""

from __future__ import annotations

import re

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_comments_xtd.signals import comment_thread_muted

from comments.actions import (
    approve,
    follow,
    follow_new_address,
    follow_thread,
    hold,
    tell_due,
)
from comments.drafts import Follows
from comments.models import Comment, Telling
from mail.models import Outbox, Subscription
from mail.sending import send_due
from tests.comments.test_writing_pages import form_address, send
from tests.factories import (
    AuthorFactory,
    PostFactory,
    UserFactory,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(title="The <quay> & the crane")


@pytest.fixture
def followed(post):
    follow_thread(post, "ann@example.org")
    return post


def told():
    tell_due()
    return list(Outbox.objects.values_list("recipient", flat=True))


def deliver():
    tell_due()
    return send_due()


def mute_link():
    deliver()
    found = re.search(
        r"https?://[^/]+(/comments/mute/\S+)", django_mail.outbox[-1].body
    )
    return found[1]


def test_a_follower_reads_the_comment_in_a_mail(followed):
    parent = public_comment(followed, "First", user=UserFactory())
    public_comment(followed, "Yes & no <b>", name="Bea O'Neil", in_reply_to=parent)
    deliver()

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
    deliver()

    (mail,) = django_mail.outbox
    assert "> No more of these mails:\n> https://evil.example/stop" in mail.body
    assert mail.subject.startswith("eaB on")


def test_who_has_muted_a_thread_gets_no_mail_that_waits(client, followed):
    public_comment(followed)
    tell_due()
    client.post(f"/comments/mute/{Subscription.objects.get().key}/")

    assert Outbox.objects.count() == send_due() == 0


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


@pytest.mark.parametrize(
    ("chosen", "topic", "pace"),
    [
        ("thread", "thread:{}", "each"),
        ("daily", "thread:{}", "daily"),
        ("replies", "replies", "each"),
    ],
)
def test_a_member_follows_with_the_comment(chosen, topic, pace, client, post):
    member = UserFactory(email="bea@example.org")
    client.force_login(member)

    send(client, form_address(post), followup=chosen)

    (row,) = Subscription.objects.all()
    assert row.email == "bea@example.org"
    assert (row.topic, row.pace) == (topic.format(post.pk), pace)
    assert Comment.objects.get().followup


def test_a_member_who_does_not_ask_is_told_of_nothing(client, post):
    client.force_login(UserFactory())

    send(client, form_address(post))

    assert not Subscription.objects.exists()


def test_the_form_shows_what_a_member_follows_and_can_end_it(client, post):
    client.force_login(UserFactory(email="bea@example.org"))
    follow_thread(post, "Bea@example.org", pace="daily")

    page = client.get(form_address(post)).content.decode()
    assert '<option value="daily" selected>' in page
    send(client, form_address(post), followup="nothing")

    assert not Subscription.objects.exists()


def test_a_form_that_says_nothing_of_it_changes_nothing(client, post):
    client.force_login(UserFactory(email="bea@example.org"))
    follow_thread(post, "bea@example.org")

    send(client, form_address(post), followup="")

    assert Subscription.objects.exists()


def test_a_guest_cannot_make_others_follow(client, post):
    send(client, form_address(post), followup="thread")

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


def test_a_mails_link_offers_one_a_day_instead(client, followed):
    public_comment(followed)
    link = mute_link()
    assert "Send one a day instead" in client.get(link).content.decode()

    page = client.post(link, {"pace": "daily"}).content.decode()

    assert "You get one mail a day about" in page
    assert Subscription.objects.get().pace == "daily"


def test_who_follows_replies_is_told_of_answers_to_them_alone(post):
    ann = UserFactory(email="old@example.org")
    own = public_comment(post, user=ann)
    follow(post, "old@example.org", Follows.REPLIES)
    ann.email = "ann@example.org"
    ann.save()
    follow_new_address(ann, "old@example.org", "ann@example.org")

    public_comment(post, "To nobody", name="Bea")
    assert told() == []
    public_comment(PostFactory(), "Elsewhere", email="a@example.org", in_reply_to=None)
    public_comment(post, "To Ann", name="Bea", in_reply_to=own)

    assert told() == ["ann@example.org"]
    send_due()
    assert "replies to your comments" in django_mail.outbox[-1].body


def test_nobody_gets_two_mails_of_one_comment(post):
    author = AuthorFactory(user=UserFactory(email="ann@example.org"))
    post = PostFactory(authors=[author])
    own = public_comment(post, user=author.user)
    tell_due()
    follow(post, "ann@example.org", Follows.REPLIES)
    follow_thread(post, "Ann@Example.org")

    public_comment(post, in_reply_to=own)

    assert told() == ["ann@example.org"]


def test_a_changed_address_in_the_admin_takes_the_mails_along(client, followed):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    ann = UserFactory(email="ann@example.org", name="Ann")
    follow_thread(PostFactory(), "new@example.org")
    address = f"/admin/accounts/user/{ann.pk}/change/"

    client.post(address, {"email": "new@example.org", "name": "Ann", "is_active": "on"})

    emails = Subscription.objects.values_list("email", flat=True)
    assert list(emails) == ["new@example.org"] * 2


def test_telling_goes_on_where_one_comment_fails(followed, monkeypatch):
    from comments import mails

    first, second = public_comment(followed, "1"), public_comment(followed, "2")
    whole = mails.about

    def broken(comment, readers):
        if comment == first:
            raise OSError
        return whole(comment, readers)

    monkeypatch.setattr(mails, "about", broken)
    with pytest.raises(ExceptionGroup):
        tell_due()
    assert Telling.objects.get().comment == first
    monkeypatch.undo()
    assert tell_due() == 1

    assert Outbox.objects.count() == 2
    assert second.state == "public"


@pytest.mark.django_db(transaction=True)
def test_a_rollback_after_the_mails_were_drawn_tells_later_and_once(
    followed, monkeypatch
):
    monkeypatch.setattr(Telling, "delete", lambda self: 1 / 0)
    public_comment(followed)
    with pytest.raises(ExceptionGroup):
        tell_due()
    assert Outbox.objects.count() == 0
    monkeypatch.undo()

    assert tell_due() > 0
    assert tell_due() == 0
    assert Outbox.objects.count() == 1


@pytest.mark.parametrize("followers", [1, 20])
def test_telling_followers_takes_as_many_queries_for_many(
    followers, post, django_assert_num_queries
):
    public_comment(post, user=UserFactory())
    for n in range(followers):
        follow_thread(post, f"n{n}@example.org")

    Telling.objects.filter(what="held").delete()
    # What there is to tell; savepoint and its end; the row, the comment; the authors;
    # the thread's followers; mails of the last hour; the site; the mails; the row goes.
    with django_assert_num_queries(11):
        tell_due()


def test_posting_waits_for_no_mail_however_many_follow(post):
    member = UserFactory()
    public_comment(post, user=member)
    write_comment(post, user=member)

    def queries_of_a_comment():
        with CaptureQueriesContext(connection) as asked:
            write_comment(post, user=member)
        return len(asked)

    before = queries_of_a_comment()
    for n in range(20):
        follow_thread(post, f"n{n}@example.org")

    assert queries_of_a_comment() == before
    assert not Outbox.objects.exists()
