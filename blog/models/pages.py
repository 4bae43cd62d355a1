"""Pages that stand outside the river of posts, and what the whole site is called."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from blog.addresses import leads_to
from blog.markup import vouch
from blog.querysets import PageQuerySet

from .imported import Imported


class Page(Imported):
    """About, comment policy …: a path of its own and perhaps a place in the menu."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    title = models.CharField(max_length=300)
    path = models.CharField(
        max_length=500,
        unique=True,
        help_text="The address without the first and last slash: about/staff",
    )
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True, editable=False)
    drawn_with = models.PositiveSmallIntegerField(default=0, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    menu_position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Place in the menu; empty: not in it."
    )
    menu_title = models.CharField(
        max_length=100, blank=True, help_text="A shorter title for the menu."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = PageQuerySet.as_manager()

    class Meta(Imported.Meta):
        ordering = ["path"]
        indexes = [
            models.Index(
                fields=["menu_position"],
                condition=Q(menu_position__isnull=False),
                name="blog_page_menu",
            )
        ]
        constraints = [
            *Imported.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(path=""),
                name="blog_page_has_path",
                violation_error_message="A page needs an address.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name="blog_page_known_status",
                violation_error_message="A page is a draft, published or withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a path that the site itself uses: no reader would meet the page."""
        super().clean()
        path = self.path.strip("/")
        if path and not leads_to(f"/{path}/", "blog:page"):
            raise ValidationError(
                {"path": f"The site itself uses the address /{path}/. Choose another."}
            )

    def get_absolute_url(self) -> str:
        return reverse("blog:page", args=[self.path])

    @property
    def html(self) -> SafeString:
        """The body as it was drawn when it was saved."""
        return vouch(self.body_html)


class SiteSettings(models.Model):
    """The one row of what the site is called and what its menu shows."""

    title = models.CharField(max_length=200, default="Masthead")
    tagline = models.CharField(max_length=300, blank=True)
    about = models.TextField(
        blank=True, help_text="A few sentences for the foot of every page."
    )
    # [["About", "/about/"], …]: drawn by blog.actions.redraw_menu.
    menu = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = "site settings"
        verbose_name_plural = "site settings"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="blog_sitesettings_one_row",
                violation_error_message="There is one row of site settings.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def load(cls) -> SiteSettings:
        """The row; a fresh, unsaved one until somebody saved it. One query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
