"""A guest opens the mail and follows the link in it."""

from __future__ import annotations

import re

from django.core import mail as django_mail

from mail.sending import send_due
from tests.comments.test_writing_pages import fields_of


def last_mail():
    return django_mail.outbox[-1]


def link_in_mail():
    """Where the latest mail leads."""
    send_due()
    return re.search(r"https?://[^/]+(/comments/confirm/\S+)", last_mail().body)[1]


def click(client, link, **ticked):
    """Open the link and press the button."""
    form = fields_of(client.get(link))
    return client.post(link, form | ticked)
