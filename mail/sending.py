"""Sends what is due. Several may do so at once."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from mail.models import Outbox

logger = logging.getLogger(__name__)

# After the first, second … failure; after the last the mail is given up.
RETRIED_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
# Whoever began to send a mail and has not said so by then was killed.
CLAIMED_FOR = timedelta(minutes=10)
READ_AT_ONCE = 50


def send_due() -> int:
    """Send what is due; how many were sent.

    A mail goes out at least once: whoever is killed between sending one and saying so
    leaves it to be sent again, under the same Message-ID.
    """
    sent = 0
    connection = get_connection()
    try:
        while pks := list(
            Outbox.objects.due().values_list("pk", flat=True)[:READ_AT_ONCE]
        ):
            sent += sum(_send(pk, connection) for pk in pks)
    finally:
        connection.close()
    return sent


def _send(pk: int, connection: BaseEmailBackend) -> bool:
    """Claim a mail and send it; whether it was sent now, by us."""
    now = timezone.now()
    # Whoever moves the hour on has the mail; the others find nothing to claim.
    claimed = Outbox.objects.filter(pk=pk, due_at__lte=now).update(
        due_at=now + CLAIMED_FOR, attempts=F("attempts") + 1
    )
    mail = Outbox.objects.filter(pk=pk).first() if claimed else None
    if mail is None:
        return False
    try:
        # Kept open from mail to mail.
        connection.open()
        _message(mail, connection).send()
    except Exception as error:  # noqa: BLE001 (each mail server fails in its own way)
        # What the server said may name the address: the log gets the kind alone.
        logger.warning("Mail %s was not sent: %s", mail.pk, type(error).__name__)
        connection.close()
        _put_off(mail, str(error))
        return False
    Outbox.objects.filter(pk=pk).update(
        due_at=None, sent_at=timezone.now(), error="", text=""
    )
    return True


def _put_off(mail: Outbox, error: str) -> None:
    """Try again later, or give up."""
    tries_left = mail.attempts <= len(RETRIED_AFTER)
    pause = RETRIED_AFTER[mail.attempts - 1] if tries_left else None
    Outbox.objects.filter(pk=mail.pk).update(
        due_at=timezone.now() + pause if pause else None, error=error
    )


def _message(mail: Outbox, connection: BaseEmailBackend) -> EmailMessage:
    _, _, host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    headers = {
        # The same at every attempt, so that a mail sent twice is shown once.
        "Message-ID": f"<outbox-{mail.pk}-{mail.queued_at:%Y%m%d%H%M%S%f}@{host}>",
        # No holiday notice comes back.
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe_url:
        # RFC 8058: the mail program's own button ends it with one POST.
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        subject=mail.subject,
        body=mail.text,
        to=[mail.recipient],
        headers=headers,
        connection=connection,
    )
