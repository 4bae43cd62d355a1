"""``manage.py import_wordpress FILE…``: a WordPress blog moves in."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from transfer.load import Loader, Uploads
from transfer.media.fetching import Fetcher, Unfetched
from transfer.media.folder import Folder
from transfer.media.sources import MediaError, Source
from transfer.progress import reading
from transfer.readers.wxr import (
    WxrError,
    check_readable,
    read_attachments,
    read_wxr,
)

GO_ON = "What came in before stays; the same command goes on from there."


class Command(BaseCommand):
    """Parses, hands over, prints the report."""

    help = (
        "Imports WordPress exports (WXR): authors, categories, tags, posts, pages, "
        "comments and, if told where they are, pictures and other uploads. Safe to repeat: brings what is new, and what has changed there but "
        "not here."
    )

    # Given by whoever calls the command with another way to the old site.
    stealth_options = ("fetcher",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Do it all, report, and take it back: nothing is kept.",
        )
        media = parser.add_mutually_exclusive_group()
        media.add_argument(
            "--media",
            type=Path,
            metavar="DIR",
            help="A copy of wp-content/uploads, or of a folder above it.",
        )
        media.add_argument(
            "--fetch-media",
            action="store_true",
            help="Fetch pictures and other uploads from the old site.",
        )

    def handle(
        self, *args: Any, files: list[Path], dry_run: bool, **options: Any
    ) -> None:
        uploads = Uploads(_source(dry_run=dry_run, **options), is_trial=dry_run)
        loader = Loader(uploads)
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
            self._read(files, loader)
        except WxrError as error:
            return str(error)
        except DatabaseError as error:
            return f"The database refused: {str(error).strip().splitlines()[0]}."
        except OSError as error:
            return f"A file could not be written: {error.strerror or error}."
        except KeyboardInterrupt:
            return "Interrupted."
        return ""

    def _read(self, files: list[Path], loader: Loader) -> None:
        check_readable(files)
        if loader.uploads.are_wanted:
            for path in files:
                with reading(path, self.stdout, what="media") as progress:
                    loader.bring(read_attachments(path, progress=progress))
        for path in files:
            with reading(path, self.stdout) as progress:
                for record in read_wxr(path, progress=progress):
                    loader.take(record)
        loader.finish()


def _source(
    *,
    dry_run: bool,
    media: Path | None = None,
    fetch_media: bool = False,
    fetcher: Source | None = None,
    **_: Any,
) -> Source | None:
    """Where the uploads come from; None if nobody said."""
    if media:
        try:
            return Folder(media)
        except MediaError as error:
            raise CommandError(str(error)) from error
    if fetch_media:
        return Unfetched() if dry_run else fetcher or Fetcher()
    return None


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is written in one transaction, which is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
