"""What is due from time to time: the work of ``manage.py tick``.

Each of these may run at any moment, as often as one likes, and on several machines at
once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.actions import erase_unconfirmed as erase_unconfirmed_accounts
from blog.models import Post
from comments.actions import (
    erase_old_spam,
    erase_unconfirmed,
    send_gathered,
    tell_due,
)
from comments.learning import catch_up
from comments.models import Comment
from comments.tallies import forget_tallies
from mail.actions import forget_sent
from mail.sending import send_due
from ops.batches import in_batches

# No task of ours takes so long: its worker was killed.
STALE_AFTER = timedelta(hours=1)
RETRY_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 3
RESULTS_KEPT_FOR = timedelta(days=7)


def put_back_tasks() -> int:
    """Make tasks ready again that failed or whose worker was killed; how many.

    One that was begun ``MOST_ATTEMPTS`` times stays failed, for somebody to look at.
    """
    now = timezone.now()
    killed = Q(status=TaskResultStatus.RUNNING, started_at__lt=now - STALE_AFTER)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - RETRY_AFTER)
    put_back = 0
    for batch in in_batches(DBTaskResult.objects.filter(killed | failed)):
        for task in batch:
            # As it was read: otherwise a quicker machine's work would be undone.
            row = DBTaskResult.objects.filter(
                pk=task.pk, status=task.status, started_at=task.started_at
            )
            if len(task.worker_ids) < MOST_ATTEMPTS:
                put_back += row.update(status=TaskResultStatus.READY, finished_at=None)
            elif task.status == TaskResultStatus.RUNNING:
                row.update(status=TaskResultStatus.FAILED, finished_at=now)
    return put_back


def forget_old_results() -> int:
    """Delete what is kept of tasks that ended long ago; how many."""
    old = timezone.now() - RESULTS_KEPT_FOR
    return DBTaskResult.objects.finished().filter(finished_at__lt=old).delete()[0]


def forget_old_sessions() -> None:
    """Delete the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def refresh_statistics() -> int:
    """Let SQLite look at how its rows are spread; 1 if it did.

    Once they have doubled, and after a migration that made the table of comments anew:
    what was known of it goes with the old one. Without that it takes wrong indexes where there are hundreds of thousands, and with a
    look at a part of each index, too. A million comments take a second or two.
    PostgreSQL does so by itself.
    """
    if connection.vendor != "sqlite":
        return 0
    newest = (
        rows.aggregate(pk=Max("pk"))["pk"] for rows in (Post.objects, Comment.objects)
    )
    size = "-".join(str((pk or 0).bit_length()) for pk in newest)
    has_doubled = cache.add(f"ops.statistics.{size}", "fresh", timeout=None)
    if not has_doubled and _knows_comments():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 0")
        cursor.execute("ANALYZE")
    return 1


def _knows_comments() -> bool:
    """Whether SQLite has looked at them, or there are none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone():
            table = [Comment._meta.db_table]  # noqa: SLF001 (Django's own way)
            cursor.execute("SELECT 1 FROM sqlite_stat1 WHERE tbl = %s", table)
            if cursor.fetchone():
                return True
    return not Comment.objects.exists()


DUE: dict[str, Callable[[], int | None]] = {
    "old mails deleted": forget_sent,
    "unconfirmed comments erased": erase_unconfirmed,
    "unconfirmed accounts erased": erase_unconfirmed_accounts,
    "old spam erased": erase_old_spam,
    "tasks put back": put_back_tasks,
    "old task results deleted": forget_old_results,
    "expired sessions deleted": forget_old_sessions,
    "statistics refreshed": refresh_statistics,
    "comments told of": tell_due,
    "digests written": send_gathered,
    "counts of limits deleted": forget_tallies,
    "comments learned from": catch_up,
    # Last: it may take a minute.
    "mails sent": send_due,
}


def do_what_is_due() -> dict[str, int]:
    """Do all that is due now, and say how much there was of what.

    One that fails keeps the others from nothing; ExceptionGroup at the end.
    """
    done: dict[str, int] = {}
    failed = []
    for what, act in DUE.items():
        try:
            count = act()
        except Exception as error:  # noqa: BLE001 (raised below, after the others)
            error.add_note(f"While it was due: {what}.")
            failed.append(error)
        else:
            done |= {what: count} if count else {}
    if failed:
        raise ExceptionGroup("Some of what is due has failed", failed)
    return done
