"""A guest proves the e-mail address once, with the click in a mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_comments_xtd.signals import confirmation_received

from comments.actions import (
    approve,
    erase_unconfirmed,
    hold,
    mark_spam,
    undo,
)
from comments.models import Ban, Comment, Confirmation, ModerationDecision, Rule
from mail.models import Subscription
from ops.due import do_what_is_due
from tests.comments.clicking import click, link_in_mail
from tests.comments.test_writing_pages import fields_of, form_address, send
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guests_confirm(settings):
    settings.MASTHEAD_CONFIRM_GUESTS = True


@pytest.fixture
def post():
    return PostFactory(title="The “quay” & the crane")


def test_a_guests_comment_waits_for_the_click_and_then_for_a_moderator(client, post):
    answer = send(client, form_address(post))
    comment = Comment.objects.get()
    assert comment.state == "unconfirmed"
    page = client.get(answer["Location"]).content.decode()
    assert "Check your mail" in page
    assert "ann@example.org" in page
    assert "I see it differently." in page

    answer = click(client, link_in_mail())

    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/comments/{comment.pk}/sent/",
    )
    comment.refresh_from_db()
    assert comment.state == "held"
    assert "waits for a moderator" in client.get(answer["Location"]).content.decode()
    arrival = ModerationDecision.objects.get(from_state="unconfirmed")
    assert arrival.rule == "A first comment waits for a moderator"


def test_without_a_rule_against_it_the_click_publishes(client, post):
    Rule.objects.all().delete()
    send(client, form_address(post))

    click(client, link_in_mail())

    post.refresh_from_db()
    comment = Comment.objects.get()
    assert (comment.state, comment.number, post.comment_count) == ("public", 1, 1)


def test_opening_the_link_changes_nothing(client, post):
    write_comment(post)

    page = client.get(link_in_mail())

    assert "Is this your comment?" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Comment.objects.get().state == "unconfirmed"


def test_a_second_click_finds_it_done(client, post):
    Rule.objects.all().delete()
    write_comment(post)
    link = link_in_mail()
    form = fields_of(client.get(link))

    answers = [client.post(link, form) for _ in range(6)]

    assert {answer.status_code for answer in answers} == {303}
    assert client.get(link).status_code == 303
    post.refresh_from_db()
    assert (Comment.objects.count(), post.comment_count) == (1, 1)
    assert Comment.objects.get().number == 1


def test_an_address_is_confirmed_once(post):
    from comments.actions import confirm

    write_comment(post)
    confirm(Confirmation.objects.get())

    assert write_comment(post, email="Regular@example.org").state == "held"
    assert write_comment(post, email="other@example.org").state == "unconfirmed"


def test_a_regular_of_before_need_not_confirm(post):
    public_comment(post, email="regular@example.org")

    assert write_comment(post, email="regular@example.org").state == "public"


def test_a_member_need_not_confirm(post):
    assert write_comment(post, user=UserFactory()).state == "held"


def test_without_the_setting_nobody_confirms(post, settings):
    settings.MASTHEAD_CONFIRM_GUESTS = False

    assert write_comment(post).state == "held"


def test_an_unconfirmed_comment_is_seen_by_nobody_else(client, post):
    comment = write_comment(post, "Secret words")

    for address in (f"/comments/{comment.pk}/", f"/comments/{comment.pk}/sent/"):
        assert client.get(address).status_code == 404
    assert "Secret words" not in client.get(post.get_absolute_url()).content.decode()
    assert not Comment.objects.pending().exists()


def test_a_link_that_expired_gives_the_text_back(client, post, time_machine):
    write_comment(post, "A long thought")
    link = link_in_mail()
    form = fields_of(client.get(link))
    time_machine.move_to(timezone.now() + timedelta(hours=49))

    for page in (client.get(link), client.post(link, form)):
        assert page.status_code == 422
        assert "This link has expired" in page.content.decode()
        assert "A long thought" in page.content.decode()


def test_the_link_opens_nothing_for_who_finds_the_mail_later(
    client, post, time_machine
):
    from django.test import Client

    write_comment(post, "Secret words")
    link = link_in_mail()
    click(client, link)
    time_machine.move_to(timezone.now() + timedelta(hours=49))

    finder = Client()
    answer = finder.get(link, follow=True)
    assert answer.status_code == 404
    assert "Secret words" not in answer.content.decode()
    assert not finder.cookies


def test_a_comment_that_was_read_does_not_wait_for_a_click_again(post, time_machine):
    moderator = UserFactory()
    comment = write_comment(post)
    decision = approve(comment, by=moderator)
    write_comment(post, user=UserFactory(), in_reply_to=comment)

    undo(decision, by=moderator)
    time_machine.move_to(timezone.now() + timedelta(hours=49))
    do_what_is_due()

    comment.refresh_from_db()
    assert comment.state == "held"


def test_what_has_an_answer_is_not_erased(post, time_machine):
    comment = write_comment(post)
    decision = approve(comment, by=UserFactory())
    write_comment(post, user=UserFactory(), in_reply_to=comment)
    Comment.objects.filter(pk=comment.pk).update(state="unconfirmed")
    time_machine.move_to(timezone.now() + timedelta(hours=49))

    assert erase_unconfirmed() == 0
    assert decision.comment_id == comment.pk


def test_a_tick_erases_what_was_not_confirmed_in_time(client, post, time_machine):
    write_comment(post)
    link = link_in_mail()
    kept = write_comment(post, email="late@example.org")
    Confirmation.objects.filter(comment=kept).update(
        asked_at=timezone.now() + timedelta(hours=2)
    )
    time_machine.move_to(timezone.now() + timedelta(hours=49))

    assert do_what_is_due()["unconfirmed comments erased"] == 1

    assert list(Comment.objects.all()) == [kept]
    page = client.get(link)
    assert page.status_code == 404
    assert "leads to no comment" in page.content.decode()


def test_what_a_moderator_let_in_is_not_erased(post, time_machine):
    approve(write_comment(post), by=UserFactory())
    time_machine.move_to(timezone.now() + timedelta(hours=49))

    assert erase_unconfirmed() == 0
    assert Comment.objects.get().state == "public"


def test_what_a_moderator_took_out_does_not_come_back_by_the_click(client, post):
    comment = write_comment(post)
    link = link_in_mail()
    mark_spam(comment, by=UserFactory())

    assert click(client, link).status_code == 303

    comment.refresh_from_db()
    assert comment.state == "spam"


def test_the_click_proves_the_address_whatever_a_moderator_has_decided(client, post):
    comment = write_comment(post, email="ann@example.org")
    link = link_in_mail()
    hold(comment, by=UserFactory())

    click(client, link, follows="thread")

    assert Subscription.objects.get().email == "ann@example.org"
    assert write_comment(post, email="ann@example.org").state == "held"


def test_a_moderator_cannot_undo_the_guests_own_click(client, post):
    from comments.actions import UndoError

    write_comment(post)
    click(client, link_in_mail())

    arrival = ModerationDecision.objects.get(from_state="unconfirmed")
    with pytest.raises(UndoError):
        undo(arrival, by=UserFactory())


@pytest.mark.parametrize("reason", ["closed", "banned", "rule", "listener", "parent"])
def test_what_speaks_against_it_by_then_is_said_and_the_text_comes_back(
    reason, client, post
):
    parent = public_comment(post, user=UserFactory())
    comment = write_comment(
        post, "A long thought", email="ann@example.org", in_reply_to=parent
    )
    link = link_in_mail()
    form = fields_of(client.get(link))

    def no(**_):
        return False

    if reason == "closed":
        type(post).objects.update(comment_policy="closed")
    elif reason == "banned":
        Ban.objects.create(email="ann@example.org")
    elif reason == "parent":
        mark_spam(parent, by=UserFactory())
    elif reason == "rule":
        Rule.objects.create(
            name="No", condition="words", value="thought", verdict="refuse"
        )
    else:
        confirmation_received.connect(no, weak=False)
    try:
        page = client.post(link, form)
    finally:
        confirmation_received.disconnect(no)

    assert page.status_code == 422
    assert "could not be confirmed" in page.content.decode()
    assert "A long thought" in page.content.decode()
    comment.refresh_from_db()
    assert comment.state == "unconfirmed"
    assert Confirmation.objects.get().confirmed_at is None


def test_the_packages_signal_tells_that_a_comment_was_confirmed(client, post):
    heard = []

    def hear(sender, comment, request, **_):
        heard.append((sender, comment.pk, request.path))

    confirmation_received.connect(hear, weak=False)
    try:
        write_comment(post)
        link = link_in_mail()
        assert heard == []
        click(client, link)
    finally:
        confirmation_received.disconnect(hear)

    assert heard == [(Comment, Comment.objects.get().pk, link)]


def test_who_confirms_may_follow_the_thread(client, post):
    Rule.objects.all().delete()
    write_comment(post, email="ann@example.org")

    click(client, link_in_mail(), follows="thread")

    assert Subscription.objects.get().email == "ann@example.org"


def test_confirming_needs_the_forms_token(post):
    from django.test import Client

    write_comment(post)

    assert Client(enforce_csrf_checks=True).post(link_in_mail()).status_code == 403
    assert Comment.objects.get().state == "unconfirmed"


def test_a_guess_at_a_link_leads_nowhere(client):
    page = client.get("/comments/confirm/guessed/")

    assert page.status_code == 404
    assert "leads to no comment" in page.content.decode()
