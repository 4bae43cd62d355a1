"""The library of pictures and other uploads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from images import actions
from images.models import File, Image, Rendition
from images.pictures import Picture, read_picture

# What people say about a picture.
WORDS = ["alt", "title", "caption", "credit"]


class ImageForm(forms.ModelForm):
    """A new picture, or new words about one."""

    upload = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, GIF, WebP or AVIF, up to 40 million pixels.",
    )
    picture: Picture

    class Meta:
        model = Image
        fields = WORDS

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        if known := actions.known_image(upload):
            raise ValidationError(f"This picture is in the library already: {known}.")
        try:
            self.picture = read_picture(upload)
        except actions.ImageError as error:
            raise ValidationError(str(error)) from error
        return upload


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin[Image]):
    """Pictures with what readers get told of them."""

    form = ImageForm
    list_display = ["thumbnail", "name", "measures", "credit", "uploaded_at"]
    list_display_links = ["thumbnail", "name"]
    list_per_page = 50
    ordering = ["-uploaded_at", "-id"]
    search_fields = [*WORDS, "file"]
    show_full_result_count = False
    sortable_by: list[str] = []

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return (
            ["thumbnail", *WORDS, "measures", "address"] if obj else ["upload", *WORDS]
        )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Image | None = None
    ) -> list[str]:
        return ["thumbnail", "measures", "address"] if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return super().get_queryset(request).prefetch_related("renditions")

    def save_model(
        self, request: HttpRequest, obj: Image, form: Any, change: bool
    ) -> None:
        if change:
            obj.save(update_fields=WORDS)
            return
        actions.keep_image(
            obj,
            upload=form.cleaned_data["upload"],
            picture=form.picture,
            by=request.user,
        )

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        actions.delete_image(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        for image in queryset:
            actions.delete_image(image)

    @admin.display(description="picture")
    def thumbnail(self, image: Image) -> str:
        small = min(
            (
                row
                for row in image.renditions.all()
                if row.format == Rendition.Format.WEBP
            ),
            key=lambda row: row.width,
            default=image,
        )
        return format_html(
            '<img class="thumbnail" src="{}" alt="" loading="lazy">', small.file.url
        )

    @admin.display(description="what it shows")
    def name(self, image: Image) -> str:
        if image.alt:
            return image.alt
        return format_html(
            '{} <span class="state state-missing">No alternative text</span>', image
        )

    @admin.display(description="size")
    def measures(self, image: Image) -> str:
        return f"{image.width} × {image.height}, {max(1, image.size // 1024)} KB"

    @admin.display(description="address")
    def address(self, image: Image) -> str:
        return format_html('<a href="{0}">{0}</a>', image.file.url)


class FileForm(forms.ModelForm):
    """A new upload, or a new title for one."""

    upload = forms.FileField(label="File")

    class Meta:
        model = File
        fields = ["title"]

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        try:
            actions.checked_suffix(upload)
        except actions.FileError as error:
            raise ValidationError(str(error)) from error
        return upload


@admin.register(File)
class FileAdmin(admin.ModelAdmin[File]):
    """Uploads that are no pictures."""

    form = FileForm
    list_display = ["__str__", "file", "measures", "uploaded_at"]
    list_per_page = 50
    ordering = ["-uploaded_at", "-id"]
    search_fields = ["title", "file"]
    show_full_result_count = False
    sortable_by: list[str] = []

    def get_fields(self, request: HttpRequest, obj: File | None = None) -> list[str]:
        return ["file", "title", "measures"] if obj else ["upload", "title"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: File | None = None
    ) -> list[str]:
        return ["file", "measures"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: File, form: Any, change: bool
    ) -> None:
        if change:
            obj.save(update_fields=["title"])
            return
        actions.keep_file(obj, upload=form.cleaned_data["upload"], by=request.user)

    def delete_model(self, request: HttpRequest, obj: File) -> None:
        actions.delete_file(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[File]) -> None:
        for row in queryset:
            actions.delete_file(row)

    @admin.display(description="size")
    def measures(self, row: File) -> str:
        return f"{max(1, row.size // 1024)} KB"
