from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from comments.models import Comment
from comments.search import rebuild
from ops.progress import shown


class Command(BaseCommand):
    help = (
        "Make the search index of comments anew. On SQLite nobody can comment "
        "meanwhile: half a minute per million comments."
    )

    def handle(self, **options: Any) -> None:
        for _ in shown(rebuild(), "Batches of comments", total=None):
            pass
        self.stdout.write(f"Comments indexed: {Comment.objects.count()}")
