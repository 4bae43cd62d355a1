"""``manage.py import_wordpress FILE…``: a WordPress blog moves in."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from transfer.load import Loader
from transfer.progress import reading
from transfer.readers.wxr import WxrError, check_readable, read_wxr

GO_ON = "What came in before stays; the same command goes on from there."


class Command(BaseCommand):
    """Parses, hands over, prints the report."""

    help = (
        "Imports WordPress exports (WXR): authors, categories, tags, posts, pages and "
        "comments. Safe to repeat: what is here already stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        loader = Loader()
        try:
            check_readable(files)
            for path in files:
                with reading(path, self.stdout) as progress:
                    for record in read_wxr(path, progress=progress):
                        loader.take(record)
            loader.finish()
        except WxrError as error:
            self._print(loader)
            raise CommandError(self._sentence(loader, str(error))) from error
        except DatabaseError as error:
            self._print(loader)
            reason = f"The database refused: {str(error).strip().splitlines()[0]}."
            raise CommandError(self._sentence(loader, reason)) from error
        except KeyboardInterrupt as error:
            self._print(loader)
            raise CommandError(self._sentence(loader, "Interrupted.")) from error
        self._print(loader)

    def _print(self, loader: Loader) -> None:
        for line in loader.report.lines():
            self.stdout.write(line)

    @staticmethod
    def _sentence(loader: Loader, reason: str) -> str:
        return f"{reason} {GO_ON}" if loader.report.new else reason
