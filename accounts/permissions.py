"""Who may give which rights to whom: nobody more than they have themselves."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q, QuerySet

from accounts.models import User


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
