"""The accounts app: who people are."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from .roles import make_missing_roles

        post_migrate.connect(make_missing_roles, sender=self)
