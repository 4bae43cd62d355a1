"""What is measured is what it says, and the figures come back as they were written."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks.corpus import filling
from benchmarks.pages.addresses import addresses
from benchmarks.pages.measuring import (
    Figures,
    Measured,
    moderators_client,
    query_counts,
)
from benchmarks.pages.processes import HOST, children_of, cpu_seconds
from benchmarks.pages.table import table

FIGURES = Figures("home", "/", queries=8, cpu_ms=9.0, database_cpu_ms=1.0, bytes=15_400)
MEASURED = Measured(
    posts=1000,
    comments=20_000,
    database="SQLite 3.40.1",
    peak_mb=136.2,
    peak_mb_whole_threads=148.0,
    yardstick_ms=0.7,
    pages=[FIGURES],
)


def test_every_page_that_is_measured_answers_as_it_should(db, client, monkeypatch):
    monkeypatch.setattr(filling, "look_at_rows", lambda: None)
    filling.fill(70, 700)
    pages = addresses()

    assert {page.name for page in pages} >= {"home", "post, 20 comments", "feed, RSS"}
    clients = {True: moderators_client(), False: client}
    answered = {
        page: clients[page.for_moderators].get(page.path, SERVER_NAME=HOST).status_code
        for page in pages
    }
    assert answered == {page: page.status for page in pages}
    counts = query_counts(pages)
    public = [count for page, count in counts.items() if not page.for_moderators]
    assert all(0 < count <= 11 for count in public)
    assert all(0 < count <= 30 for count in counts.values())


def test_figures_come_back_as_they_were_written(tmp_path):
    MEASURED.write(tmp_path / "figures.json")
    assert Measured.read(tmp_path / "figures.json") == MEASURED


def test_the_table_has_a_line_for_each_page():
    assert "| home | 8 | 9.0 | 1.0 | 15 |" in table(MEASURED).splitlines()


def test_a_comparison_counts_server_and_database_together():
    dearer = replace(FIGURES, cpu_ms=10.0, database_cpu_ms=3.0)
    lines = table(replace(MEASURED, pages=[dearer]), earlier=MEASURED).splitlines()

    assert "| page | queries | CPU, ms | database, ms | KB | × 1,000 |" in lines
    assert "| home | 8 | 10.0 | 3.0 | 15 | 1.30 |" in lines


@pytest.mark.skipif(
    sys.platform != "linux", reason="other systems keep it to themselves"
)
def test_the_cpu_of_another_process_is_known_while_it_runs():
    work = "for _ in range(3_000_000): pass\nprint(flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", work], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        assert process.pid in children_of(os.getpid())
        assert 0.01 < cpu_seconds(process.pid) < 60
        process.stdin.close()
        process.wait()
        assert cpu_seconds(process.pid) == 0
