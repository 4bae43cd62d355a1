"""What links where: out of posts, into posts, and from addresses of old."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from urllib.parse import parse_qsl

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils import timezone

from blog.querysets import BIG_COLUMNS

from .imported import Imported


class Link(models.Model):
    """A link in a post's body. One to a post of our own makes a backlink there."""

    post = models.ForeignKey(
        "blog.Post", on_delete=models.CASCADE, related_name="links"
    )
    url = models.TextField()
    target = models.ForeignKey(
        "blog.Post",
        # The link still stands in the body of the post that has it.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="backlinks",
        db_index=False,  # blog_link_backlinks begins with it
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["target", "post"],
                condition=Q(target__isnull=False),
                name="blog_link_backlinks",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=models.F("post")),
                name="blog_link_not_to_itself",
                violation_error_message="A post's link to itself is no backlink.",
            )
        ]

    def __str__(self) -> str:
        return self.url


class Mention(Imported):
    """A page elsewhere that says it links to a post."""

    class Kind(models.TextChoices):
        WEBMENTION = "webmention", "Webmention"
        PINGBACK = "pingback", "Pingback"
        TRACKBACK = "trackback", "Trackback"

    class State(models.TextChoices):
        HELD = "held", "Held"
        PUBLIC = "public", "Public"
        SPAM = "spam", "Spam"
        REMOVED = "removed", "Removed"

    post = models.ForeignKey(
        "blog.Post",
        on_delete=models.CASCADE,
        related_name="mentions",
        db_index=False,  # blog_mention_by_post begins with it
    )
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    source_url = models.TextField()
    source_title = models.CharField(max_length=300, blank=True)
    excerpt = models.TextField(blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    ip_address = models.GenericIPAddressField(null=True, blank=True)

    class Meta(Imported.Meta):
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(
                fields=["post", "state", "received_at"], name="blog_mention_by_post"
            ),
            models.Index(fields=["state", "received_at"], name="blog_mention_by_state"),
        ]
        constraints = [
            *Imported.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["webmention", "pingback", "trackback"]),
                name="blog_mention_known_kind",
                violation_error_message="A mention is a webmention, pingback "
                "or trackback.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "public", "spam", "removed"]),
                name="blog_mention_known_state",
                violation_error_message="A mention is held, public, spam or removed.",
            ),
        ]

    def __str__(self) -> str:
        return self.source_title or self.source_url


class RedirectQuerySet(models.QuerySet["Redirect"]):
    """Addresses of old."""

    def find(self, requested: str) -> str | None:
        """Where ``requested`` (path with query) leads now; None: nowhere we know.

        What is not public is nowhere: its address must not be read off an old one.
        """
        row = self.find_many([requested]).get(requested)
        return row.get_absolute_url() if row is not None and row.is_public else None

    def find_many(self, requested: Iterable[str]) -> dict[str, Redirect]:
        """The redirect for each of the addresses that has one: one query.

        An address is also found with its last slash added, and without what else is
        in the query: visitors arrive with campaign parameters of all kinds.
        """
        tried = {address: _tried(address) for address in requested}
        wanted = {
            candidate for candidates in tried.values() for candidate in candidates
        }
        rows = self.filter(old_path__in=wanted).select_related(*Redirect.TARGETS)
        big = (f"{name}__{part}" for name in ("post", "page") for part in BIG_COLUMNS)
        known = {row.old_path: row for row in rows.defer(*big)}
        found = {}
        for address, candidates in tried.items():
            if row := next((known[c] for c in candidates if c in known), None):
                found[address] = row
        return found


def _tried(requested: str) -> list[str]:
    """The old addresses that ``requested`` may mean, the likeliest first."""
    path, _, query = requested.partition("?")
    short = [
        f"{path}?{other}={value}"
        for name, value in parse_qsl(query)
        for other in _same_numbers(name)
    ]
    return [requested, *short, path, path if path.endswith("/") else f"{path}/"]


def _same_numbers(name: str) -> list[str]:
    """The names in a query that count the same things as ``name``, itself first."""
    if name in Redirect.SHORT:
        return [name, *sorted(Redirect.SHORT - {name})]
    return [name] if name in Redirect.SHELVES else []


class Redirect(models.Model):
    """An address of old that answers 301 with where the thing is now."""

    LONGEST_PATH = 1000

    # As requested, with the first slash and any query: "/?p=123", "/old/slug/".
    old_path = models.CharField(max_length=LONGEST_PATH, unique=True)
    post = models.ForeignKey(
        "blog.Post", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(
        "blog.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    category = models.ForeignKey(
        "blog.Category",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    tag = models.ForeignKey(
        "blog.Tag", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    author = models.ForeignKey(
        "accounts.Author",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    image = models.ForeignKey(
        "images.Image",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    file = models.ForeignKey(
        "images.File", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    # The names by which a query alone says what is meant: "/?p=123". WordPress numbers
    # all things alike, so that "/?p=77" may be the page of a picture.
    SHORT = frozenset({"p", "page_id", "attachment_id"})
    # Likewise of what posts are filed under, which has numbers of its own.
    SHELVES = frozenset({"cat", "tag", "author"})
    TARGETS = ("post", "page", "category", "tag", "author", "image", "file")

    objects: ClassVar = RedirectQuerySet.as_manager()

    class Meta:
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(old_path__startswith="/"),
                name="blog_redirect_old_path_is_a_path",
                violation_error_message="The old address begins with a slash.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(post__isnull=False)
                    | Q(page__isnull=False)
                    | Q(category__isnull=False)
                    | Q(tag__isnull=False)
                    | Q(author__isnull=False)
                    | Q(image__isnull=False)
                    | Q(file__isnull=False)
                ),
                name="blog_redirect_has_target",
                violation_error_message="Choose what the old address leads to.",
            ),
        ]

    def __str__(self) -> str:
        return self.old_path

    def get_absolute_url(self) -> str:
        """Where the thing is now. ObjectDoesNotExist if it leads nowhere."""
        for name in self.TARGETS:
            if getattr(self, f"{name}_id"):
                address: str = getattr(self, name).get_absolute_url()
                return address
        raise ObjectDoesNotExist("This redirect has no target.")

    @property
    def is_public(self) -> bool:
        """Whether anybody may read what is there now."""
        if self.post is not None:
            return self.post.is_public
        return self.page is None or self.page.status == "published"
