"""What is done for mails after the answer has been sent."""

from __future__ import annotations

import django

if django.VERSION >= (6, 0):
    from django.tasks import task
else:
    from django_tasks import task  # type: ignore[no-redef]  # the backport

from mail.sending import send_due


@task()
def send_due_mail() -> int:
    """Send all mails that are due; how many were sent."""
    return send_due()
