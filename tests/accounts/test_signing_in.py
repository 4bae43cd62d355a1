"""Making an account, signing in and out, a forgotten password."""

import re
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts import roles
from accounts.actions import vouch_for_email
from accounts.models import User
from mail.models import Outbox
from tests.accounts.people import somebody
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "quite a long one"
SIGN_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
FORGOTTEN = "/accounts/password/reset/"


def member(email="kim@example.org", **fields):
    return User.objects.create_user(email, PASSWORD, **fields)


def sign_in(client, email="kim@example.org", password=PASSWORD, **fields):
    return client.post(SIGN_IN, {"login": email, "password": password, **fields})


def sign_up(client, email="new@example.org", name="Ida Lind", **fields):
    entry = {"email": email, "name": name, "password1": PASSWORD, **fields}
    return client.post(SIGN_UP, entry)


def link_in(mail):
    """The path of the first link in a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", mail.text)[1]


def mails():
    """What is on its way, the first first."""
    return list(Outbox.objects.order_by("pk"))


def text_of(response):
    return " ".join(response.content.decode().split())


# --- Signing up ---------------------------------------------------------------


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


def test_the_limits_believe_trusted_proxies_alone(client, settings):
    def tries(addresses):
        last = None
        for number, address in enumerate(addresses):
            last = client.post(
                SIGN_IN,
                {"login": f"k{number}@example.org", "password": "x"},
                headers={"X-Forwarded-For": address},
            )
        return last.status_code

    assert tries([f"192.0.2.{n}" for n in range(31)]) == 429
    settings.MASTHEAD_TRUSTED_PROXIES = 1
    assert tries([f"192.0.2.{n}" for n in range(31)]) == 200
    assert (
        "That was often"
        in text_of(client.post(SIGN_IN, headers={"X-Forwarded-For": "192.0.2.9"}))
        or tries(["192.0.2.9"] * 31) == 429
    )


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
