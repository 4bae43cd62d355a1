"""Making an account: confirmed by mail, and nobody else learns of it."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import erase_unconfirmed
from accounts.models import User
from accounts.permissions import is_name_taken
from tests.accounts.doors import (
    SIGN_IN,
    SIGN_UP,
    link_in,
    mails,
    member,
    sign_in,
    sign_up,
    text_of,
)
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_reader_signs_up_confirms_and_goes_on_where_they_came_from(client):
    wanted = f"/comments/post/?post={PostFactory().pk}"
    page = client.get(SIGN_IN, {"next": wanted})
    assert quote(wanted, safe="") in page.context["signup_url"]

    answer = sign_up(client, next=wanted)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    (mail,) = mails()
    assert mail.recipient == "new@example.org"
    assert "Ida" not in mail.text

    assert "Yes, confirm it" in text_of(client.get(link_in(mail)))
    answer = client.post(link_in(mail))

    assert answer["Location"] == wanted
    user = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.name == "Ida Lind"


def test_a_mail_programs_look_ahead_confirms_nothing(client):
    sign_up(client)
    Client().get(link_in(mails()[0]))

    assert not EmailAddress.objects.get().verified


def test_whoever_finds_the_mail_is_not_signed_in_by_it(client):
    sign_up(client)
    stranger = Client()

    answer = stranger.post(link_in(mails()[0]))

    assert answer["Location"] == SIGN_IN
    assert "_auth_user_id" not in stranger.session


def test_an_unconfirmed_member_gets_no_further_than_the_mail(client):
    sign_up(client)
    other = Client()

    answer = sign_in(other, "new@example.org")

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in other.session
    assert len(mails()) == 1  # not one more within three minutes


@pytest.mark.parametrize("email", ["kim@example.org", "KIM@Example.org"])
def test_signing_up_with_a_taken_address_looks_the_same_to_strangers(email, client):
    member("Kim@example.org")
    taken = sign_up(client, email)
    free = sign_up(Client(), "free@example.org")

    assert (taken.status_code, taken["Location"]) == (302, free["Location"])
    assert User.objects.count() == 2
    assert "You have one already." in mails()[0].text


def test_two_presses_of_the_button_make_one_account(client, monkeypatch):
    sign_up(client)
    # The second was under way before the first had been saved.
    monkeypatch.setattr(
        "allauth.account.forms.email_already_exists", lambda email: (email, False)
    )

    assert sign_up(Client()).status_code == 302
    assert User.objects.count() == 1


def test_who_signs_up_again_before_confirming_is_sent_to_the_mail_once_more(client):
    sign_up(client)

    assert sign_up(Client())["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1


def test_an_account_that_nobody_confirms_is_erased_and_its_name_free(
    client, time_machine
):
    sign_up(client)
    confirmed, factory_made = member(), UserFactory()
    started = timezone.now()

    time_machine.move_to(started + timedelta(days=13))
    assert erase_unconfirmed() == 0
    time_machine.move_to(started + timedelta(days=15))
    assert erase_unconfirmed() == 1

    assert set(User.objects.all()) == {confirmed, factory_made}
    assert not is_name_taken("Ida Lind")


def test_trying_addresses_with_a_members_name_tells_nothing(client):
    member("ida@example.org", name="Ida Lind")

    for email in ("ida@example.org", "other@example.org"):
        assert "Somebody here has this name" in text_of(sign_up(Client(), email))


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("name", "", "Tell readers what to call you."),
        ("name", "   ", "Tell readers what to call you."),
        ("name", "n" * 151, "at most 150 characters"),
        ("email", "nobody", "This is no e-mail address."),
        ("password1", "12345678", "too common"),
        ("password1", "new@example.org", "too similar"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(field, value, fault, client):
    page = sign_up(client, **{"email": "new@example.org", field: value})

    assert fault in text_of(page)
    assert not User.objects.exists()
    assert 'value="new@example.org"' in text_of(page) or field == "email"


def test_a_site_may_make_no_new_accounts(client, settings):
    settings.MASTHEAD_SIGN_UP = False

    assert "No new accounts" in text_of(client.get(SIGN_UP))
    assert "No new accounts" in text_of(sign_up(client))
    assert not User.objects.exists()
    assert "Make an account" not in text_of(client.get(SIGN_IN))
