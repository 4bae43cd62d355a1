"""What is due from time to time: the work of ``manage.py tick``.

Each of these may run at any moment, as often as one likes, and on several machines at
once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comments.actions import erase_old_spam
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


DUE: dict[str, Callable[[], int | None]] = {
    "old spam erased": erase_old_spam,
    "tasks put back": put_back_tasks,
    "old task results deleted": forget_old_results,
    "expired sessions deleted": forget_old_sessions,
}


def do_what_is_due() -> dict[str, int]:
    """Do all that is due now, and say how much there was of what."""
    return {what: count for what, act in DUE.items() if (count := act())}
