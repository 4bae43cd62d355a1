"""Who may give which rights to whom, and who may be called what."""

from __future__ import annotations

import re
from unicodedata import normalize

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q, QuerySet

from accounts.models import Author, User
from accounts.names import key_of, keys_of


def permissions_of(user: User | AnonymousUser) -> QuerySet[Permission]:
    """What ``user`` may do, or could if the account were active."""
    if user.is_superuser:
        return Permission.objects.all()
    granted = Q(user=user.pk) | Q(group__user=user.pk)
    return Permission.objects.filter(
        pk__in=Permission.objects.filter(granted).values("pk")
    )


def groups_within(user: User | AnonymousUser) -> QuerySet[Group]:
    """The groups that may do nothing beyond ``user``, who can so put others there."""
    beyond = Permission.objects.exclude(pk__in=permissions_of(user).values("pk"))
    return Group.objects.exclude(permissions__in=beyond)


def can_manage(user: User | AnonymousUser, other: User) -> bool:
    """Whether ``user`` may change ``other``, who must have no right beyond theirs.

    Otherwise a new password would open the account that has it.
    """
    if user.is_superuser:
        return True
    if other.is_superuser:
        return False
    mine = permissions_of(user).values("pk")
    return not permissions_of(other).exclude(pk__in=mine).exists()


def _called_by_number(name: str) -> Q:
    """The account without a name that is shown as ``name``: “Member 5”."""
    found = re.fullmatch(r"(.*?)\W*([0-9]{1,18})\W*", normalize("NFKC", name))
    if found is None or key_of("Member") not in keys_of(found[1]):
        return Q(pk__in=[])
    return Q(pk=found[2], name="")


def is_name_taken(name: str, *, by_other_than: User | None = None) -> bool:
    """Whether a member or an author of posts has this name, or one that looks like it.

    One query. What a user is called already, here or above posts, is theirs.
    """
    users = User.objects.filter(Q(name_key__in=keys_of(name)) | _called_by_number(name))
    authors = Author.objects.filter(name_key__in=keys_of(name))
    if by_other_than is not None:
        users = users.exclude(pk=by_other_than.pk)
        authors = authors.exclude(user=by_other_than)
    return users.values("pk").union(authors.values("pk")).exists()
