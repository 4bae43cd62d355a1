"""What bin/serve and bin/check do on machines with another Python, or with none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

VENV_SH = Path(__file__).resolve().parent.parent.parent / "bin" / "venv.sh"

# A Python in name only; it says which version it is and can make a venv of its kind.
FAKE = """#!/bin/sh
echo "${{0##*/}} $*" >> "$LOG"
case "$*" in
    --version) echo "Python {version}" ;;
    *version_info*) exit {too_old} ;;
    *ensurepip*) exit {no_venv} ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
esac
"""


class Machine:
    """A machine with a few tools and the Pythons that a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        for tool in ("cmp", "cp", "mkdir", "rm"):
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        self.log = folder / "log"

    def has(self, name, version="3.11.2", *, too_old=False, no_venv=False):
        program = self.bin / name
        program.write_text(
            FAKE.format(version=version, too_old=int(too_old), no_venv=int(no_venv))
        )
        program.chmod(0o755)

    def runs(self, script, **environment):
        """The end of ``script``, run by a shell that has read bin/venv.sh."""
        return subprocess.run(
            ["/bin/sh", "-euc", f'root={self.folder}; . "{VENV_SH}"; {script}'],
            cwd=self.folder,
            env={"PATH": str(self.bin), "LOG": str(self.log), **environment},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_without_python_it_says_what_is_needed(machine):
    end = machine.runs("find_python")

    assert end.returncode == 1
    assert end.stderr == (
        "Masthead needs Python 3.11, 3.12 or 3.13; there is no python3 on this "
        "machine.\n"
    )


def test_a_python_that_is_too_old_is_named(machine):
    machine.has("python3", "3.9.2", too_old=True)

    end = machine.runs("find_python")

    assert end.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13; python3 is Python 3.9.2." in end.stderr


def test_a_python_without_venv_is_told_how_to_get_it(machine):
    machine.has("python3.12", no_venv=True)

    end = machine.runs("find_python")

    assert end.returncode == 1
    assert "python3.12 has no venv module" in end.stderr
    assert "apt install python3-venv" in end.stderr


def test_the_newest_python_that_can_make_a_venv_is_taken(machine):
    machine.has("python3", "3.9.2", too_old=True)
    machine.has("python3.11")
    machine.has("python3.12")
    machine.has("python3.13", no_venv=True)

    assert machine.runs('find_python; echo "$python"').stdout == "python3.12\n"


def test_the_python_that_is_asked_for_is_taken_or_refused(machine):
    machine.has("python3.13")
    machine.has("python3.11")
    machine.has("old", too_old=True)

    asked = machine.runs('find_python; echo "$python"', PYTHON="python3.11")
    refused = machine.runs("find_python", PYTHON="old")

    assert asked.stdout == "python3.11\n"
    assert refused.returncode == 1
    assert "PYTHON is old, which is no Python 3.11 or newer." in refused.stderr


def test_packages_are_installed_once_and_again_when_the_pins_change(machine):
    machine.has("python3.11")
    pins = machine.folder / "requirements.txt"
    pins.write_text("one==1\n")

    def installs():
        end = machine.runs("install_into .venv requirements.txt")
        assert end.returncode == 0, end.stderr
        lines = machine.log.read_text().splitlines()
        os.truncate(machine.log, 0)
        return [line for line in lines if "pip install" in line]

    first, second = installs(), installs()
    pins.write_text("one==2\n")
    third = installs()

    assert len(first) == len(third) == 1
    assert "--require-hashes -r requirements.txt" in first[0]
    assert second == []


def test_an_install_that_failed_is_done_again(machine):
    machine.has("python3.11")
    (machine.folder / "requirements.txt").write_text("one==1\n")
    machine.runs("install_into .venv requirements.txt")
    broken = machine.folder / ".venv" / "bin" / "python"
    whole = broken.read_text()
    broken.write_text("#!/bin/sh\ncase $* in *install*) exit 1 ;; esac\n")
    (machine.folder / "requirements.txt").write_text("one==2\n")

    assert machine.runs("install_into .venv requirements.txt").returncode == 1
    broken.write_text(whole)
    end = machine.runs("install_into .venv requirements.txt")

    assert "Installing packages" in end.stdout


def test_a_home_that_is_missing_is_made_up(machine):
    assert machine.runs('echo "$HOME"').stdout == f"{machine.folder}/var\n"
    assert machine.runs('echo "$HOME"', HOME="/home/ann").stdout == "/home/ann\n"
