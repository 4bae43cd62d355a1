"""The server's processes and the database's, and the CPU they have used.

Linux only: other systems don't tell one process what another has used.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
# As bin/serve starts it.
GRANIAN = (
    "-m granian --interface wsgi --no-ws --log-level warning --workers 1 "
    "--blocking-threads 2 --respawn-failed-workers --workers-kill-timeout 10"
).split()
PROC = Path("/proc")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, to the nanosecond; 0 if it has gone."""
    # What clock_getcpuclockid(3) answers: Python has no name for it.
    clock = (~pid << 3) | 2
    try:
        return time.clock_gettime(clock)
    except OSError:
        return 0.0


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    tasks = PROC.glob(f"{pid}/task/*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@dataclass(frozen=True)
class Server:
    """A running web server: its first process, which starts the others."""

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        """Of all its processes since they started."""
        return sum(map(cpu_seconds, self._pids()))

    def peak_megabytes(self) -> float:
        """The most memory that its processes ever had together."""
        return sum(map(_peak_kilobytes, self._pids())) / 1024

    def _pids(self) -> list[int]:
        return [self.pid, *children_of(self.pid)]


def _peak_kilobytes(pid: int) -> int:
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@contextmanager
def serving(port: int, **environment: str) -> Iterator[Server]:
    """A web server with one worker, until the block ends."""
    address = ("--host", HOST, "--port", str(port), "config.wsgi:application")
    # What is asked for in vain is meant: a line for each is read only if it fails.
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, *GRANIAN, *address],
            cwd=ROOT,
            env=os.environ | environment,
            stderr=said,
        )
        try:
            if not _answers(port):
                said.seek(0)
                sys.exit(f"The web server does not answer:\n{said.read()}")
            yield Server(process.pid, port)
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _answers(port: int) -> bool:
    """Once it does; False if it takes too long."""
    patience_ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience_ends:
        server = HTTPConnection(HOST, port, timeout=5)
        try:
            server.request("GET", "/healthz")
            server.getresponse()
        except OSError:
            time.sleep(0.2)
        else:
            return True
        finally:
            server.close()
    return False


def database_cpu_seconds() -> float:
    """What PostgreSQL has used for others than us; 0 for SQLite, which is the server.

    It must run on this machine. Of processes that have ended their parent knows.
    """
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        pids = [pid for (pid,) in cursor.fetchall()]
        cursor.execute("SELECT pg_backend_pid()")
        (own,) = cursor.fetchone()
    ended = _stat(_stat(own)[PARENT])
    ticks = ended[ENDED_USER] + ended[ENDED_SYSTEM]
    return sum(map(cpu_seconds, pids)) + ticks / os.sysconf("SC_CLK_TCK")


# Places in /proc/PID/stat after the name, which may hold spaces: see proc(5).
PARENT, ENDED_USER, ENDED_SYSTEM = 1, 13, 14


def _stat(pid: int) -> list[int]:
    fields = (PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()
    return [0, *map(int, fields[1:])]
