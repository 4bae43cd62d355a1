"""An operator sees which mails were not sent."""

import pytest
from django.urls import reverse

from mail.actions import queue, subscribe
from mail.models import Outbox, Subscription
from mail.sending import send_due
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:mail_outbox_changelist")


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def given_up(recipient):
    queue([Outbox(recipient=recipient, subject="Given up", text="Words")])
    Outbox.objects.update(due_at=None, error="550 no such address")


def test_mails_that_were_given_up_are_found_and_sent_once_more(operator, mailoutbox):
    given_up("ann@example.org")
    page = operator.get(LIST, {"state": "given-up"}).content.decode()
    assert "ann@example.org" in page

    chosen = {"action": "try_again", "_selected_action": [Outbox.objects.get().pk]}
    answer = operator.post(LIST, chosen, follow=True)

    assert "Queued once more: 1." in answer.content.decode()
    assert send_due() == 1
    assert (
        "ann@example.org"
        not in operator.get(LIST, {"state": "waiting"}).content.decode()
    )


def test_a_mail_says_what_the_server_said_and_shows_no_link_of_the_recipients(operator):
    queue([Outbox(recipient="a@example.org", subject="Confirm", text="a secret link")])
    Outbox.objects.update(error="451 try later", attempts=2)

    address = reverse("admin:mail_outbox_change", args=[Outbox.objects.get().pk])
    page = operator.get(address).content.decode()

    assert "451 try later" in page
    assert "a secret link" not in page


def test_a_subscription_is_found_by_its_address_and_deleted(operator):
    subscribe("thread:1", "ann@example.org")
    subscribe("thread:1", "bea@example.org")
    address = reverse("admin:mail_subscription_changelist")
    page = operator.get(address, {"q": "ANN@example.org"}).content.decode()
    assert "ann@example.org" in page
    assert "bea@example.org" not in page

    key = Subscription.objects.get(email="ann@example.org")
    operator.post(
        reverse("admin:mail_subscription_delete", args=[key.pk]), {"post": "yes"}
    )

    assert Subscription.objects.get().email == "bea@example.org"


@pytest.mark.parametrize("kind", ["outbox", "subscription"])
def test_addresses_of_readers_are_for_administrators(client, kind):
    from django.contrib.auth.models import Group

    client.force_login(moderator := UserFactory(is_staff=True))
    moderator.groups.add(Group.objects.get(name="Moderator"))
    address = reverse(f"admin:mail_{kind}_changelist")
    assert client.get(address).status_code == 403

    moderator.groups.add(Group.objects.get(name="Administrator"))
    assert client.get(address).status_code == 200
