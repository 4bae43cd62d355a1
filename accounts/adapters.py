"""What allauth asks of the site: who a visitor is, how mails go out, what to say."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from accounts import mails
from accounts.visitors import client_address, place_of
from mail.actions import queue

# What is told on the next page, by the name of allauth's template. The rest says
# nothing: the page that follows shows it.
TOLD = {
    "account/messages/email_confirmed.txt": "{email} is confirmed.",
    "account/messages/email_confirmation_failed.txt": (
        "{email} belongs to another account already."
    ),
    "account/messages/email_deleted.txt": "{email} is taken off your account.",
    "account/messages/password_changed.txt": "Your password is changed.",
    "account/messages/password_set.txt": "Your password is set.",
    "mfa/messages/recovery_codes_generated.txt": (
        "These are new recovery codes. The old ones no longer work."
    ),
    "mfa/messages/totp_activated.txt": "Your app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your app is no longer asked for.",
    "mfa/messages/webauthn_added.txt": "Your passkey is kept.",
    "mfa/messages/webauthn_removed.txt": "The passkey is gone.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of this site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed.",
        "duplicate_email": "This is the address that you have already.",
        "email_password_mismatch": "The e-mail address or the password is wrong.",
        "enter_current_password": "This is not your password.",
        "incorrect_code": "This code is wrong, or too old.",
        "incorrect_password": "This is not your password.",
        "rate_limited": "That was often. Wait a minute, then try again.",
        "too_many_login_attempts": (
            "That was often. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.MASTHEAD_SIGN_UP)

    def save_user(
        self,
        request: HttpRequest,
        user: Any,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 (the library's own)
    ) -> Any:
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom limits count: a network of IPv6 is one, one of IPv4 written so another."""
        return place_of(client_address(request)) or "unknown"

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _here(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: Any
    ) -> str:
        return _here(super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Into the outbox: a slow mail server keeps nobody waiting."""
        asked = template_prefix in mails.ASKED_FOR
        if not asked or not mails.has_enough(template_prefix, email):
            queue(
                [mails.about_account(template_prefix, email, context, current.request)]
            )

    def add_message(  # noqa: PLR0913 (the library's own)
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        told = message or TOLD.get(message_template or "", "")
        if told:
            text = told.format_map(message_context or {}) if not message else told
            messages.add_message(request, level, text, extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second step of signing in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "You need a second step to sign in.",
        "cannot_generate_recovery_codes": (
            "Recovery codes stand in for a second step: set one up first."
        ),
        "incorrect_code": "This code is wrong, or too old.",
        "unverified_email": "Confirm your e-mail address first.",
    }

    def _get_site_name(self) -> str:
        """What an authenticator app writes above the code."""
        return str(urlsplit(settings.SITE_URL).hostname)


def _here(address: str) -> str:
    """``address`` on this site, whatever host the request named."""
    return f"{settings.SITE_URL}{urlsplit(address).path}"
