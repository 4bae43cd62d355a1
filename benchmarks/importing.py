"""How long an import takes and how much memory, and whether a repeat changes a row.

    python -m benchmarks.importing --posts 1000 --comments 20000

works on SQLite in a temporary folder; with DATABASE_URL set, on that database, which
must be empty. Each step is a process of its own; the figures are the system's
(``wait4``): CPU of the user and the system together, and the peak of resident memory.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.wordpress_export import export

ROOT = Path(__file__).resolve().parent.parent
# ru_maxrss is in kilobytes on Linux, in bytes on macOS.
RSS_UNITS_IN_A_MEGABYTE = 1024 if sys.platform == "linux" else 1024**2

DIGEST = """
import hashlib, django; django.setup()
from django.apps import apps
said = hashlib.sha256()
for model in apps.get_models():
    rows = model._base_manager.order_by("pk").values_list()
    for row in rows.iterator(chunk_size=1000):
        said.update(f"{model._meta.label}{row}".encode())
print(said.hexdigest())
"""


def main() -> None:
    """Import twice, and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--file", type=Path, help="an export to take instead")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MASTHEAD_VAR_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
        path = wanted.file or Path(folder) / "export.xml"
        if not wanted.file:
            with path.open("w") as file:
                file.writelines(export(wanted.posts, wanted.comments))
        measure(path)


def measure(path: Path) -> None:
    """Import ``path`` twice into an empty site."""
    print(f"{path.stat().st_size / 1e6:.0f} MB of WXR")
    run("migrate", "manage.py", "migrate", "--verbosity=0")
    print(run("first import", "manage.py", "import_wordpress", str(path)))
    first = run("digest", "-c", DIGEST).splitlines()[-1]
    print(run("second import", "manage.py", "import_wordpress", str(path)))
    second = run("digest", "-c", DIGEST).splitlines()[-1]
    print("The repeat changed", "nothing." if first == second else "SOMETHING.")
    print(run("doctor", "manage.py", "doctor"))


def run(what: str, *command: str) -> str:
    """Run Python on ``command``; what it printed, under what it took."""
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{what} failed.")
        cpu = used.ru_utime + used.ru_stime
        peak = used.ru_maxrss / RSS_UNITS_IN_A_MEGABYTE
        out.seek(0)
        return f"{what}: {cpu:.1f} s CPU, {peak:.0f} MB\n{out.read()}"


if __name__ == "__main__":
    main()
