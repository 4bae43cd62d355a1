from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ops import redrawing
from ops.progress import shown


class Command(BaseCommand):
    help = "Draw stored HTML again where an older version of the drawing made it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--posts", action="store_true", help="Posts, pages and bios only."
        )
        parser.add_argument("--comments", action="store_true", help="Comments only.")

    def handle(self, *, posts: bool, comments: bool, **options: Any) -> None:
        if posts or not comments:
            total = (
                redrawing.outdated_posts().count()
                + redrawing.outdated_pages().count()
                + redrawing.outdated_authors().count()
            )
            done = sum(1 for _ in shown(redrawing.redraw_posts(), "Posts", total=total))
            self.stdout.write(f"Posts, pages and bios drawn again: {done}")
        if comments or not posts:
            total = redrawing.outdated_comments().count()
            rows = shown(redrawing.redraw_comments(), "Comments", total=total)
            self.stdout.write(f"Comments drawn again: {sum(1 for _ in rows)}")
