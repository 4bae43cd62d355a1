from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from comments import learning

SUSPECTED_FROM = 90


class Command(BaseCommand):
    help = (
        "Learn what spam looks like from all comments that moderators decided about, "
        "imported ones too: after an import, or once. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--evaluate",
            action="store_true",
            help="Learn nothing; say how well four fifths of them tell the other fifth.",
        )
        parser.add_argument(
            "--per-cent",
            type=int,
            default=SUSPECTED_FROM,
            help="From where on a rule would hold (default: %(default)s).",
        )

    def handle(self, *, evaluate: bool, per_cent: int, **options: Any) -> None:
        if not evaluate:
            learned = sum(map(learning.learn_from, list(learning.all_lessons())))
            self.stdout.write(f"Comments learned from: {learned}")
            return
        found = learning.evaluate_all(per_cent=per_cent)
        self.stdout.write(
            f"At {per_cent} per cent: {found.caught} of {found.spam} spam comments "
            f"caught ({found.caught_per_cent:.1f} %), {found.held} of {found.good} good "
            f"ones held ({found.held_per_cent:.1f} %)."
        )
