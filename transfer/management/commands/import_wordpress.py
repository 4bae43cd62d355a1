"""``manage.py import_wordpress FILE…``: a WordPress blog moves in."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from transfer.load import Loader
from transfer.progress import reading
from transfer.readers.wxr import WxrError, check_readable, read_wxr

GO_ON = "What came in before stays; the same command goes on from there."


class Command(BaseCommand):
    """Parses, hands over, prints the report."""

    help = (
        "Imports WordPress exports (WXR): authors, categories, tags, posts, pages and "
        "comments. Safe to repeat: brings what is new, and what has changed there but "
        "not here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Do it all, report, and take it back: nothing is kept.",
        )

    def handle(
        self, *args: Any, files: list[Path], dry_run: bool, **options: Any
    ) -> None:
        loader = Loader()
        with taken_back() if dry_run else nullcontext():
            reason = self._import(files, loader)
        for line in loader.report.lines():
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Dry run: nothing of this was kept.")
        elif reason and loader.report.has_written:
            reason = f"{reason} {GO_ON}"
        if reason:
            raise CommandError(reason)

    def _import(self, files: list[Path], loader: Loader) -> str:
        """Why the import ended before its end; empty if it didn't."""
        try:
            check_readable(files)
            for path in files:
                with reading(path, self.stdout) as progress:
                    for record in read_wxr(path, progress=progress):
                        loader.take(record)
            loader.finish()
        except WxrError as error:
            return str(error)
        except DatabaseError as error:
            return f"The database refused: {str(error).strip().splitlines()[0]}."
        except KeyboardInterrupt:
            return "Interrupted."
        return ""


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is written in one transaction, which is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
