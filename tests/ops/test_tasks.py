"""Tasks are run by the worker, and those that failed or were cut off run again."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.compat import TASKS_LOGGER
from django_tasks_db.models import DBTaskResult

from comments.actions import follow_thread
from images import actions
from images.models import Rendition
from images.tasks import render_image
from mail.models import Outbox
from ops.due import do_what_is_due
from ops.management.commands import worker as working
from ops.management.commands.worker import TaskWorker, repeat_until
from tests.factories import PostFactory, public_comment
from tests.images.drawing import jpeg, upload
from tests.ops.running import run

LONG_AGO = timedelta(days=8)
PATIENCE_SECONDS = 20


@pytest.fixture(autouse=True)
def _kept_in_the_database(settings, db):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def task(status, *, ago=timedelta(), workers=1):
    """A row of a task that is ``status`` since ``ago``."""
    row = DBTaskResult.objects.get(pk=render_image.enqueue(0).id)
    row.status = status
    row.started_at = timezone.now() - ago
    row.finished_at = None if status == "RUNNING" else row.started_at
    row.worker_ids = [f"worker {number}" for number in range(workers)]
    row.save()
    return row


@pytest.mark.parametrize(
    ("status", "ago", "workers", "becomes"),
    [
        ("FAILED", timedelta(minutes=6), 1, "READY"),
        ("FAILED", timedelta(minutes=4), 1, "FAILED"),
        ("FAILED", timedelta(minutes=6), 3, "FAILED"),
        ("RUNNING", timedelta(minutes=61), 1, "READY"),
        ("RUNNING", timedelta(minutes=59), 1, "RUNNING"),
        ("RUNNING", timedelta(minutes=61), 3, "FAILED"),
        ("SUCCESSFUL", timedelta(minutes=61), 1, "SUCCESSFUL"),
    ],
)
def test_a_tick_puts_back_what_failed_a_while_ago(status, ago, workers, becomes):
    row = task(status, ago=ago, workers=workers)

    said = run("tick")[0]

    row.refresh_from_db()
    assert row.status == becomes
    assert ("tasks put back: 1" in said) == (becomes == "READY")


def test_a_tick_forgets_tasks_that_ended_long_ago():
    old, new = task("SUCCESSFUL", ago=LONG_AGO), task("SUCCESSFUL")
    task("FAILED", ago=LONG_AGO, workers=3)

    assert "old task results deleted: 2" in run("tick")[0]

    assert not DBTaskResult.objects.filter(pk=old.pk).exists()
    assert DBTaskResult.objects.filter(pk=new.pk).exists()


def test_a_tick_forgets_expired_sessions(client, time_machine):
    session = client.session
    session["seen"] = True
    session.save()
    time_machine.move_to(timezone.now() + timedelta(days=15))

    run("tick")

    assert not Session.objects.exists()


def until(holds):
    """Wait for what another thread does."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_tasks_and_tells_of_comments_until_it_is_told_to_end():
    image = actions.add_image(upload(jpeg()), alt="A wall")
    assert not Rendition.objects.exists()
    follow_thread(post := PostFactory(), "ann@example.org")
    public_comment(post)
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    before = {kind: signal.getsignal(kind) for kind in kinds}

    def end_it_when_done():
        until(lambda: not DBTaskResult.objects.ready().exists())
        until(lambda: not DBTaskResult.objects.running().exists())
        until(lambda: Outbox.objects.filter(recipient="ann@example.org").exists())
        connection.close()
        os.kill(os.getpid(), signal.SIGTERM)

    ending = threading.Thread(target=end_it_when_done)
    ending.start()
    try:
        with pytest.raises(SystemExit):
            call_command("worker")
    finally:
        ending.join()
        for kind, handler in before.items():
            signal.signal(kind, handler)

    assert image.renditions.count() == 2
    assert DBTaskResult.objects.successful().exists()


@pytest.mark.django_db(transaction=True)
def test_a_round_that_fails_does_not_keep_the_next_from_going_well(
    settings, caplog, monkeypatch
):
    monkeypatch.setattr(working, "PAUSE_AFTER_FAILURE_SECONDS", 0)
    task("SUCCESSFUL", ago=LONG_AGO)
    engine, settings.SESSION_ENGINE = settings.SESSION_ENGINE, "nowhere"
    ending = threading.Event()
    ticking = threading.Thread(target=repeat_until, args=(ending, 0.05, do_what_is_due))

    ticking.start()
    until(lambda: "A round of do_what_is_due has failed." in caplog.text)
    settings.SESSION_ENGINE = engine
    task("SUCCESSFUL", ago=LONG_AGO)
    until(lambda: not DBTaskResult.objects.exists())
    ending.set()
    ticking.join(PATIENCE_SECONDS)

    assert not ticking.is_alive()


@pytest.mark.parametrize(
    ("verbosity", "each_task"), [(0, False), (1, False), (2, True)]
)
def test_the_log_names_each_task_only_when_asked(verbosity, each_task):
    tasks, worker = (
        logging.getLogger(TASKS_LOGGER),
        logging.getLogger("django_tasks_db"),
    )
    before = tasks.level, worker.level
    try:
        TaskWorker().configure_logging(verbosity)

        assert tasks.isEnabledFor(logging.INFO) == each_task
        assert tasks.isEnabledFor(logging.ERROR) == (verbosity > 0)
        assert worker.isEnabledFor(logging.INFO) == (verbosity > 0)
    finally:
        tasks.setLevel(before[0])
        worker.setLevel(before[1])
