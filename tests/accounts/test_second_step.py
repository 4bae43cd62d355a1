"""Staff need a second step where the site says so; who lost it gets help."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts import roles
from tests.accounts.people import somebody
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

STEP = "/accounts/2fa/"


@pytest.fixture
def _needed(settings):
    settings.MASTHEAD_STAFF_NEEDS_SECOND_FACTOR = True


def set_up(user):
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


@pytest.mark.usefixtures("_needed")
@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/comments/comment/",
        "/admin/comments/statistics/",
        "/admin/r/1/1/",
    ],
)
def test_staff_without_one_are_led_to_set_it_up(address, client):
    client.force_login(somebody(roles.MODERATOR))

    answer = client.get(address, follow=True)

    assert answer.redirect_chain == [(STEP, 302)]
    assert "Set up a second step first" in answer.content.decode()
    assert client.post(address)["Location"] == STEP


@pytest.mark.usefixtures("_needed")
def test_staff_with_one_enter(client):
    moderator = somebody(roles.MODERATOR)
    set_up(moderator)
    client.force_login(moderator)

    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("_needed")
def test_the_ways_out_of_the_admin_stay_open(client):
    client.force_login(somebody(roles.MODERATOR))

    assert client.post("/admin/logout/")["Location"] == "/"
    assert "login" in client.get("/admin/")["Location"]


@pytest.mark.usefixtures("_needed")
def test_members_and_strangers_are_asked_for_nothing(client):
    assert client.get("/").status_code == 200
    client.force_login(UserFactory())
    assert client.get("/").status_code == 200
    assert client.get("/admin/login/").status_code == 403


def test_without_the_setting_a_password_is_enough(client):
    client.force_login(somebody(roles.MODERATOR))

    assert client.get("/admin/").status_code == 200


def take_away(client, *users):
    return client.post(
        "/admin/accounts/user/",
        {"action": "forget_second_step", "_selected_action": [u.pk for u in users]},
        follow=True,
    )


def test_an_administrator_takes_away_what_was_lost(client):
    moderator = somebody(roles.MODERATOR)
    set_up(moderator)
    client.force_login(somebody(roles.ADMINISTRATOR))

    answer = take_away(client, moderator)

    assert "Taken away: 1." in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_nobody_takes_it_from_those_above_them(client):
    owner = UserFactory(is_staff=True, is_superuser=True)
    set_up(owner)
    client.force_login(somebody(roles.ADMINISTRATOR))
    take_away(client, owner)
    client.force_login(somebody(roles.MODERATOR))
    take_away(client, owner)

    assert Authenticator.objects.filter(user=owner).count() == 2
