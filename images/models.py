"""Uploads: images with their renditions, and other files."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import Q

# Kept as images.old_paths writes it: before WordPress scaled or edited a picture.
OLD_PATH_HELP = "Where another site served it: requests for that path are led here."


class Image(models.Model):
    """A picture, kept re-encoded (no EXIF, no GPS), with what readers need of it."""

    file = models.ImageField(
        upload_to="images/%Y/%m/",
        width_field="width",
        height_field="height",
        max_length=255,
    )
    alt = models.CharField(
        "alternative text",
        max_length=500,
        blank=True,
        help_text="What the picture shows, for those who don't see it. "
        "Empty only if it is mere decoration.",
    )
    title = models.CharField(
        max_length=255,
        blank=True,
        help_text="A name to find it by in the library; readers don't see it.",
    )
    caption = models.CharField(max_length=1000, blank=True)
    credit = models.CharField(max_length=255, blank=True, help_text="Whose picture.")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text="Bytes.")
    digest = models.CharField(
        max_length=64, editable=False, help_text="SHA-256 of the file as uploaded."
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    import_ref = models.CharField(max_length=255, blank=True, editable=False)
    import_digest = models.CharField(max_length=64, blank=True, editable=False)
    old_path = models.CharField(
        max_length=500, blank=True, editable=False, help_text=OLD_PATH_HELP
    )

    class Meta:
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="images_image_newest"),
            models.Index(fields=["digest"], name="images_image_digest"),
            models.Index(fields=["file"], name="images_image_file"),
            models.Index(
                fields=["old_path"],
                condition=~Q(old_path=""),
                name="images_image_old_path",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["import_ref"],
                condition=~Q(import_ref=""),
                name="images_image_import_ref_unique",
                violation_error_message="This image has been imported already.",
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0),
                name="images_image_has_size",
                violation_error_message="An image is at least one pixel wide and high.",
            ),
        ]

    def __str__(self) -> str:
        name = PurePath(str(self.file.name)).name
        return self.alt or self.title or self.caption or name

    def get_absolute_url(self) -> str:
        return self.file.url


class Rendition(models.Model):
    """An image in one width and format, made by a task."""

    class Format(models.TextChoices):
        AVIF = "avif", "AVIF"
        WEBP = "webp", "WebP"

    image = models.ForeignKey(
        Image,
        on_delete=models.CASCADE,
        related_name="renditions",
        db_index=False,  # images_rendition_unique begins with it
    )
    format = models.CharField(max_length=4, choices=Format)
    width = models.PositiveIntegerField()
    file = models.FileField(upload_to="renditions/%Y/%m/", max_length=255)

    class Meta:
        ordering = ["image", "format", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "format", "width"],
                name="images_rendition_unique",
                violation_error_message="This rendition has been made already.",
            ),
            models.CheckConstraint(
                condition=Q(format__in=["avif", "webp"]),
                name="images_rendition_known_format",
                violation_error_message="A rendition is AVIF or WebP.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width} px {self.get_format_display()} of {self.image_id}"


class File(models.Model):
    """Any other upload: a PDF, a recording."""

    file = models.FileField(upload_to="files/%Y/%m/", max_length=255)
    title = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(editable=False, help_text="Bytes.")
    digest = models.CharField(
        max_length=64, editable=False, help_text="SHA-256 of the file."
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    import_ref = models.CharField(max_length=255, blank=True, editable=False)
    import_digest = models.CharField(max_length=64, blank=True, editable=False)
    old_path = models.CharField(
        max_length=500, blank=True, editable=False, help_text=OLD_PATH_HELP
    )

    class Meta:
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="images_file_newest"),
            models.Index(
                fields=["old_path"],
                condition=~Q(old_path=""),
                name="images_file_old_path",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["import_ref"],
                condition=~Q(import_ref=""),
                name="images_file_import_ref_unique",
                violation_error_message="This file has been imported already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or PurePath(str(self.file.name)).name

    def get_absolute_url(self) -> str:
        return self.file.url
