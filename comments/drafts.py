"""What a writer hands in, before it is a comment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from accounts.models import User


class Follows(StrEnum):
    """What a writer wants to be told of by mail. UNSAID changes nothing."""

    UNSAID = ""
    NOTHING = "nothing"
    REPLIES = "replies"
    THREAD = "thread"
    DAILY = "daily"


FOLLOWS_CHOICES = [
    (Follows.NOTHING.value, "Nothing"),
    (Follows.REPLIES.value, "Replies to my comments"),
    (Follows.THREAD.value, "All comments here"),
    (Follows.DAILY.value, "All comments here, once a day"),
]


@dataclass(frozen=True)
class Draft:
    """A comment as written. ``user`` None: a guest, known by name and e-mail."""

    text: str
    name: str
    email: str
    url: str = ""
    user: User | None = None
    ip_address: str | None = None
    submission_key: UUID | None = None
    follows: Follows = Follows.UNSAID

    @classmethod
    def by_user(
        cls,
        user: User,
        text: str,
        *,
        ip_address: str | None = None,
        submission_key: UUID | None = None,
        follows: Follows = Follows.UNSAID,
    ) -> Draft:
        """A signed-in user's: name and e-mail are the account's, whatever was posted."""
        return cls(
            text=text,
            name=user.get_full_name(),
            email=user.email,
            user=user,
            ip_address=ip_address,
            submission_key=submission_key,
            follows=follows,
        )
