from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ops.due import do_what_is_due


class Command(BaseCommand):
    help = "Do what is due now. For cron where no worker runs; safe to repeat."

    def handle(self, **options: Any) -> None:
        for what, count in do_what_is_due().items():
            self.stdout.write(f"{what}: {count}")
