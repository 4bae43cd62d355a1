"""Every change to accounts that is more than one field."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from accounts.models import User


@transaction.atomic
def vouch_for_email(user: User) -> None:
    """Count the address of an account as confirmed: whoever made it knows it.

    What others had begun to confirm of the same address is forgotten.
    """
    email = user.email.lower()
    EmailAddress.objects.filter(Q(user=user) | Q(email=email)).delete()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)


def forget_second_step(user: User) -> None:
    """Let the password alone sign in again: phone and recovery codes are lost."""
    Authenticator.objects.filter(user=user).delete()
