from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connections
from django_tasks_db.compat import TASKS_LOGGER
from django_tasks_db.management.commands import db_worker

from comments.actions import tell_due
from ops.due import do_what_is_due

logger = logging.getLogger(__name__)

STOPPING_TIME_SECONDS = 10
# So soon readers hear of a comment. Where there is none this costs one small query.
TELLING_SECONDS = 2
PAUSE_AFTER_FAILURE_SECONDS = 30


class TaskWorker(db_worker.Command):
    """The package's worker, which says two lines for every task."""

    def configure_logging(self, verbosity: int) -> None:
        """Leave what starts, stops and fails; with ``--verbosity 2`` all."""
        super().configure_logging(verbosity)
        if verbosity == 1:
            logging.getLogger(TASKS_LOGGER).setLevel(logging.WARNING)


class Command(BaseCommand):
    help = (
        "Run background tasks as they come, tell of new comments, and do every minute "
        "what is due (tick). "
        "TERM or Ctrl-C ends it after the task in hand."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tick-seconds",
            type=float,
            default=60,
            help="How often to do what is due (default: %(default)s).",
        )

    def handle(self, *, tick_seconds: float, **options: Any) -> None:
        ending = threading.Event()
        threads = [
            threading.Thread(target=repeat_until, args=args, daemon=True)
            for args in (
                (ending, tick_seconds, do_what_is_due),
                (ending, TELLING_SECONDS, tell_due),
            )
        ]
        for thread in threads:
            thread.start()
        try:
            call_command(
                TaskWorker(),
                queue_name="*",
                reload=False,
                verbosity=options["verbosity"],
            )
        finally:
            ending.set()
            for thread in threads:
                thread.join(STOPPING_TIME_SECONDS)


def repeat_until(
    ending: threading.Event, seconds: float, act: Callable[[], object]
) -> None:
    """Act now and every ``seconds`` from now, until ``ending`` is set."""
    while True:
        pause = seconds
        close_old_connections()
        try:
            act()
        except Exception:
            # Whatever one round met, the next one may go well; the log is to stay short.
            logger.exception("A round of %s has failed.", act.__name__)
            pause = max(seconds, PAUSE_AFTER_FAILURE_SECONDS)
        if ending.wait(pause):
            connections.close_all()
            return
