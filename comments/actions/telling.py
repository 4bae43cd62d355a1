"""From a comment to the mails about it: after the post's lock is given back.

The transaction that makes a comment public, or holds it, notes that with one row. The
worker looks for such rows every other second, and a tick does, too: they make of each
what its readers chose, a mail or something to be gathered into one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from comments import mails
from comments.audience import followers_of, moderators_of
from comments.models import Answer, Comment, Gathered, Telling
from mail import actions as mail
from mail.models import Outbox, Subscription

Pace = Subscription.Pace
State = Comment.State

HOUR = timedelta(hours=1)
# By the clock of the site.
DAILY_AT_HOUR = 7
TOLD_AT_ONCE = 100


def note_public(comment: Comment) -> None:
    """Let people be told, after the commit, that ``comment`` became public."""
    _note(comment, Telling.What.PUBLIC)


def note_held(comment: Comment) -> None:
    """Let moderators be told, after the commit, that ``comment`` waits."""
    _note(comment, Telling.What.HELD)


def _note(comment: Comment, what: str) -> None:
    # Readers learned of an imported comment where it was written.
    if comment.import_ref:
        return
    row = Telling(comment=comment, what=what)
    Telling.objects.bulk_create([row], ignore_conflicts=True)


def tell_due() -> int:
    """Write the mails about comments of which nobody was told yet; of how many.

    One that fails keeps the others from nothing; ExceptionGroup at the end. While there
    is nothing to tell, one query.
    """
    told, failed = 0, []
    for pk in Telling.objects.order_by("pk").values_list("pk", flat=True)[
        :TOLD_AT_ONCE
    ]:
        try:
            told += _tell(pk)
        except Exception as error:  # noqa: BLE001 (raised below, after the others)
            error.add_note(f"While telling of {pk}.")
            failed.append(error)
    if failed:
        raise ExceptionGroup("Of some comments nobody was told", failed)
    return told


@transaction.atomic
def _tell(pk: int) -> bool:
    """Whether there was something to tell, and no other worker was telling it."""
    rows = Telling.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.filter(pk=pk).first()
    if row is None:
        return False
    comments = Comment.objects.select_related(
        "post", "author", "in_reply_to__author", "in_reply_to__post"
    )
    comment = comments.get(pk=row.comment_id)
    # It may have been decided about since.
    if comment.post.is_public and comment.state == row.what:
        is_held = row.what == Telling.What.HELD
        concerned = moderators_of if is_held else followers_of
        _tell_of(comment, concerned(comment.post, comment))
        if not is_held:
            _put_in_inbox(comment)
    row.delete()
    return True


def _put_in_inbox(comment: Comment) -> None:
    """Of the member whom ``comment`` answers, if it is one and somebody else."""
    parent = comment.in_reply_to
    if parent and parent.author_id and parent.author_id != comment.author_id:
        answer = Answer(reader=parent.author, comment=comment)
        Answer.objects.bulk_create([answer], ignore_conflicts=True)


def _tell_of(comment: Comment, subscriptions: list[Subscription]) -> None:
    """Each address once: by the mail that comes first."""
    hot = _hot_among(subscriptions)
    chosen: dict[str, tuple[datetime | None, Subscription]] = {}
    now = timezone.now()
    for row in subscriptions:
        due_at = due(Pace.HOURLY if row.pk in hot else row.pace, now)
        address = row.email.casefold()
        before = chosen.get(address)
        if before is None or (due_at or now) < (before[0] or now):
            chosen[address] = (due_at, row)
    at_once = [row for due_at, row in chosen.values() if due_at is None]
    mail.queue(mails.about(comment, at_once))
    Gathered.objects.bulk_create(
        [
            Gathered(subscription=row, comment=comment, due_at=due_at)
            for due_at, row in chosen.values()
            if due_at is not None
        ],
        ignore_conflicts=True,
    )


def due(pace: str, now: datetime) -> datetime | None:
    """When a mail of this pace goes out that gathers what comes now; None: at once."""
    if pace == Pace.EACH:
        return None
    hour = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    if pace == Pace.HOURLY:
        return hour + HOUR
    today = hour.replace(hour=DAILY_AT_HOUR)
    return today if today > now else today + timedelta(days=1)


def _hot_among(subscriptions: Iterable[Subscription]) -> set[int]:
    """Those that got so many mails in the last hour that the next come in one."""
    most, now = settings.MASTHEAD_HOT_THREAD, timezone.now()
    each = {row.pk: row for row in subscriptions if row.pace == Pace.EACH}
    if not most or not each:
        return set()
    warm = {
        pk
        for pk, row in each.items()
        if row.gathered_until and row.gathered_until > now
    }
    sent = Outbox.objects.filter(subscription__in=each, queued_at__gt=now - HOUR)
    counted = sent.values("subscription").annotate(sent=Count("pk")).order_by()
    hot = {row["subscription"] for row in counted.filter(sent__gte=most)} - warm
    if hot:
        Subscription.objects.filter(pk__in=hot).update(gathered_until=now + HOUR)
    return hot | warm
