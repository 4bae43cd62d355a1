"""Every change to accounts that is more than one field."""

from __future__ import annotations

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from images.pictures import Picture

# The link works for three days; who signs in meanwhile gets another one.
UNCONFIRMED_KEPT_FOR = timedelta(days=14)
# Nothing of the name that the file had: it may say more than its owner means to.
AVATAR_NAME_BYTES = 8


@transaction.atomic
def vouch_for_email(user: User) -> None:
    """Count the address of an account as confirmed: whoever made it knows it.

    What others had begun to confirm of the same address is forgotten.
    """
    email = user.email.lower()
    EmailAddress.objects.filter(Q(user=user) | Q(email=email)).delete()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)


@transaction.atomic
def rename(user: User, name: str) -> None:
    """Call a member something else from now on; what they wrote keeps its name."""
    user.name = name
    user.save(update_fields=["name", "name_key"])


@transaction.atomic
def change_avatar(user: User, picture: Picture | None) -> None:
    """Show ``picture`` beside a member's comments; None: their initials."""
    before, storage = user.avatar.name, user.avatar.storage
    user.avatar = ""
    if picture is not None:
        name = f"{secrets.token_hex(AVATAR_NAME_BYTES)}.{picture.extension}"
        user.avatar.save(name, ContentFile(picture.content), save=False)
    user.save(update_fields=["avatar"])
    if before:
        transaction.on_commit(lambda: storage.delete(before))


def forget_second_step(user: User) -> None:
    """Let the password alone sign in again: phone and recovery codes are lost."""
    Authenticator.objects.filter(user=user).delete()


def erase_unconfirmed() -> int:
    """Erase accounts whose makers did not follow the link in time; how many.

    Their names are free again.
    """
    begun = User.objects.filter(
        date_joined__lt=timezone.now() - UNCONFIRMED_KEPT_FOR,
        last_login=None,
        is_staff=False,
    )
    addresses = EmailAddress.objects.values("user")
    begun = begun.filter(pk__in=addresses.filter(verified=False))
    begun = begun.exclude(pk__in=addresses.filter(verified=True))
    return int(begun.delete()[1].get("accounts.User", 0))
