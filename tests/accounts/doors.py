"""Members at the doors of the site: what they type, and what they get by mail."""

import re

from accounts.models import User
from mail.models import Outbox

PASSWORD = "quite a long one"
SIGN_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
FORGOTTEN = "/accounts/password/reset/"


def member(email="kim@example.org", **fields):
    return User.objects.create_user(email, PASSWORD, **fields)


def sign_in(client, email="kim@example.org", password=PASSWORD, **fields):
    return client.post(SIGN_IN, {"login": email, "password": password, **fields})


def sign_up(client, email="new@example.org", name="Ida Lind", **fields):
    entry = {"email": email, "name": name, "password1": PASSWORD, **fields}
    return client.post(SIGN_UP, entry)


def link_in(mail):
    """The path of the first link in a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", mail.text)[1]


def mails():
    """What is on its way, the first first."""
    return list(Outbox.objects.order_by("pk"))


def text_of(response):
    return " ".join(response.content.decode().split())
