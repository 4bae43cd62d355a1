"""Mails that say several things: once an hour, once a day, or while a thread is hot."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments import mails
from comments.models import Comment, Gathered
from comments.permissions import comments_for
from comments.querysets import CommentQuerySet
from comments.topics import kind_of
from mail import actions as mail
from mail.models import Subscription

HOUR = timedelta(hours=1)
AT_ONCE = 100


def send_gathered() -> int:
    """Queue the mails whose hour has come; how many.

    What waits goes in the transaction that writes the mail: whoever is cut off, or late,
    neither loses nor doubles anything. One that fails keeps the others from nothing;
    ExceptionGroup at the end.
    """
    queued = 0
    failed: dict[int, Exception] = {}
    while pks := _subscriptions_due(besides=failed):
        for pk in pks:
            try:
                queued += _gather(pk)
            except Exception as error:  # noqa: BLE001 (raised below, after the others)
                error.add_note(f"While gathering for subscription {pk}.")
                failed[pk] = error
    if failed:
        raise ExceptionGroup("Some gathered mails have failed", list(failed.values()))
    return queued


def _subscriptions_due(*, besides: Collection[int]) -> list[int]:
    due = Gathered.objects.due().exclude(subscription__in=list(besides))
    pks = due.order_by("due_at", "pk").values_list("subscription", flat=True)
    return list(dict.fromkeys(pks[:AT_ONCE]))


@transaction.atomic
def _gather(pk: int) -> bool:
    """One mail of what is due for a subscription; whether anything is left to say."""
    row = Subscription.objects.select_for_update().filter(pk=pk).first()
    due = Gathered.objects.due().filter(subscription=pk)
    found = list(due.values_list("pk", "comment"))
    Gathered.objects.filter(pk__in=[pk for pk, _ in found]).delete()
    if row is None or row.pace == Subscription.Pace.NEVER:
        return False
    comments = _still_to_tell(row, [comment for _, comment in found])
    if not comments:
        return False
    most = settings.MASTHEAD_HOT_THREAD
    if most and len(comments) >= most:
        # Not cool yet: the next hour comes in one mail, too.
        row.gathered_until = timezone.now() + HOUR
        row.save(update_fields=["gathered_until"])
    mail.queue([mails.gathered(row, comments)])
    return True


def _still_to_tell(row: Subscription, pks: list[int]) -> list[Comment]:
    """Those that are as they were, for somebody who still may read them."""
    comments: CommentQuerySet = Comment.objects.readable().visible()
    if kind_of(row.topic) == "held":
        # Asked now: a moderator of last week may be none today.
        user = User.objects.filter(pk=row.topic.partition(":")[2]).first()
        may = user is not None and user.is_active and user.is_staff
        comments = comments_for(user).pending() if user and may else comments.none()
    found = comments.filter(pk__in=pks).select_related("post", "in_reply_to")
    return list(found.order_by("posted_at", "pk"))
