from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ops.batches import BATCH_SIZE, in_batches
from ops.doctor.counters import differences_among, posts_with_counters
from ops.progress import shown


class Command(BaseCommand):
    help = "Count the comments of every post again and mend what posts keep of them."

    def handle(self, **options: Any) -> None:
        posts = posts_with_counters()
        batches = -(-posts.count() // BATCH_SIZE)
        mended = 0
        for batch in shown(in_batches(posts), "Posts", total=batches):
            for difference in differences_among(batch):
                if difference.mend is not None:
                    difference.mend()
                    mended += 1
        self.stdout.write(f"Posts whose counters were wrong and are mended: {mended}")
