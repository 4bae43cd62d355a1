"""What a member wrote as a guest, before there was an account."""

from __future__ import annotations

from django.db import transaction
from django_comments.models import Comment as LibraryComment

from accounts.models import User
from comments.models import Ban, Comment, Note

from .counting import lock_posts

CLAIMED_AT_ONCE = 500


def claimable(user: User) -> int:
    """How many guests' comments were written with the confirmed address of ``user``."""
    addresses = user.confirmed_addresses()
    return sum(Comment.objects.unclaimed(email).count() for email in addresses)


def claim(user: User) -> int:
    """Make those comments the member's, held and removed ones too; how many.

    They keep the name that they were written under; bans and notes that named the guest
    name the member too. A second time changes nothing.
    """
    claimed = 0
    for email in user.confirmed_addresses():
        while some := _claim_some(user, email):
            claimed += some
        for kind in (Ban, Note):
            kind.objects.filter(user=None, email__iexact=email).update(user=user)
    return claimed


@transaction.atomic
def _claim_some(user: User, email: str) -> int:
    unclaimed = Comment.objects.unclaimed(email)
    rows = unclaimed.order_by("post", "pk").values_list("pk", "post")
    found = list(rows[:CLAIMED_AT_ONCE])
    lock_posts({post for _, post in found})
    # What was claimed, or confirmed, until the locks were there is left alone.
    still = unclaimed.filter(pk__in=[pk for pk, _ in found])
    pks = list(still.values_list("pk", flat=True))
    LibraryComment.objects.filter(pk__in=pks).update(user=user)
    return int(Comment.objects.filter(pk__in=pks).update(author=user))
