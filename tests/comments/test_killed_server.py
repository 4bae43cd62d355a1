"""The web server is killed while readers post: what was accepted is there, once.

On the database of the tests: SQLite, or PostgreSQL where TEST_DATABASE_URL names it.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
CLIENTS, COMMENTS = 8, 500
# So many were accepted when the server is killed: twice.
KILLED_AFTER = (150, 350)
PATIENCE_SECONDS = 120
# As bin/serve starts it.
GRANIAN = (
    "-m granian --interface wsgi --no-ws --log-level error --workers 2 "
    "--blocking-threads 2 --workers-kill-timeout 10 config.wsgi:application"
).split()
SET_UP = """
from comments.models import Rule
from tests.factories import PostFactory
Rule.objects.all().delete()
print(PostFactory().pk)
"""
LOOK = """
from comments.models import Comment
for number, path, text in Comment.objects.filter(state="public").values_list(
    "number", "path", "comment"):
    print(number, path, text)
"""


class Site:
    """A site of its own with a real web server."""

    def __init__(self, folder: Path, database: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
        self.environment = kept | {
            "MASTHEAD_VAR_DIR": str(folder),
            "DATABASE_URL": database,
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "MASTHEAD_RATE_LIMITS": "post=off,post-place=off",
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        }

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_SECONDS,
        )
        return done.stdout

    def shell(self, code: str) -> str:
        return self.run("shell", "--no-imports", "--verbosity=0", "--command", code)

    def start(self) -> None:
        """In a session of its own, so that all its processes can be killed at once."""
        self.server = subprocess.Popen(
            [sys.executable, *GRANIAN, "--host", "127.0.0.1", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        given_up_at = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < given_up_at:
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.1)
        raise TimeoutError("The web server does not answer.")

    def kill(self) -> None:
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(PATIENCE_SECONDS)

    def ask(self, method, path, fields=None, cookie=""):
        """Status, headers and text of the answer."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as asking:
            headers = {"Cookie": cookie} if cookie else {}
            if fields is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            asking.request(method, path, urlencode(fields or {}), headers)
            answer = asking.getresponse()
            return answer.status, answer.headers, answer.read().decode()


class Reader:
    """Posts one comment, and again with the same form until it is answered."""

    def __init__(self, site: Site, post: int, number: int) -> None:
        self.site, self.number = site, number
        self.address = f"/comments/post/?post={post}"
        self.unanswered = 0

    def insist(self, *asked):
        """Ask until there is an answer: the server may just have been killed."""
        given_up_at = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < given_up_at:
            try:
                return self.site.ask(*asked)
            except (OSError, HTTPException):
                self.unanswered += 1
                time.sleep(0.05)
        raise TimeoutError("The web server never came back.")

    def post(self) -> None:
        _, headers, page = self.insist("GET", self.address)
        cookie = headers["Set-Cookie"].partition(";")[0]
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        typed = {
            "name": f"Reader {self.number}",
            "email": f"reader{self.number}@example.org",
            "comment": f"Comment {self.number}",
        }
        status, _, _ = self.insist("POST", self.address, dict(hidden) | typed, cookie)
        assert status == 303


@pytest.fixture
def database(transactional_db, tmp_path):
    """The address of an empty database that other processes can open."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{tmp_path / 'masthead.sqlite3'}"
        return
    name = "masthead_killed_server"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(
        urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(database, tmp_path):
    site = Site(tmp_path, database)
    site.run("migrate", "--verbosity=0")
    site.run("collectstatic", "--noinput", "--verbosity=0")
    yield site
    if site.server.poll() is None:
        site.kill()


@pytest.mark.slow
def test_a_server_killed_amid_500_posts_loses_and_doubles_none(site):
    post = int(site.shell(SET_UP))
    site.start()
    readers = [Reader(site, post, number) for number in range(COMMENTS)]
    accepted = threading.Semaphore(0)

    def post_one(reader):
        reader.post()
        accepted.release()

    with ThreadPoolExecutor(CLIENTS) as pool:
        sent = [pool.submit(post_one, reader) for reader in readers]
        known = 0
        for moment in KILLED_AFTER:
            while known < moment and accepted.acquire(timeout=PATIENCE_SECONDS):
                known += 1
            site.kill()
            site.start()
    for one in sent:
        one.result()

    rows = [line.split(maxsplit=2) for line in site.shell(LOOK).splitlines()]
    assert sorted(text for _, _, text in rows) == sorted(
        f"Comment {number}" for number in range(COMMENTS)
    )
    assert sorted(int(number) for number, _, _ in rows) == list(range(1, COMMENTS + 1))
    assert len({path for _, path, _ in rows}) == COMMENTS
    # Otherwise nothing was in the middle of anything, and nothing was shown.
    assert sum(reader.unanswered > 0 for reader in readers) >= CLIENTS
    assert "All is well" in site.run("doctor")
