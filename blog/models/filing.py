"""What posts are filed under: categories, tags, series.

The rows that file a post carry ``listed_at``, a copy of the post's publication date
(null while it is not published), so that a listing is one walk along one index. Only
``blog.actions.refile`` writes it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from taggit.models import ItemBase, TagBase

from blog.addresses import category_path

from .imported import Imported


class Category(Imported):
    """A place in the tree of categories."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, allow_unicode=True)
    parent = models.ForeignKey(
        "self",
        # Deleting a branch by accident would unfile its posts.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    # "law/courts": the slugs from the root down; kept by blog.actions.save_category.
    path = models.CharField(max_length=1000, unique=True, editable=False)
    description = models.TextField(blank=True)

    class Meta(Imported.Meta):
        ordering = ["path"]
        verbose_name_plural = "categories"
        constraints = [
            *Imported.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="blog_category_has_slug",
                violation_error_message="A category needs an address (slug).",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="blog_category_not_its_own_parent",
                violation_error_message="A category can't lie inside itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return category_path(self.path)


class Filing(models.Model):
    """A post in a category, or (``direct`` false) in an ancestor of its category."""

    post = models.ForeignKey(
        "blog.Post", on_delete=models.CASCADE, related_name="filings", db_index=False
    )
    # PROTECT: a category with posts is emptied first, so that nothing gets lost.
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="filings", db_index=False
    )
    direct = models.BooleanField(default=True)
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["category", "-listed_at", "-post"], name="blog_filing_listing"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "category"],
                name="blog_filing_unique",
                violation_error_message="The post is filed in this category already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} in {self.category_id}"


class Tag(Imported, TagBase):
    """A keyword that authors add as they write."""

    description = models.TextField(blank=True)

    class Meta(Imported.Meta):
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The address that the library makes from a name: "🙂" has one too."""
        # Short of the column's 100, so that there is room for the number.
        base = slugify(tag, allow_unicode=True)[:90] or "tag"
        return base if i is None else f"{base}-{i + 1}"

    def get_absolute_url(self) -> str:
        return reverse("blog:tag", args=[self.slug])


class Tagging(ItemBase):
    """A tag on a post."""

    content_object = models.ForeignKey(
        "blog.Post", on_delete=models.CASCADE, related_name="taggings", db_index=False
    )
    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="taggings", db_index=False
    )
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["tag", "-listed_at", "-content_object"],
                name="blog_tagging_listing",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="blog_tagging_unique",
                violation_error_message="The post has this tag already.",
            )
        ]


class Series(models.Model):
    """Posts that are parts of one whole, in order."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["title", "id"]
        verbose_name_plural = "series"
        indexes = [models.Index(fields=["title", "id"], name="blog_series_by_title")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="blog_series_has_slug",
                violation_error_message="A series needs an address (slug).",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("blog:series", args=[self.slug])
