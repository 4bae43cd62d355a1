"""bin/serve from the first start to Ctrl-C, as it is run by a stranger."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_COPIED = (".*", "node_modules", "var", "tests", "docs", "__pycache__")
PATIENCE_SECONDS = 60
# Tests that run in the background are started with Ctrl-C switched off, and Python
# switches off what tells a program that nobody reads it any longer.
AS_FROM_A_TERMINAL = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Copy:
    """Masthead in a folder of its own, with its packages installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
        # Installing takes a minute and the network; that of the tests will do.
        python = folder / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        shutil.copy(
            ROOT / "requirements.txt", folder / ".venv/installed-requirements.txt"
        )
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.port = server.getsockname()[1]

    def start(self, **environment: str) -> subprocess.Popen[str]:
        settings = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PORT": str(self.port),
            **environment,
        }
        return subprocess.Popen(
            [sys.executable, "-c", AS_FROM_A_TERMINAL, self.folder / "bin" / "serve"],
            env=settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    @contextmanager
    def running(self):
        """Started and answering; what it has said until then is in ``said``."""
        serve = self.start()
        try:
            serve.said = ""
            for line in serve.stdout:
                serve.said += line
                if "Ctrl-C stops it" in line:
                    break
            yield serve
        finally:
            if serve.poll() is None:
                serve.terminate()
                serve.wait(PATIENCE_SECONDS)
            serve.stdout.close()

    def page(self, path="/"):
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def processes(self):
        """What runs from this folder: pairs of process id and command."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "cwd").readlink() == self.folder:
                    command = (entry / "cmdline").read_text().replace("\0", " ")
                    found.append((int(entry.name), command))
            except OSError:
                continue  # It has ended meanwhile, or it is somebody else's.
        return found

    def the(self, what):
        """The oldest process whose command names ``what``."""
        return min(pid for pid, command in self.processes() if what in command)

    def is_gone(self):
        """No process is left, and the port is free again."""
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", self.port))
        return not self.processes()


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "masthead")


def test_a_port_that_is_no_number_is_refused(copy):
    serve = copy.start(PORT="80a")

    assert serve.communicate()[0] == "PORT is 80a, which is not a number.\n"
    assert serve.returncode == 1


def test_a_port_that_the_system_would_choose_is_refused(copy):
    serve = copy.start(PORT="0")

    said = serve.communicate()[0]
    assert said == "PORT is 0, where nobody would find the site.\n"


def test_a_port_in_use_is_named_with_a_way_out(copy):
    with socket.create_server(("127.0.0.1", copy.port)):
        serve = copy.start()
        said = serve.communicate()[0]

    assert serve.returncode == 1
    assert (
        f"Port {copy.port} on 127.0.0.1 can't be used: Address already in use" in said
    )
    assert f"PORT={copy.port + 1} bin/serve" in said
    assert "Traceback" not in said


def test_it_sets_up_once_keeps_what_is_there_and_leaves_nothing_behind(copy):
    began = time.monotonic()
    with copy.running() as serve:
        first = time.monotonic() - began
        assert "The demo blog is here" in serve.said
        assert f"Masthead is at http://127.0.0.1:{copy.port}/" in serve.said
        assert 'href="/static/css/site.' in copy.page()
        # As a terminal does it on Ctrl-C, and a second time for impatience.
        os.killpg(serve.pid, signal.SIGINT)
        os.killpg(serve.pid, signal.SIGINT)
        assert serve.wait(PATIENCE_SECONDS) == 0
        rest = serve.stdout.read()
    assert "administrator@demo.example.org" in rest
    assert "administrator@demo.example.org" not in serve.said
    assert "lie in var/mail" in rest
    assert "Traceback" not in rest
    assert copy.is_gone()

    (copy.folder / "var" / "media" / "kept").write_text("kept")
    began = time.monotonic()
    with copy.running() as serve:
        second = time.monotonic() - began
        assert "The demo blog" not in serve.said
        assert copy.page("/media/kept") == "kept"
        serve.send_signal(signal.SIGTERM)
        assert serve.wait(PATIENCE_SECONDS) == 0
    assert second < first
    assert copy.is_gone()


def test_it_says_the_sites_own_address_and_takes_no_settings_of_others(copy):
    (copy.folder / "var").mkdir()
    (copy.folder / "var" / "first-start").touch()  # no demo blog: it takes a while
    serve = copy.start(
        SITE_URL="http://blog.example.org", DJANGO_SETTINGS_MODULE="others.settings"
    )
    said = iter(serve.stdout.readline, "")
    assert any("Masthead is at http://blog.example.org/ (" in line for line in said)
    serve.terminate()
    serve.communicate(timeout=PATIENCE_SECONDS)


def test_it_stops_when_nobody_reads_what_it_says(copy):
    (copy.folder / "var").mkdir()
    (copy.folder / "var" / "first-start").touch()  # no demo blog: it takes a while
    serve = copy.start()
    serve.stdout.close()

    serve.wait(PATIENCE_SECONDS)
    assert copy.is_gone()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "says"),
    [("granian", "The web server"), ("manage.py worker", "The worker")],
)
def test_when_one_of_them_dies_everything_stops(which, says, copy):
    (copy.folder / "var").mkdir()
    (copy.folder / "var" / "first-start").touch()  # no demo blog: it takes a while
    with copy.running() as serve:
        os.kill(copy.the(which), signal.SIGKILL)
        assert serve.wait(PATIENCE_SECONDS) == 1
        assert f"{says} has ended, so everything is stopped." in serve.stdout.read()
    assert copy.is_gone()
