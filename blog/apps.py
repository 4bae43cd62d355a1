"""The blog app: posts, and how they are read."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"
