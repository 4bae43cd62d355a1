from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops.doctor import EXAMINATIONS, Difference
from ops.schema import is_migrated


class Command(BaseCommand):
    help = (
        "Compare counters, threads, listings, the menu, redirects, media and the search "
        "index with the rows they were made from. One line per difference; exit code 1 if any is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="Mend what can be mended."
        )

    def handle(self, *, repair: bool, **options: Any) -> None:
        if not is_migrated():
            raise CommandError("Run manage.py migrate first: the tables are not ready.")
        found = left = 0
        for differences in EXAMINATIONS.values():
            for difference in differences():
                found += 1
                left += not self._deal_with(difference, repair=repair)
        self.stdout.write(
            f"Differences: {found}. Mended: {found - left}."
            if found
            else "All is well."
        )
        if left:
            sys.exit(1)

    def _deal_with(self, difference: Difference, *, repair: bool) -> bool:
        """Say it and, if so wanted, mend it; whether it is gone."""
        if not repair:
            self.stdout.write(difference.says)
            return False
        if difference.mend is None:
            self.stdout.write(f"{difference.says} This can't be mended here.")
            return False
        difference.mend()
        self.stdout.write(f"{difference.says} Mended.")
        return True
