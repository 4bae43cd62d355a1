"""Sends what is due. Several may do so at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
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
# The rest is left to the next round, so that a slow server keeps nothing else waiting.
ROUND_SECONDS = 60
READ_AT_ONCE = 50
ERROR_LENGTH = 1000


def send_due() -> int:
    """Send what is due; how many were sent.

    A mail goes out at least once: whoever is killed between sending one and saying so
    leaves it to be sent again, under the same Message-ID. While nobody answers at the
    mail server, mails stay due and count no attempt.
    """
    sent = 0
    connection = get_connection()
    ends_at = time.monotonic() + ROUND_SECONDS
    try:
        for pk in _due():
            if time.monotonic() > ends_at or not _opens(connection):
                break
            sent += _send(pk, connection)
    finally:
        connection.close()
    return sent


def _due() -> Iterator[int]:
    while pks := list(Outbox.objects.due().values_list("pk", flat=True)[:READ_AT_ONCE]):
        yield from pks


def _opens(connection: BaseEmailBackend) -> bool:
    """Whether the mail server can be reached; kept open from mail to mail."""
    try:
        connection.open()
    except Exception as error:  # noqa: BLE001 (each mail server fails in its own way)
        logger.warning("The mail server can't be reached: %s", error)
        return False
    return True


def _send(pk: int, connection: BaseEmailBackend) -> bool:
    """Claim a mail and send it; whether it was sent now, by us."""
    now = timezone.now()
    claimed_until = now + CLAIMED_FOR
    # Whoever moves the hour on has the mail; the others find nothing to claim.
    claimed = Outbox.objects.filter(pk=pk, due_at__lte=now).update(
        due_at=claimed_until, attempts=F("attempts") + 1
    )
    mail = Outbox.objects.filter(pk=pk).first() if claimed else None
    if mail is None:
        return False
    if mail.attempts > len(RETRIED_AFTER) + 1 or mail.is_useless:
        _settle(mail, claimed_until, due_at=None, error=mail.error or "Too late")
        return False
    try:
        _message(mail, connection).send()
    except Exception as error:  # noqa: BLE001 (as above)
        # What the server said may name the address: the log gets the kind alone.
        logger.warning("Mail %s was not sent: %s", mail.pk, type(error).__name__)
        connection.close()
        _put_off(mail, claimed_until, str(error))
        return False
    _settle(mail, claimed_until, due_at=None, sent_at=timezone.now(), error="", text="")
    return True


def _put_off(mail: Outbox, claimed_until: datetime, error: str) -> None:
    """Try again later, or give up."""
    tries_left = mail.attempts <= len(RETRIED_AFTER)
    pause = RETRIED_AFTER[mail.attempts - 1] if tries_left else None
    due_at = timezone.now() + pause if pause else None
    error = error.replace("\0", "")[:ERROR_LENGTH]
    _settle(mail, claimed_until, due_at=due_at, error=error)


def _settle(mail: Outbox, claimed_until: datetime, **fields: object) -> None:
    """Write what came of it, unless the claim has run out and somebody else has it."""
    Outbox.objects.filter(pk=mail.pk, due_at=claimed_until).update(**fields)


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
