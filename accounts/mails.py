"""The mails about accounts, as rows for the outbox. Their words: templates/mail/."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from mail.models import Outbox

# By the name of allauth's template: our subject, and our template in templates/mail/.
ASKED_FOR = {
    "account/email/email_confirmation": (
        "Confirm your e-mail address",
        "account_confirm_address.txt",
    ),
    "account/email/email_confirmation_signup": (
        "Confirm your e-mail address",
        "account_welcome.txt",
    ),
    "account/email/account_already_exists": (
        "You have an account already",
        "account_exists.txt",
    ),
    "account/email/password_reset_key": (
        "Choose a new password",
        "account_new_password.txt",
    ),
}
SENT_AT_MOST = 5
SENT_WITHIN = timedelta(hours=1)
# What has changed about an account, told to its owner: it may have been somebody else.
CHANGES = {
    "account/email/email_changed": "Your e-mail address was changed",
    "account/email/email_deleted": "An e-mail address was taken off your account",
    "account/email/password_changed": "Your password was changed",
    "account/email/password_reset": "Your password was changed",
    "account/email/password_set": "A password was set for your account",
    "mfa/email/recovery_codes_generated": "New recovery codes were made",
    "mfa/email/totp_activated": "An authenticator app was set up",
    "mfa/email/totp_deactivated": "The authenticator app was switched off",
    "mfa/email/webauthn_added": "A passkey was added",
    "mfa/email/webauthn_removed": "A passkey was removed",
}


def has_enough(kind: str, email: str) -> bool:
    """Whether ``email`` got so many links of this kind that another is of no use.

    Anybody can type any address, and what came before works still.
    """
    subject, _ = ASKED_FOR[kind]
    since = timezone.now() - SENT_WITHIN
    same = Outbox.objects.filter(recipient__iexact=email, subject=subject)
    return same.filter(queued_at__gt=since).count() >= SENT_AT_MOST


def about_account(
    kind: str, email: str, context: dict[str, Any], request: HttpRequest | None
) -> Outbox:
    """The mail that allauth calls ``kind``. KeyError if it is none of those we send."""
    if kind in CHANGES:
        subject, template = CHANGES[kind], "account_changed.txt"
    else:
        subject, template = ASKED_FOR[kind]
    words = context | {
        "subject": subject,
        "address": email,
        "password_url": settings.SITE_URL + reverse("account_reset_password"),
        "sign_in_url": settings.SITE_URL + reverse("account_login"),
    }
    text = render_to_string(template, words, request, using="mail")
    return Outbox(recipient=email, subject=subject, text=text)
