"""What members find in their inbox: who answered them, and what they have read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from comments.querysets import CountOf

from .comment import Comment

if TYPE_CHECKING:
    from accounts.models import User

# Beyond it nobody wants the number.
UNREAD_COUNTED_AT_MOST = 100


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers to comments of members."""

    def to(self, reader: User | OuterRef) -> Self:
        """What anybody may read of the answers to ``reader``, the latest first."""
        return self.filter(
            reader=reader,
            comment__state="public",
            comment__post__status="published",
            comment__post__published_at__lte=timezone.now(),
        ).order_by("-pk")

    def unread(self) -> Self:
        """Those that the reader has not seen."""
        return self.filter(read_at=None)

    def for_inbox(self) -> models.QuerySet[Answer, Any]:
        """What a row of the inbox shows, with no joins to the package's tables."""
        return self.values(
            "pk",
            "comment_id",
            author_name=models.F("comment__author_name"),
            html=models.F("comment__body_html"),
            number=models.F("comment__number"),
            posted_at=models.F("comment__posted_at"),
            title=models.F("comment__post__title"),
        )


class Answer(models.Model):
    """A public comment that answers one of ``reader``, who is a member."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="answers",
        db_index=False,  # comments_answer_inbox begins with it
    )
    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="answer"
    )
    # None: it is new to the reader.
    read_at = models.DateTimeField(null=True)

    objects: ClassVar = AnswerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["reader", "-id"], name="comments_answer_inbox"),
            models.Index(
                fields=["reader", "-id"],
                condition=Q(read_at__isnull=True),
                name="comments_answer_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} to {self.reader_id}"


def unread_replies_for(user: User) -> int:
    """How many answers to ``user`` are new, to UNREAD_COUNTED_AT_MOST. One query."""
    return _counted_unread(user).count()


def unread_replies() -> CountOf:
    """The same as part of a query on users."""
    return CountOf(_counted_unread(OuterRef("pk")).values("pk"))


def _counted_unread(user: User | OuterRef) -> AnswerQuerySet:
    return Answer.objects.to(user).unread().order_by()[:UNREAD_COUNTED_AT_MOST]
