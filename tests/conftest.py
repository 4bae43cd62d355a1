"""What every test may ask for, and which tests can run on this machine."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from comments.models import Rule

CHROMIUM = shutil.which("chromium")
# Playwright keeps an event loop in the thread of the tests, which Django would take
# amiss when it empties the database after them.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FIRST_RULES = import_module("comments.migrations.0004_first_rules").FIRST_RULES
IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(autouse=True)
def _warm_content_types(request: pytest.FixtureRequest) -> None:
    """Look content types up before a test counts queries: they are cached for good."""
    uses = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if uses or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        if not Rule.objects.exists():
            # A flushing test has emptied what the migration made.
            Rule.objects.bulk_create(Rule(**row) for row in FIRST_RULES)
        ContentType.objects.get_for_models(
            *(c.model_class() for c in ContentType.objects.all() if c.model_class())
        )


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    """Uploads of one test are not there for the next."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium of this machine; Playwright's own would have to be downloaded."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs something that is not here, saying what."""
    if item.get_closest_marker("browser") and CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("the database is not PostgreSQL (set TEST_DATABASE_URL)")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything is there, so a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("\nTests were skipped, which CI must not do.", red=True)
