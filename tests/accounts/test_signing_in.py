"""Signing in and out, a forgotten password, one's own account."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import roles
from accounts.actions import vouch_for_email
from accounts.models import User
from comments.actions import follow_thread
from config.settings import base
from mail.models import Outbox, Subscription
from tests.accounts.doors import (
    FORGOTTEN,
    PASSWORD,
    SIGN_IN,
    SIGN_UP,
    link_in,
    mails,
    member,
    sign_in,
    sign_up,
    text_of,
)
from tests.accounts.people import somebody
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


# --- Signing in and out -------------------------------------------------------


@pytest.mark.parametrize("email", ["Kim@example.org", "kim@EXAMPLE.org"])
def test_a_member_signs_in_whatever_the_case_of_the_address(email, client):
    user = member("Kim@Example.org", name="Kim")

    wrong = sign_in(client, email, "wrong")
    assert "The e-mail address or the password is wrong." in text_of(wrong)
    assert sign_in(client, email)["Location"] == reverse("account_index")
    assert "You are signed in as <strong>Kim</strong>" in text_of(
        client.get("/accounts/")
    )
    assert client.session["_auth_user_id"] == str(user.pk)

    client.post("/accounts/logout/")
    assert client.get("/accounts/")["Location"] == f"{SIGN_IN}?next=/accounts/"


def test_who_is_signed_in_finds_the_way_out_where_the_footer_leads(client):
    client.force_login(UserFactory())

    assert client.get(SIGN_IN)["Location"] == "/accounts/"
    assert "Sign out" in text_of(client.get("/accounts/"))
    assert "Sign out" in text_of(client.get("/accounts/logout/"))


def test_signing_in_leads_back_and_never_to_another_site(client):
    member()

    assert sign_in(client, next="/archive/")["Location"] == "/archive/"
    for away in ("https://evil.example/", "//evil.example/", "javascript:go()"):
        there = sign_in(Client(), next=away)["Location"]
        assert there == "/accounts/"


def test_a_closed_account_does_not_open(client):
    member(is_active=False)

    assert sign_in(client)["Location"] == reverse("account_inactive")
    assert "closed" in text_of(client.get(reverse("account_inactive")))


def test_guessing_passwords_is_soon_slowed_down(client):
    member()
    for _ in range(5):
        sign_in(client, password="wrong")

    assert "Wait five minutes" in text_of(sign_in(client))
    assert "_auth_user_id" not in client.session


def test_a_flood_of_other_tries_makes_none_of_them_forgotten(
    client, settings, tmp_path
):
    settings.CACHES = {"default": base.CACHES["default"] | {"LOCATION": tmp_path}}
    member()
    for _ in range(5):
        sign_in(client, password="wrong")
    for number in range(600):
        cache.set(f"somebody.else.{number}", 1)

    assert "Wait five minutes" in text_of(sign_in(client))


def tries(client, addresses):
    """Sign in once from each of the addresses that a proxy may have written."""
    for number, address in enumerate(addresses):
        answer = client.post(
            SIGN_IN,
            {"login": f"k{number}@example.org", "password": "x"},
            headers={"X-Forwarded-For": address},
        )
    return answer


def test_the_limits_believe_trusted_proxies_alone(client, settings):
    many = [f"192.0.2.{number}" for number in range(31)]

    refused = tries(client, many)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")

    settings.MASTHEAD_TRUSTED_PROXIES = 1
    assert tries(client, many).status_code == 200
    assert tries(client, ["192.0.2.40"] * 31).status_code == 429


def test_who_has_a_network_of_ipv6_tries_no_more_than_others(client, settings):
    settings.MASTHEAD_TRUSTED_PROXIES = 1

    assert tries(client, [f"2001:db8::{n:x}" for n in range(31)]).status_code == 429
    assert tries(client, ["2001:db8:0:1::1"]).status_code == 200


def test_visitors_of_ipv4_are_told_apart_however_they_are_written(client, settings):
    settings.MASTHEAD_TRUSTED_PROXIES = 1

    assert tries(client, [f"::ffff:192.0.2.{n}" for n in range(31)]).status_code == 200


def test_the_admin_is_entered_by_the_same_door(client):
    somebody(roles.EDITOR, email="ed@example.org")
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    vouch_for_email(user)

    there = client.get("/admin/", follow=True).redirect_chain[-1][0]
    assert there == f"{SIGN_IN}?next=%2Fadmin%2F"
    assert sign_in(client, "ed@example.org", next="/admin/")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


# --- A forgotten password -----------------------------------------------------


def test_a_forgotten_password_is_chosen_anew_by_the_link_in_a_mail(client, settings):
    settings.SITE_URL = "https://blog.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    user = member()

    client.post(FORGOTTEN, {"email": "kim@example.org"}, headers={"Host": "evil"})
    assert "https://blog.example.org/accounts/password/" in mails()[0].text

    page = client.get(link_in(mails()[0]), follow=True)
    new = "an even longer one"
    answer = client.post(
        page.request["PATH_INFO"], {"password1": new, "password2": new}
    )

    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    user.refresh_from_db()
    assert user.check_password(new)
    assert "Your password was changed" in mails()[1].subject
    assert "too old" in text_of(Client().get(link_in(mails()[0]), follow=True))


def test_nobody_fills_anothers_letter_box(client, time_machine):
    member()
    time_machine.move_to(NOON)
    for _ in range(8):
        assert client.post(FORGOTTEN, {"email": "kim@example.org"}).status_code == 302
        time_machine.shift(120)
    assert len(mails()) == 5

    time_machine.shift(3600)
    client.post(FORGOTTEN, {"email": "kim@example.org"})
    assert len(mails()) == 6


def test_strangers_learn_nothing_from_a_forgotten_password(client):
    member()
    known = client.post(FORGOTTEN, {"email": "kim@example.org"})
    unknown = client.post(FORGOTTEN, {"email": "nobody@example.org"})

    assert known["Location"] == unknown["Location"]
    assert [mail.recipient for mail in mails()] == ["kim@example.org"]


# --- One's own account --------------------------------------------------------


def change_email(client, email):
    """Ask for another address; the password is asked for once more."""
    asks = client.post("/accounts/email/", {"email": email, "action_add": ""})
    assert "type your password once more" in text_of(client.get(asks["Location"]))
    client.post(asks["Location"], {"password": PASSWORD})


def test_a_new_address_counts_when_it_is_confirmed(client):
    user = member()
    sign_in(client)

    change_email(client, "kim@new.example")
    user.refresh_from_db()
    assert user.email == "kim@example.org"
    client.post(link_in(mails()[0]))

    user.refresh_from_db()
    assert user.email == "kim@new.example"
    (told,) = [mail for mail in mails() if "was changed" in mail.subject]
    assert told.recipient == "kim@example.org"
    assert "kim@new.example" in told.text


def test_mails_that_were_asked_for_go_to_the_new_address(client):
    follow_thread(PostFactory(), member().email)
    sign_in(client)

    change_email(client, "kim@new.example")
    assert Subscription.objects.get().email == "kim@example.org"
    client.post(link_in(mails()[0]))

    assert Subscription.objects.get().email == "kim@new.example"


def test_nobody_takes_the_address_of_another_account(client):
    member("taken@example.org")
    user = member()
    sign_in(client)

    change_email(client, "taken@example.org")
    assert mails()
    for mail in mails():
        client.post(link_in(mail))

    user.refresh_from_db()
    assert user.email == "kim@example.org"


def test_a_password_is_changed_by_who_knows_it(client):
    user = member()
    sign_in(client)
    new = {"password1": "an even longer one", "password2": "an even longer one"}
    address = "/accounts/password/change/"

    assert "This is not your password." in text_of(
        client.post(address, new | {"oldpassword": "wrong"})
    )
    client.post(address, new | {"oldpassword": PASSWORD})

    user.refresh_from_db()
    assert user.check_password("an even longer one")
    assert "Your password is changed." in text_of(client.get(address))


def test_a_slow_mail_server_keeps_nobody_waiting(client, settings):
    settings.EMAIL_BACKEND = "tests.mail.nothing_here"  # is not even asked for

    assert sign_up(client).status_code == 302
    assert Outbox.objects.get().recipient == "new@example.org"


def test_pages_about_accounts_are_kept_by_nobody(client):
    for address in (SIGN_IN, SIGN_UP, FORGOTTEN, "/accounts/confirm-email/"):
        page = client.get(address)
        assert "no-store" in page["Cache-Control"], address
        assert 'content="noindex"' in page.content.decode()
        assert "example.com" not in page.content.decode()


# --- Accounts that staff make -------------------------------------------------


def test_an_account_made_in_the_admin_signs_in_at_once(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    entry = {"email": "New@Example.org", "name": "Ida"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    client.post("/admin/accounts/user/add/", entry | passwords)

    other = Client()
    assert sign_in(other, "new@example.org")["Location"] == "/accounts/"


def test_an_address_changed_in_the_admin_is_the_one_to_sign_in_with(client):
    user = member()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.post(
        f"/admin/accounts/user/{user.pk}/change/",
        {"email": "kim@new.example", "name": "Kim", "is_active": "on"},
    )

    assert sign_in(Client(), "kim@new.example")["Location"] == "/accounts/"
    assert sign_in(Client(), "kim@example.org").status_code == 200
