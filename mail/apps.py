"""The mail app: who wants to be told of what, and the mails on their way."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"
