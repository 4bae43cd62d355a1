from __future__ import annotations

import logging
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connections
from django_tasks_db.compat import TASKS_LOGGER
from django_tasks_db.management.commands import db_worker

from ops.due import do_what_is_due

logger = logging.getLogger(__name__)

STOPPING_TIME_SECONDS = 10


class TaskWorker(db_worker.Command):
    """The package's worker, which says two lines for every task."""

    def configure_logging(self, verbosity: int) -> None:
        """Leave what starts, stops and fails; with ``--verbosity 2`` all."""
        super().configure_logging(verbosity)
        if verbosity == 1:
            logging.getLogger(TASKS_LOGGER).setLevel(logging.WARNING)


class Command(BaseCommand):
    help = (
        "Run background tasks as they come, and every minute what is due (tick). "
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
        ticking = threading.Thread(
            target=tick_until, args=(ending, tick_seconds), name="tick", daemon=True
        )
        ticking.start()
        try:
            call_command(
                TaskWorker(),
                queue_name="*",
                reload=False,
                verbosity=options["verbosity"],
            )
        finally:
            ending.set()
            ticking.join(STOPPING_TIME_SECONDS)


def tick_until(ending: threading.Event, seconds: float) -> None:
    """Do what is due now and every ``seconds`` from now, until ``ending`` is set."""
    while True:
        close_old_connections()
        try:
            do_what_is_due()
        except Exception:
            # Whatever one round met, the next one may go well.
            logger.exception("A round of what is due has failed.")
        if ending.wait(seconds):
            connections.close_all()
            return
