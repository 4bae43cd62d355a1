"""The images app: uploads and their renditions. It knows no post."""

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "images"
