"""Several comments come in one mail: daily, or while a thread is hot."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail

from comments import mails
from comments.actions import follow_thread, hold, send_gathered, tell_due
from comments.models import Gathered
from mail.models import Outbox, Subscription
from mail.sending import send_due
from ops.due import do_what_is_due
from tests.factories import PostFactory, UserFactory, moment, public_comment

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-23 12:00")


@pytest.fixture
def post(settings, time_machine):
    settings.MASTHEAD_HOT_THREAD = 3
    time_machine.move_to(NOON, tick=False)
    return PostFactory(title="The quay")


def comment_on(post, count, text="Well said."):
    written = [public_comment(post, f"{text} {n}") for n in range(count)]
    tell_due()
    return written


def subjects():
    return list(Outbox.objects.order_by("pk").values_list("subject", flat=True))


def test_who_wants_one_mail_a_day_gets_it_in_the_morning(post, time_machine):
    follow_thread(post, "ann@example.org", pace="daily")
    comment_on(post, 2)

    time_machine.move_to(moment("2026-11-24 06:59"))
    assert send_gathered() == 0
    time_machine.move_to(moment("2026-11-24 07:00"))
    assert [send_gathered(), send_gathered()] == [1, 0]

    send_due()
    (mail,) = django_mail.outbox
    assert mail.subject == "2 new comments on “The quay”"
    assert "#1:\n> Well said. 0\n" in mail.body
    assert "#2:\n> Well said. 1\n" in mail.body
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_day_without_comments_brings_no_mail(post, time_machine):
    follow_thread(post, "ann@example.org", pace="daily")

    time_machine.move_to(moment("2026-11-24 08:00"))

    assert send_gathered() == 0


def test_a_tick_that_comes_late_has_lost_nothing(post, time_machine):
    follow_thread(post, "ann@example.org", pace="daily")
    comment_on(post, 1)
    time_machine.move_to(moment("2026-11-24 12:00"))
    comment_on(post, 1)

    time_machine.move_to(moment("2026-11-27 12:00"))
    done = do_what_is_due()

    assert done["digests written"] == 1
    assert [mail.subject for mail in django_mail.outbox] == [
        "2 new comments on “The quay”"
    ]


def test_a_hot_thread_comes_in_one_mail_until_it_cools(post, time_machine):
    follow_thread(post, "ann@example.org")
    comment_on(post, 3)
    assert subjects() == ["Regular on “The quay”"] * 3

    # Now it is hot: the next five come at one o'clock, together.
    comment_on(post, 5)
    assert len(subjects()) == 3
    time_machine.move_to(moment("2026-11-23 13:00"))
    send_gathered()
    assert subjects()[3:] == ["5 new comments on “The quay”"]

    # Five in an hour are still hot, though few mails were sent.
    time_machine.move_to(moment("2026-11-23 13:30"))
    comment_on(post, 1)
    assert len(subjects()) == 4
    time_machine.move_to(moment("2026-11-23 14:00"))
    send_gathered()
    assert subjects()[4:] == ["1 new comment on “The quay”"]

    # One in an hour is not.
    time_machine.move_to(moment("2026-11-23 14:40"))
    comment_on(post, 1)
    assert subjects()[5:] == ["Regular on “The quay”"]


def test_a_site_may_say_that_no_thread_is_ever_hot(post, settings):
    settings.MASTHEAD_HOT_THREAD = 0
    follow_thread(post, "ann@example.org")

    comment_on(post, 12)

    assert len(subjects()) == 12


def test_what_is_public_no_more_is_left_out(post, time_machine):
    follow_thread(post, "ann@example.org", pace="daily")
    first, _ = comment_on(post, 2)
    hold(first, by=UserFactory())

    time_machine.move_to(moment("2026-11-24 07:00"))
    send_gathered()

    assert subjects() == ["1 new comment on “The quay”"]
    assert "Well said. 0" not in Outbox.objects.get().text


def test_who_stops_the_mails_gets_none_of_what_has_gathered(client, post, time_machine):
    follow_thread(post, "ann@example.org", pace="daily")
    comment_on(post, 2)

    client.post(f"/comments/mute/{Subscription.objects.get().key}/")
    time_machine.move_to(moment("2026-11-24 07:00"))

    assert send_gathered() == 0
    assert not Gathered.objects.exists()


def test_a_mail_of_very_many_lists_some_and_counts_the_rest(post, time_machine):
    follow_thread(post, "ann@example.org", pace="daily")
    comment_on(post, 53)

    time_machine.move_to(moment("2026-11-24 07:00"))
    send_gathered()

    assert subjects() == ["53 new comments on “The quay”"]
    assert "And 3 more." in Outbox.objects.get().text


def test_gathering_goes_on_where_one_mail_fails(post, time_machine, monkeypatch):
    for name in ("ann", "bob"):
        follow_thread(post, f"{name}@example.org", pace="daily")
    comment_on(post, 1)
    time_machine.move_to(moment("2026-11-24 07:00"))
    written = mails.gathered

    def broken(reader, comments):
        if reader.email.startswith("ann"):
            raise RuntimeError
        return written(reader, comments)

    monkeypatch.setattr(mails, "gathered", broken)
    with pytest.raises(ExceptionGroup):
        send_gathered()
    assert [mail.recipient for mail in Outbox.objects.all()] == ["bob@example.org"]
    monkeypatch.undo()

    assert send_gathered() == 1
