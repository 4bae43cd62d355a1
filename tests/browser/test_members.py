"""A reader becomes a member; a second step; a passkey."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from accounts.models import User
from comments.models import Comment
from tests.factories import PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "quite a long one"


def sign_in(page, email="kim@example.org"):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_reader_signs_up_confirms_comments_and_signs_out(page, said, mailoutbox):
    post = PostFactory(title="On ferries")
    page.goto(f"/comments/post/?post={post.pk}")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Name").fill("Ida Lind")
    page.get_by_label("E-mail address").fill("ida@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    page.get_by_role("heading", name="Check your mail").wait_for()

    page.goto(re.search(r"/accounts/confirm-email/\S+", mailoutbox[0].body)[0])
    page.get_by_role("button", name="Yes, confirm it").click()

    assert page.locator(".comment-as").inner_text() == "You comment as Ida Lind."
    page.get_by_role("textbox", name="Comment").fill("They are slow.")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Your comment").wait_for()
    comment = Comment.objects.get()
    assert (comment.author_name, comment.author.email) == (
        "Ida Lind",
        "ida@example.org",
    )

    page.get_by_role("link", name="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/")
    page.get_by_role("heading", name="Sign in").wait_for()
    assert said == []
    assert page.evaluate("complaints") == []


def test_an_app_with_codes_is_set_up_and_asked_for(page, said):
    User.objects.create_user("kim@example.org", PASSWORD, name="Kim")
    sign_in(page)
    page.get_by_role("link", name="Passkeys, and a second step").click()
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    assert page.locator(".qr").evaluate("image => image.naturalWidth") > 0
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code").fill(code_for(secret))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    recovery = page.locator(".codes code").first.inner_text()

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page)
    page.get_by_role("heading", name="The second step").wait_for()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert "This code is wrong" in page.locator(".field-error").first.inner_text()
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Your account").wait_for()
    assert said == []
    assert page.evaluate("complaints") == []


def test_a_passkey_signs_in_alone(page, said):
    User.objects.create_user("kim@example.org", PASSWORD, name="Kim")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    sign_in(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert Authenticator.objects.filter(type="webauthn").count() == 1

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Your account").wait_for()
    assert said == []
    assert page.evaluate("complaints") == []


def test_a_passkey_that_fails_is_told_in_the_page(page):
    page.goto("/accounts/login/")
    page.evaluate("navigator.credentials.get = async () => { throw Error('no') }; 0")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.locator("#passkey-error").wait_for()
