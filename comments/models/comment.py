"""The comment: our own table on top of the two of django-comments-xtd."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django_comments_xtd.models import XtdComment

from blog.markup import vouch
from comments.paths import DEEPEST_LEVEL, KEY_WIDTH, level_of
from comments.querysets import CommentQuerySet, LowerInBinaryOrder

if TYPE_CHECKING:
    from comments.conditions import Judgement
    from comments.drafts import Draft

# On the tombstone, and on the record.
DELETED_BY_WRITER = "deleted by its writer"


class Comment(XtdComment):
    """A reader's comment under a post.

    All that a thread or the queue reads or filters by stands in this table, so that
    ``.only()`` on own columns joins nothing. The inherited columns are kept filled for
    the package. Rows are written by ``comments.actions`` alone: ``save()`` of the
    package computes threads in a way that loses rows when two readers reply at once.
    """

    class State(models.TextChoices):
        # A guest's comment waiting for the click in the mail; never in the queue.
        UNCONFIRMED = "unconfirmed", "Unconfirmed"
        HELD = "held", "Held"
        PUBLIC = "public", "Public"
        SPAM = "spam", "Spam"
        # A tombstone stays where replies hang below it.
        REMOVED = "removed", "Removed"

    base_row = models.OneToOneField(
        XtdComment,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="masthead_comment",
    )
    post = models.ForeignKey(
        "blog.Post",
        # Readers' words must not vanish with a post: it is withdrawn instead.
        on_delete=models.PROTECT,
        related_name="comments",
        db_index=False,  # comments_by_time begins with it
    )
    # The keys of the ancestors and the own one: binary order is reading order.
    path = models.CharField(max_length=KEY_WIDTH * (DEEPEST_LEVEL + 1), editable=False)
    # Given when the comment first becomes public; never reused, never changed.
    number = models.PositiveIntegerField(null=True, editable=False)
    state = models.CharField(max_length=11, choices=State, editable=False)
    posted_at = models.DateTimeField(editable=False)
    author_name = models.CharField(max_length=255)
    author_url = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        db_index=False,  # comments_by_author begins with it
    )
    # An imported comment of somebody who has no account here: the name above posts that
    # they have. Nobody who writes a comment here can set it.
    as_author = models.ForeignKey(
        "accounts.Author",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,  # comments_as_author is it, for the few that have one
    )
    in_reply_to = models.ForeignKey(
        "self",
        # A comment with replies becomes a tombstone; it is not deleted.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
    )
    body_html = models.TextField(editable=False)
    drawn_with = models.PositiveSmallIntegerField(default=0, editable=False)
    reaction_count = models.PositiveIntegerField(default=0, editable=False)
    # How many of them are of which kind, those of the first kind aside.
    other_reactions = models.JSONField(null=True, editable=False)
    report_count = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    # When its writer took it back; a moderator's removal leaves this empty.
    deleted_at = models.DateTimeField(null=True, editable=False)
    # When it entered its state: spam is erased some time after the verdict.
    state_since = models.DateTimeField(editable=False)
    # Said on the tombstone.
    removal_note = models.CharField(max_length=255, blank=True)
    # Why a moderator has edited the text: shown below it.
    edit_note = models.CharField(max_length=255, blank=True, editable=False)
    # Nobody may answer it, or anything below it, from then on.
    frozen_at = models.DateTimeField(null=True, editable=False)
    # Shown above the thread from then on, too.
    featured_at = models.DateTimeField(null=True, editable=False)
    # Made with the form: a second POST of the same form finds the first comment.
    submission_key = models.UUIDField(null=True, editable=False)
    import_ref = models.CharField(max_length=255, blank=True, editable=False)
    import_digest = models.CharField(max_length=64, blank=True, editable=False)

    # Put here by comments.actions while it asks the moderator; never stored.
    draft: Draft
    judgement: Judgement
    # Put here by with_freezing().
    is_frozen: bool

    # The inherited manager adds four joins.
    objects: ClassVar = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = []
        base_manager_name = "objects"
        default_manager_name = "objects"
        permissions = [
            ("moderate_comment", "Can moderate all threads"),
            ("moderate_own_threads", "Can moderate the threads of own posts"),
        ]
        indexes = [
            models.Index(
                # Not by state: SQLite can't match "state IN (?, ?)" with an index. The
                # columns after the path let a thread be counted without its rows.
                fields=["post", "path", "state", "number"],
                condition=Q(number__isnull=False),
                name="comments_thread",
            ),
            # By number, the constraint's index is enough.
            models.Index(
                fields=["post", "-reaction_count", "number"],
                condition=Q(state="public"),
                name="comments_valued",
            ),
            models.Index(fields=["state", "posted_at"], name="comments_queue"),
            models.Index(fields=["state", "state_since"], name="comments_state_age"),
            models.Index(fields=["author", "posted_at"], name="comments_by_author"),
            # A commenter's page counts in it.
            models.Index(
                fields=["author", "-posted_at", "-base_row"],
                condition=Q(state="public"),
                name="comments_public_by_author",
            ),
            models.Index(
                fields=["as_author"],
                condition=Q(as_author__isnull=False),
                name="comments_as_author",
            ),
            models.Index(fields=["post", "posted_at"], name="comments_by_time"),
            models.Index(
                fields=["post"],
                condition=Q(frozen_at__isnull=False),
                name="comments_frozen",
            ),
            models.Index(
                fields=["post"],
                condition=Q(featured_at__isnull=False),
                name="comments_featured",
            ),
            # With what sorts the comments of a name, so that no row is read to sort them.
            models.Index(
                LowerInBinaryOrder("author_name"),
                F("posted_at").desc(),
                F("base_row").desc(),
                name="comments_by_name",
            ),
            # The moderators' list of all states.
            models.Index(fields=["-posted_at", "-base_row"], name="comments_newest"),
            models.Index(
                fields=["-posted_at", "-base_row"],
                condition=Q(state="public"),
                name="comments_latest",
            ),
            models.Index(
                fields=["state", "-report_count"],
                condition=Q(report_count__gt=0),
                name="comments_reported",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["path"],
                name="comments_path_unique",
                violation_error_message="Two comments can't have one place.",
            ),
            models.UniqueConstraint(
                fields=["submission_key"],
                name="comments_submission_key_unique",
                violation_error_message="This comment has been posted already.",
            ),
            models.UniqueConstraint(
                fields=["post", "number"],
                name="comments_number_unique",
                violation_error_message="Another comment here has this number.",
            ),
            models.UniqueConstraint(
                fields=["import_ref"],
                condition=~Q(import_ref=""),
                name="comments_import_ref_unique",
                violation_error_message="This comment has been imported already.",
            ),
            models.CheckConstraint(
                condition=~Q(state="public") | Q(number__isnull=False),
                name="comments_public_has_number",
                violation_error_message="A public comment needs a number.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["unconfirmed", "held", "public", "spam", "removed"]
                ),
                name="comments_known_state",
                violation_error_message="A comment is unconfirmed, held, public, spam "
                "or removed.",
            ),
            models.CheckConstraint(
                condition=Q(in_reply_to__isnull=True) | ~Q(in_reply_to=F("base_row")),
                name="comments_not_reply_to_itself",
                violation_error_message="A comment can't answer itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name} on {self.post_id}"

    def get_absolute_url(self, anchor_pattern: str | None = None) -> str:
        """The permalink that finds the right page of the thread."""
        return reverse("comments:comment", args=[self.pk])

    @property
    def html(self) -> SafeString:
        """The text as it was drawn when it was written."""
        return vouch(self.body_html)

    @property
    def standing(self) -> str:
        """State and since when: another one, and what a moderator saw is no more."""
        return f"{self.state}-{self.state_since.timestamp():.6f}"

    @property
    def depth(self) -> int:
        """0 for a comment that starts a thread."""
        return level_of(self.path)

    @property
    def stands_in_thread(self) -> bool:
        """Whether it is public, or removed after it was: what a tombstone is made of."""
        in_thread = {self.State.PUBLIC, self.State.REMOVED}
        return self.number is not None and self.state in in_thread
