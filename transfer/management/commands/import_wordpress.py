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
from transfer.load import Bases, Ledger, Loader, Wanted
from transfer.progress import reading
from transfer.readers.wxr import WxrError, check_readable, look_ahead, read_wxr

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


class Command(BaseCommand):
    """Parses, hands over, prints the report."""

    help = (
        "Imports WordPress exports (WXR): authors, categories, tags, posts, pages, "
        "menus and comments. Safe to repeat: brings what is new, and what has changed "
        "there but not here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        for name, how in OPTIONS.items():
            parser.add_argument(name, **how)

    def handle(
        self, *args: Any, files: list[Path], dry_run: bool, **options: Any
    ) -> None:
        wanted = _wanted(options)
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
            check_readable(files)
            ahead = look_ahead(files)
            for path in files:
                with reading(path, self.stdout) as progress:
                    for record in read_wxr(path, progress=progress, ahead=ahead):
                        loader.take(record)
            loader.finish()
        except WxrError as error:
            return str(error)
        except DatabaseError as error:
            return f"The database refused: {str(error).strip().splitlines()[0]}."
        except KeyboardInterrupt:
            return "Interrupted."
        return ""

    def _name_authors(self, loader: Loader) -> None:
        """A table for --author-map, to be filled in."""
        if loader.authors.made:
            self.stdout.write("New authors, as a table for --author-map:")
            self.stdout.write(as_table(loader.authors.made))


def _wanted(options: dict[str, Any]) -> Wanted:
    """CommandError if one of the files that are named can't be used."""
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
    )


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is written in one transaction, which is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
