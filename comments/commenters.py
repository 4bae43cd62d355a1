"""Whom moderators deal with: a member's account, or a guest's e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from accounts.models import User
from comments.models import Ban, Comment, Note
from comments.models.people import BanQuerySet, NoteQuerySet
from comments.querysets import CommentQuerySet


@dataclass(frozen=True)
class Commenter:
    """A member, or a guest by e-mail. Neither: imported, and known to nobody."""

    user: User | None = None
    email: str = ""

    @classmethod
    def of(cls, comment: Comment) -> Self:
        """The writer of ``comment``."""
        if comment.author is not None:
            return cls(user=comment.author)
        return cls(email=comment.user_email)

    def __bool__(self) -> bool:
        return self.user is not None or bool(self.email)

    def __str__(self) -> str:
        return str(self.user) if self.user else self.email

    @property
    def address(self) -> str:
        """Where mail for them goes."""
        return self.user.email if self.user else self.email

    @property
    def comments(self) -> CommentQuerySet:
        """All that they wrote, in no order."""
        rows: CommentQuerySet = Comment.objects.order_by()
        if self.user is not None:
            return rows.filter(author=self.user)
        if self.email:
            return rows.filter(author=None).written_from(self.email)
        return rows.none()

    @property
    def bans(self) -> BanQuerySet:
        """What was done about them by account or e-mail, the latest first."""
        bans: BanQuerySet = Ban.objects.naming(self.user, self.address)
        return bans.select_related("user", "made_by", "lifted_by")

    @property
    def notes(self) -> NoteQuerySet:
        """What moderators noted about them, the oldest first."""
        notes: NoteQuerySet = Note.objects.naming(self.user, self.email)
        return notes.select_related("written_by")
