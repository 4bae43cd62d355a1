"""Links to confirm go to few addresses, few at a time, and carry nobody's words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.actions import (
    CommentRefusedError,
)
from comments.models import Comment, Confirmation, Rule
from mail.models import Outbox
from mail.sending import send_due
from tests.comments.clicking import last_mail, link_in_mail
from tests.comments.test_writing_pages import form_address, send
from tests.factories import PostFactory, write_comment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guests_confirm(settings):
    settings.MASTHEAD_CONFIRM_GUESTS = True


@pytest.fixture
def post():
    return PostFactory(title="The “quay” & the crane")


def test_for_what_was_written_earlier_elsewhere_nobody_gets_a_mail(post):
    earlier = timezone.now() - timedelta(days=400)

    assert write_comment(post, posted_at=earlier).state == "held"
    assert not Outbox.objects.exists()


def test_the_mail_carries_none_of_the_writers_words(post):
    write_comment(post, "Buy my pills", name="Pills at https://spam.example/")
    send_due()

    said = last_mail().subject + last_mail().body
    assert "pills" not in said.casefold()
    # Plain text, in which nothing is escaped.
    assert "The “quay” & the crane" in last_mail().body


def test_the_database_does_not_hold_the_link(post):
    write_comment(post)
    link = link_in_mail()

    token = link.split("/")[3]
    assert token not in Confirmation.objects.get().token_digest
    assert token not in Outbox.objects.get().text


def test_spam_gets_no_mail(post):
    Rule.objects.create(
        name="Pills", condition="words", value="pills", verdict="spam", position=0
    )

    assert write_comment(post, "pills").state == "spam"
    assert not Outbox.objects.exists()


def test_an_address_gets_no_more_than_three_mails_while_none_is_followed(client, post):
    for _ in range(3):
        write_comment(post, email="ann@example.org")

    page = send(client, form_address(post), text="A long thought")

    assert page.status_code == 422
    assert "links are on their way to this address" in page.content.decode()
    assert "A long thought" in page.content.decode()
    assert Outbox.objects.count() == 3


@pytest.mark.parametrize(
    "spellings",
    [
        ["v@\u210amail.com", "v@\uff47mail.com", "v@gma\u00adil.com", "V@GMAIL.com"],
        ["ann@MÜLLER.de", "ann@müller.de", "Ann@xn--mller-kva.de", "ann@Müller.DE"],
    ],
)
def test_an_address_is_one_however_it_is_spelt(client, post, spellings):
    answers = [
        send(client, form_address(post), email=email).status_code for email in spellings
    ]

    assert answers == [303, 303, 303, 422]


@pytest.mark.parametrize(
    "email", ["ann\u017f@example.org", "a@b.com\u202e", f"a@{'b.' * 126}com"]
)
def test_an_address_that_no_mail_reaches_is_refused(client, post, email):
    page = send(client, form_address(post), email=email)

    assert page.status_code == 422
    assert not Comment.objects.exists()


def test_one_customers_ipv6_addresses_are_one_place(client, post):
    from comments.actions.confirming import ASKED_AT_MOST_FROM_ONE_PLACE

    for n in range(ASKED_AT_MOST_FROM_ONE_PLACE):
        address = f"2001:db8::{n + 1:x}"
        write_comment(post, email=f"n{n}@example.org", ip_address=address)

    with pytest.raises(CommentRefusedError, match="from your network"):
        write_comment(post, email="v@example.org", ip_address="2001:db8::ffff")
    elsewhere = write_comment(post, email="v@example.org", ip_address="2001:db8:1:1::1")
    assert elsewhere.state == "unconfirmed"


def test_a_flood_from_one_place_gets_no_more_mails(client, post):
    from comments.actions.confirming import ASKED_AT_MOST_FROM_ONE_PLACE

    for n in range(ASKED_AT_MOST_FROM_ONE_PLACE):
        write_comment(post, email=f"n{n}@example.org", ip_address="127.0.0.1")

    page = send(client, form_address(post))

    assert page.status_code == 422
    assert "from your network" in page.content.decode()
