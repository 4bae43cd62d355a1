"""Somebody in each role."""

from __future__ import annotations

from django.contrib.auth.models import Group

from accounts import roles
from accounts.models import Author, User
from tests.factories import AuthorFactory, UserFactory


def somebody(role: str, **fields: object) -> User:
    """One of the staff in ``role`` (of accounts.roles)."""
    user = UserFactory(is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def writer(role: str = roles.AUTHOR) -> tuple[User, Author]:
    """One of the staff and the author they write under."""
    user = somebody(role)
    return user, AuthorFactory(user=user, name=f"Author {user.pk}")
