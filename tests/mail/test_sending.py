"""Mails are written with what they tell of, and sent once, after the commit."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from mail import actions
from mail.models import Outbox
from mail.sending import CLAIMED_FOR, RETRIED_AFTER, send_due
from ops.due import do_what_is_due

pytestmark = pytest.mark.django_db


class DownBackend(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("Nobody is here")


class PickyBackend(EmailBackend):
    """A mail server that knows one address less."""

    def send_messages(self, messages):
        if messages[0].to == ["unknown@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"unknown@example.org": (550, b"No")})
        return super().send_messages(messages)


def a_mail(recipient="ann@example.org", subject="Hello", **fields):
    return Outbox(recipient=recipient, subject=subject, text="Some words", **fields)


@pytest.fixture
def down(settings):
    settings.EMAIL_BACKEND = f"{__name__}.DownBackend"


def test_a_mail_is_sent_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.queue([a_mail()])
        assert django_mail.outbox == []

    (sent,) = django_mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        ["ann@example.org"],
        "Hello",
        "Some words",
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_sends_no_mail():
    with transaction.atomic():
        actions.queue([a_mail()])
        transaction.set_rollback(True)

    assert send_due() == 0
    assert django_mail.outbox == []


def test_a_mail_is_sent_once():
    actions.queue([a_mail()])

    assert [send_due(), send_due()] == [1, 0]


def test_a_mail_that_another_worker_has_claimed_is_left_to_it():
    actions.queue([a_mail()])
    now = timezone.now()
    Outbox.objects.update(due_at=now + CLAIMED_FOR)

    assert send_due() == 0


def test_a_mail_whose_worker_was_killed_is_sent_under_the_same_name(time_machine):
    actions.queue([a_mail()])
    send_due()
    # As if the worker had been killed before it could say so.
    Outbox.objects.update(due_at=timezone.now() + CLAIMED_FOR, sent_at=None)
    time_machine.move_to(timezone.now() + CLAIMED_FOR + timedelta(seconds=1))

    assert send_due() == 1
    first, second = (sent.extra_headers["Message-ID"] for sent in django_mail.outbox)
    assert first == second


def test_a_mail_that_fails_is_sent_when_the_server_is_back(
    down, settings, time_machine
):
    actions.queue([a_mail()])
    assert send_due() == 0
    assert "Nobody is here" in Outbox.objects.get().error

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due() == 0, "not at once"
    time_machine.move_to(timezone.now() + RETRIED_AFTER[0] + timedelta(seconds=1))
    do_what_is_due()

    assert len(django_mail.outbox) == 1
    assert Outbox.objects.get().error == ""


def test_a_mail_is_given_up_after_the_last_try_and_can_be_sent_once_more(
    down, settings, time_machine
):
    actions.queue([a_mail()])
    for pause in (*RETRIED_AFTER, timedelta(days=2)):
        assert Outbox.objects.due().exists()
        send_due()
        time_machine.move_to(timezone.now() + pause + timedelta(seconds=1))
    assert not Outbox.objects.due().exists()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.try_again(Outbox.objects.all()) == 1
    assert send_due() == 1


def test_a_failure_that_comes_late_does_not_send_again(monkeypatch):
    """Whoever is slower than the claim lasts has lost the mail to another."""
    actions.queue([a_mail()])
    others_turn: list[bool] = []

    def slow(self, messages):
        if others_turn:
            django_mail.outbox.extend(messages)
            return len(messages)
        others_turn.append(True)
        Outbox.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        assert send_due() == 1
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "send_messages", slow)

    assert send_due() == 0
    assert Outbox.objects.get().due_at is None
    assert [sent.body for sent in django_mail.outbox] == ["Some words"]


def test_a_server_that_is_down_is_asked_once_a_round_and_costs_no_attempt(monkeypatch):
    calls = []

    def refuse(self):
        calls.append(self)
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "open", refuse)
    actions.queue([a_mail(f"n{n}@example.org") for n in range(60)])

    assert send_due() == 0
    assert len(calls) == 1
    assert Outbox.objects.due().filter(attempts=0).count() == 60


def test_a_mail_that_kills_its_worker_each_time_is_given_up(monkeypatch, time_machine):
    def die(self, messages):
        raise SystemExit

    monkeypatch.setattr(EmailBackend, "send_messages", die)
    actions.queue([a_mail()])
    for _ in range(len(RETRIED_AFTER) + 1):
        with pytest.raises(SystemExit):
            send_due()
        time_machine.move_to(timezone.now() + CLAIMED_FOR + timedelta(seconds=1))

    assert send_due() == 0
    assert not Outbox.objects.filter(due_at__isnull=False).exists()


def test_what_the_server_says_is_kept_without_what_a_database_refuses(monkeypatch):
    def fail(self, messages):
        raise OSError("bad \0 reply " + "x" * 5000)

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    actions.queue([a_mail()])
    send_due()

    assert Outbox.objects.get().error.startswith("bad  reply x")


def test_a_link_that_no_longer_works_is_not_sent():
    actions.queue([a_mail(useless_after=timezone.now() - timedelta(minutes=1))])

    assert send_due() == 0
    assert Outbox.objects.get().error == "Too late"


def test_one_address_that_fails_does_not_keep_the_others(settings):
    settings.EMAIL_BACKEND = f"{__name__}.PickyBackend"
    actions.queue([a_mail("unknown@example.org"), a_mail("ann@example.org")])

    assert send_due() == 1
    assert django_mail.outbox[0].to == ["ann@example.org"]


def test_a_line_break_in_a_title_makes_no_header():
    actions.queue([a_mail(subject="Title\r\nBcc: all@example.org")])
    send_due()

    assert django_mail.outbox[0].subject == "Title Bcc: all@example.org"


def test_a_subscribers_mail_can_be_ended_by_the_mail_programs_own_button():
    actions.queue([a_mail(unsubscribe_url="https://blog.example.org/stop/")])
    send_due()

    headers = django_mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == "<https://blog.example.org/stop/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_was_sent_keeps_no_text_and_is_deleted_after_a_week(time_machine):
    actions.queue([a_mail()])
    send_due()
    assert Outbox.objects.get().text == ""

    time_machine.move_to(timezone.now() + timedelta(days=8))
    do_what_is_due()

    assert not Outbox.objects.exists()
