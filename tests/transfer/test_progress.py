"""Whoever waits for an import sees how far it is."""

import pytest

from tests.transfer.exports import export, item


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch):
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_a_terminal_shows_a_bar_and_the_report_stands_apart(import_export, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")  # How rich is told of a terminal.

    out, err = import_export.said(export(item()))

    assert out == "2 new: 1 author, 1 post.\n"
    assert "export.xml" in err
    assert "━" in err


def test_a_log_gets_one_line_for_each_file(import_export):
    out, err = import_export.said(export(item()))

    size = import_export.path.stat().st_size
    assert out.splitlines()[0] == f"Reading export.xml, {size:,} bytes."
    assert err == ""
