"""Members as commenters: the page that each has, once a comment of theirs is public.

Guests have none: anybody may use their name.
"""

from __future__ import annotations

import re

from django.db.models import Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify

from accounts.models import User
from comments.models import Comment

# As long as an account's; and of how many it is asked whether they have commented.
NAME_LENGTH, NAMESAKES = 150, 10

_KEY = re.compile(r"(?:.*-)?(\d{1,18})")


def commenter_path(pk: int, name: str) -> str:
    """The address of a member's page: the name for people, the key for the site."""
    slug = slugify(name, allow_unicode=True)
    return reverse("commenter", args=[f"{slug}-{pk}" if slug else str(pk)])


def find_commenter(name: str) -> User | None:
    """The member whom an address names: by its key, else by a name that only one has."""
    members = User.objects.filter(is_active=True)
    if found := _KEY.fullmatch(name):
        member = members.filter(pk=found[1]).first()
        if member and has_commented(member):
            return member
    lower = Lower(Value(name[:NAME_LENGTH]))
    same = members.alias(lower_name=Lower("name")).filter(lower_name=lower)
    named = [member for member in same[:NAMESAKES] if has_commented(member)]
    return named[0] if len(named) == 1 else None


def has_commented(member: User) -> bool:
    """Whether anything of theirs is public: otherwise nobody learns of the account."""
    return Comment.objects.by_member(member).exists()
