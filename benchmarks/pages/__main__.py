"""Measures the main pages of an invented blog, on the web server that sites run on.

    python -m benchmarks.pages --posts 1000 --comments 20000 --json small.json
    python -m benchmarks.pages --posts 50000 --comments 1000000 --than small.json

works on SQLite in a temporary folder, or in that of MASTHEAD_VAR_DIR, and with
DATABASE_URL set on that database. A site that is empty is filled; one that an earlier
run has filled is measured again.
"""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from .processes import HOST


def main() -> None:
    """Fill, measure, print; with --json also write the figures to a file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=100, help="of each page")
    parser.add_argument("--port", type=int, default=8140)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument(
        "--than", type=Path, help="figures of an earlier run to compare"
    )
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("MASTHEAD_VAR_DIR", folder)
        os.environ["SITE_URL"] = f"http://{HOST}:{wanted.port}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
        django.setup()
        run(wanted)


def run(wanted: argparse.Namespace) -> None:
    """With Django set up for the site to measure."""
    from benchmarks.corpus.filling import fill
    from blog.models import Post

    from .measuring import Measured, take_figures
    from .table import table

    logging.disable(logging.WARNING)  # what is asked for in vain is meant
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Post.objects.exists():
        fill(wanted.posts, wanted.comments)
    measured = take_figures(port=wanted.port, requests=wanted.requests)
    earlier = Measured.read(wanted.than) if wanted.than else None
    print(table(measured, earlier))
    if wanted.json:
        measured.write(wanted.json)


if __name__ == "__main__":
    main()
