"""``manage.py import_wordpress FILE…``: a WordPress blog moves in."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from transfer.author_map import AuthorMapError, as_table, read_author_map
from transfer.load import Bases, Ledger, Loader, Uploads, Wanted
from transfer.media.fetching import Fetcher, Unfetched
from transfer.media.folder import Folder
from transfer.media.sources import MediaError, Source
from transfer.progress import reading
from transfer.readers.wxr import (
    WxrError,
    check_readable,
    look_ahead,
    read_attachments,
    read_wxr,
)

GO_ON = "What came in before stays; the same command goes on from there."
OPTIONS: dict[str, dict[str, Any]] = {
    "--dry-run": {
        "action": "store_true",
        "help": "Do it all, report, and take it back: nothing is kept.",
    },
    "--overwrite": {
        "action": "store_true",
        "help": "What was edited here gives way to what the export says.",
    },
    "--author-map": {
        "type": Path,
        "metavar": "FILE",
        "help": "CSV: an author there (login, name or e-mail), and who that is here "
        '(address or e-mail of an author, or "new").',
    },
    "--report": {
        "type": Path,
        "metavar": "FILE",
        "help": "Also write the whole report, with every single thing, as JSON.",
    },
    "--category-base": {
        "default": "category",
        "metavar": "PATH",
        "help": "What the addresses of categories began with there.",
    },
    "--tag-base": {
        "default": "tag",
        "metavar": "PATH",
        "help": "What the addresses of tags began with there.",
    },
}
# One or the other.
MEDIA_OPTIONS: dict[str, dict[str, Any]] = {
    "--media": {
        "type": Path,
        "metavar": "DIR",
        "help": "A copy of wp-content/uploads, or of a folder above it.",
    },
    "--fetch-media": {
        "action": "store_true",
        "help": "Fetch pictures and other uploads from the old site.",
    },
}


class Command(BaseCommand):
    """Parses, hands over, prints the report."""

    help = (
        "Imports WordPress exports (WXR): authors, categories, tags, posts, pages, "
        "menus, comments and, if told where they are, pictures and other uploads. "
        "Safe to repeat: brings what is new, and what has changed there but not here."
    )

    # Given by whoever calls the command with another way to the old site.
    stealth_options = ("fetcher",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        for name, how in OPTIONS.items():
            parser.add_argument(name, **how)
        media = parser.add_mutually_exclusive_group()
        for name, how in MEDIA_OPTIONS.items():
            media.add_argument(name, **how)

    def handle(
        self, *args: Any, files: list[Path], dry_run: bool, **options: Any
    ) -> None:
        wanted = _wanted(options | {"dry_run": dry_run})
        loader = Loader(wanted)
        with taken_back() if dry_run else nullcontext():
            reason = self._import(files, loader)
        if wanted.ledger:
            wanted.ledger.close(loader.report, reason=reason, is_dry_run=dry_run)
        for line in loader.report.lines():
            self.stdout.write(line)
        if dry_run:
            self._name_authors(loader)
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
        ahead = look_ahead(files)
        if loader.uploads.are_wanted:
            for path in files:
                with reading(path, self.stdout, what="media") as progress:
                    loader.bring(read_attachments(path, progress=progress))
        for path in files:
            with reading(path, self.stdout) as progress:
                for record in read_wxr(path, progress=progress, ahead=ahead):
                    loader.take(record)
        loader.finish()

    def _name_authors(self, loader: Loader) -> None:
        """A table for --author-map, to be filled in."""
        if loader.authors.made:
            self.stdout.write("New authors, as a table for --author-map:")
            self.stdout.write(as_table(loader.authors.made))


def _wanted(options: dict[str, Any]) -> Wanted:
    """CommandError if one of the files that are named can't be used."""
    uploads = Uploads(_source(**options), is_trial=options["dry_run"])
    try:
        chosen = read_author_map(path) if (path := options["author_map"]) else {}
        ledger = Ledger(path) if (path := options["report"]) else None
    except AuthorMapError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}.") from error
    return Wanted(
        overwrite=options["overwrite"],
        author_map=chosen,
        bases=Bases(
            category=options["category_base"].strip("/") or "category",
            tag=options["tag_base"].strip("/") or "tag",
        ),
        ledger=ledger,
        uploads=uploads,
    )


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
