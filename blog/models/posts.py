"""Posts, who wrote them, and what was corrected in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from taggit.managers import TaggableManager

from blog.addresses import leads_to, post_path, too_long
from blog.markup import vouch
from blog.querysets import PostQuerySet

from .filing import Category, Filing, Series, Tagging
from .imported import Imported


class Post(Imported):
    """One piece of writing, by one or several authors."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        # With a date in the future: scheduled. No job flips a flag at that hour.
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    # Kept by comments.actions, in the transaction that changes a comment.
    KEPT_BY_THREADS = frozenset(
        {
            "comment_count",
            "has_thread_marks",
            "last_comment_at",
            "last_comment_number",
            "slow_minutes",
        }
    )

    class CommentPolicy(models.TextChoices):
        OPEN = "open", "Open to all"
        MEMBERS = "members", "Members only"
        HELD = "held", "Every comment is held"
        CLOSED = "closed", "Closed"

    title = models.CharField(max_length=300, blank=True)
    dek = models.TextField(
        blank=True, help_text="The standfirst: one sentence under the title."
    )
    slug = models.SlugField(
        max_length=255,
        blank=True,
        allow_unicode=True,
        help_text="The last part of the address; made from the title if empty.",
    )
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True, editable=False)
    # The first words as plain text, for lists and feeds of posts without a dek.
    summary = models.TextField(blank=True, editable=False)
    drawn_with = models.PositiveSmallIntegerField(default=0, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="In the future: the post appears then."
    )
    # The first day of the month of published_at in the site's time zone.
    published_month = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    series = models.ForeignKey(
        Series,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
    )
    part = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Place in the series, from 1."
    )
    lead_image = models.ForeignKey(
        "images.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    sticky_until = models.DateTimeField(
        null=True, blank=True, help_text="Stays on top of the front page until then."
    )
    comment_policy = models.CharField(
        "comments", max_length=10, choices=CommentPolicy, default=CommentPolicy.OPEN
    )
    comments_close_after_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Days after publication; empty: the site's rule. 0: never.",
    )
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    last_comment_at = models.DateTimeField(null=True, editable=False)
    last_comment_number = models.PositiveIntegerField(default=0, editable=False)
    # Slow mode: how long each waits after a comment of their own; 0: not at all.
    slow_minutes = models.PositiveSmallIntegerField(default=0, editable=False)
    # Something stands in the thread beside its comments: a featured one, a frozen
    # branch, a signpost. All other threads are drawn without looking for them.
    has_thread_marks = models.BooleanField(default=False, editable=False)

    authors = models.ManyToManyField(
        "accounts.Author", through="blog.Byline", related_name="posts"
    )
    categories = models.ManyToManyField(Category, through=Filing, related_name="posts")
    tags = TaggableManager(through=Tagging, blank=True)

    objects: ClassVar = PostQuerySet.as_manager()

    class Meta(Imported.Meta):
        permissions = [
            ("publish_post", "Can publish own posts"),
            ("edit_any_post", "Can edit and publish the posts of others"),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(status="published"),
                name="blog_post_river",
            ),
            models.Index(
                fields=["published_month", "published_at"],
                condition=Q(status="published"),
                name="blog_post_by_month",
            ),
            models.Index(
                fields=["-sticky_until", "-id"],
                condition=Q(sticky_until__isnull=False),
                name="blog_post_sticky",
            ),
            models.Index(
                fields=["series", "part"],
                condition=Q(series__isnull=False),
                name="blog_post_series",
            ),
            models.Index(fields=["-updated_at", "-id"], name="blog_post_edited"),
            models.Index(
                fields=["status", "-updated_at"],
                # Without it SQLite takes this index for all that is published.
                condition=~Q(status="published"),
                name="blog_post_status_edited",
            ),
        ]
        constraints = [
            *Imported.Meta.constraints,
            models.UniqueConstraint(
                fields=["slug"],
                condition=~Q(slug=""),
                name="blog_post_slug_unique",
                violation_error_message="Another post has this slug.",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(published_at__isnull=False, published_month__isnull=False),
                name="blog_post_published_has_date",
                violation_error_message="A published post needs a publication date.",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | ~Q(slug=""),
                name="blog_post_published_has_slug",
                violation_error_message="A published post needs an address (slug).",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "in_review", "published", "withdrawn"]
                ),
                name="blog_post_known_status",
                violation_error_message="A post is a draft, in review, published "
                "or withdrawn.",
            ),
            models.CheckConstraint(
                condition=Q(comment_policy__in=["open", "members", "held", "closed"]),
                name="blog_post_known_comment_policy",
                violation_error_message="Comments are open, members only, held "
                "or closed.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or "Untitled"

    def clean(self) -> None:
        """Refuse a slug whose address is another page's: /2026/11/23/ is a day."""
        super().clean()
        # Any month will do: what stands before the slug is the same for all posts.
        if self.slug and not leads_to(f"/2000/01/{self.slug}/", "blog:post"):
            raise ValidationError(
                {"slug": "A day's posts have this address. Add a word to it."}
            )
        if too_long(self.slug):
            raise ValidationError({"slug": "This address is too long. Shorten it."})

    def get_absolute_url(self) -> str:
        """The public address; that of the draft while the post is not published."""
        if self.status != self.Status.PUBLISHED or self.published_at is None:
            return reverse("blog:draft", args=[self.pk])
        return post_path(timezone.localtime(self.published_at), self.slug)

    @classmethod
    def written_fields(cls) -> list[str]:
        """What saving a post that is there writes: all but what its thread keeps."""
        names = {field.name for field in cls._meta.concrete_fields}
        return sorted(names - cls.KEPT_BY_THREADS - {"id"})

    @property
    def html(self) -> SafeString:
        """The body as it was drawn when the author saved."""
        return vouch(self.body_html)

    @property
    def is_public(self) -> bool:
        """Published, and its hour has come."""
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        """Published with a date that is still to come."""
        return self.status == self.Status.PUBLISHED and not self.is_public


class Byline(models.Model):
    """One author of one post, and their place among its authors."""

    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="bylines", db_index=False
    )
    # PROTECT: a post must not lose its author because somebody tidies the list.
    author = models.ForeignKey(
        "accounts.Author",
        on_delete=models.PROTECT,
        related_name="bylines",
        db_index=False,
    )
    position = models.PositiveSmallIntegerField(default=0)
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                fields=["author", "-listed_at", "-post"], name="blog_byline_listing"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "author"],
                name="blog_byline_unique",
                violation_error_message="This author is in the byline already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.post_id}"


class Correction(models.Model):
    """A dated note on a post: what was wrong, or what has happened since."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        UPDATE = "update", "Update"

    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="corrections", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField()
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["noted_at", "id"]
        indexes = [
            models.Index(fields=["post", "noted_at"], name="blog_correction_by_post")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["correction", "update"]),
                name="blog_correction_known_kind",
                violation_error_message="A note is a correction or an update.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.noted_at:%Y-%m-%d}"

    @property
    def html(self) -> SafeString:
        """The text as blog.actions.save_correction cleaned it."""
        return vouch(self.text)
