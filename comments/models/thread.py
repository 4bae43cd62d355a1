"""What moderators do with a thread or a branch of it, and where comments stood before."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from blog.models import Post
from comments.paths import DEEPEST_LEVEL, KEY_WIDTH

from .comment import Comment


class Thread(Post):
    """A post as moderators see it: what may be said below it, and by whom."""

    class Meta:
        proxy = True


class ThreadDecisionQuerySet(models.QuerySet["ThreadDecision"]):
    """The record of threads, the oldest first."""

    def on_thread(self, post: Post) -> Self:
        """All about one thread, what was moved into it included."""
        return self.filter(Q(post=post) | Q(to_post=post))

    def for_record(self) -> Self:
        """With all that a line of the record names."""
        return self.select_related("comment", "made_by", "post", "to_post")


class ThreadDecision(models.Model):
    """What a moderator did to a thread, a branch or a text, when and why.

    What becomes of a single comment's state is a ``ModerationDecision``.
    """

    class Act(models.TextChoices):
        SETTINGS = "settings", "Settings changed"
        FREEZE = "freeze", "Branch frozen"
        UNFREEZE = "unfreeze", "Branch opened again"
        FEATURE = "feature", "Comment featured"
        UNFEATURE = "unfeature", "Comment no longer featured"
        MOVE = "move", "Branch moved"
        EDIT = "edit", "Text edited"

    post = models.ForeignKey(
        Post,
        on_delete=models.CASCADE,
        related_name="thread_decisions",
        db_index=False,  # comments_thread_history begins with it
    )
    # Where a branch went.
    to_post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    comment = models.ForeignKey(
        Comment,
        # With its history, as ModerationDecision.
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="thread_decisions",
    )
    act = models.CharField(max_length=10, choices=Act)
    # What was changed, by the name of its column.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undoes",
    )

    objects: ClassVar = ThreadDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["post", "made_at"], name="comments_thread_history")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    act__in=[
                        "settings",
                        "freeze",
                        "unfreeze",
                        "feature",
                        "unfeature",
                        "move",
                        "edit",
                    ]
                ),
                name="comments_thread_decision_known_act",
                violation_error_message="This is nothing that can be done to a thread.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} on {self.post_id}"

    def in_words(self) -> str:
        """What exactly was changed; empty where the act says it all."""
        if self.act == self.Act.MOVE:
            number, new = self.before["number"], self.after["number"]
            return f"#{number} of “{self.post}” to “{self.to_post}”, now #{new}"
        if self.act != self.Act.SETTINGS:
            return ""
        return "; ".join(
            f"{words}: {_said(name, self.before[name])} → {_said(name, self.after[name])}"
            # PostgreSQL keeps no order of names.
            for name, words in _SETTINGS.items()
            if name in self.after
        )


_SETTINGS = {
    "comment_policy": "who may comment",
    "comments_close_after_days": "closes after days",
    "slow_minutes": "slow mode, minutes",
}


def _said(name: str, value: str | int | None) -> str:
    if name == "comment_policy":
        return str(Post.CommentPolicy(str(value)).label)
    if name == "comments_close_after_days" and not value:
        return "as everywhere" if value is None else "never"
    return str(value or "off")


class FormerPlace(models.Model):
    """Where a comment stood before its branch was moved to another post.

    Its number there is never given to another, so that #12 in earlier texts still
    leads to it. At the top of the branch a signpost is drawn in its place.
    """

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="former_places", db_index=False
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.CASCADE,
        related_name="former_places",
        db_index=False,  # comments_former_number begins with it
    )
    path = models.CharField(max_length=KEY_WIDTH * (DEEPEST_LEVEL + 1))
    number = models.PositiveIntegerField()
    is_signpost = models.BooleanField(default=False)
    # How many public ones went along with it.
    reply_count = models.PositiveIntegerField(default=0)
    # The #12 in its text means numbers of this post.
    was_written_here = models.BooleanField(default=True)
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["post"],
                condition=Q(is_signpost=True),
                name="comments_signposts",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "number"],
                name="comments_former_number",
                violation_error_message="Another comment had this number here.",
            ),
            models.UniqueConstraint(
                fields=["comment", "post"],
                name="comments_former_place_once",
                violation_error_message="It has left this post before.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} on {self.post_id}"
