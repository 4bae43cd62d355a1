"""Every change to subscriptions and to the outbox."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mail import tasks
from mail.models import Outbox, Subscription

KEPT_AFTER_SENDING = timedelta(days=7)
KEPT_AFTER_GIVING_UP = timedelta(days=90)
SUBJECT_LENGTH = 200


def subscribe(topic: str, email: str, *, pace: str = Subscription.Pace.EACH) -> None:
    """Tell ``email`` of ``topic`` from now on; a second time changes the pace alone.

    The caller knows that whoever asks reads the mail of that address.
    """
    row = Subscription(topic=topic, email=email, pace=pace)
    Subscription.objects.bulk_create([row], ignore_conflicts=True)
    others = Subscription.objects.to(topic).of(email).exclude(pace=pace)
    others.update(pace=pace, gathered_until=None)


@transaction.atomic
def unsubscribe(key: str) -> Subscription | None:
    """End the subscription with ``key``, and what waits for it; None: none is left."""
    found = _locked(key)
    if found is not None:
        found.delete()
    return found


@transaction.atomic
def silence(key: str) -> Subscription | None:
    """As unsubscribe, but the row stays and says that no mail is wanted."""
    found = _locked(key)
    if found is not None:
        found.pace = Subscription.Pace.NEVER
        found.save(update_fields=["pace"])
        Outbox.objects.filter(subscription=found, due_at__isnull=False).delete()
    return found


def _locked(key: str) -> Subscription | None:
    """The subscription before what waits for it, as whoever writes mails locks them."""
    found: Subscription | None = (
        Subscription.objects.select_for_update().filter(key=key).first()
    )
    return found


@transaction.atomic
def move(old: str, new: str) -> None:
    """Tell the address ``new`` from now on of all that ``old`` was told of."""
    here = Subscription.objects.of(new).values("topic")
    doubled = Subscription.objects.of(old).filter(topic__in=here)
    if old.lower() != new.lower():
        doubled.delete()
    Subscription.objects.of(old).update(email=new)


def queue(mails: Iterable[Outbox]) -> None:
    """Write ``mails`` in the caller's transaction; they are sent after its commit."""
    rows = list(mails)
    for row in rows:
        row.subject = _one_line(row.subject)[:SUBJECT_LENGTH]
    if rows:
        Outbox.objects.bulk_create(rows)
        _send_after_commit()


def withdraw(pk: int) -> bool:
    """Delete a mail that waits and was never tried; whether it was."""
    waiting = Outbox.objects.filter(pk=pk, attempts=0, due_at__isnull=False)
    return bool(waiting.delete()[0])


def try_again(mails: Iterable[Outbox]) -> int:
    """Send mails that were given up once more, from the first attempt; how many."""
    pks = [mail.pk for mail in mails]
    with transaction.atomic():
        given_up = Outbox.objects.filter(pk__in=pks, due_at=None, sent_at=None)
        count = given_up.update(due_at=timezone.now(), attempts=0)
        _send_after_commit()
    return count


def forget_sent() -> int:
    """Delete mails that were sent or given up some time ago; how many."""
    now = timezone.now()
    # The index of queued_at finds them.
    done = Outbox.objects.filter(due_at=None, queued_at__lt=now - KEPT_AFTER_SENDING)
    sent = done.filter(sent_at__lt=now - KEPT_AFTER_SENDING)
    given_up = done.filter(sent_at=None, queued_at__lt=now - KEPT_AFTER_GIVING_UP)
    return sent.delete()[0] + given_up.delete()[0]


def _send_after_commit() -> None:
    # If it can't be enqueued, the next tick sends: what was committed stands.
    transaction.on_commit(tasks.send_due_mail.enqueue, robust=True)


def _one_line(text: str) -> str:
    """A line's end would begin a header, a mark of direction turn the others round."""
    visible = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return " ".join("".join(visible).split())
