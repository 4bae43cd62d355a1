"""Fills an empty site: the one that the environment names, as for manage.py.

MASTHEAD_VAR_DIR=/srv/trial python -m benchmarks.corpus --posts 1000 --comments 20000
"""

from __future__ import annotations

import argparse
import os
import sys
import time

import django
from django.core.management import call_command


def main() -> None:
    """Migrate, fill, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--comments", type=int, default=20_000)
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
    django.setup()
    from benchmarks.corpus.filling import fill
    from blog.models import Post

    call_command("migrate", verbosity=0)
    if Post.objects.exists():
        sys.exit("This site has posts already: it is left as it is.")
    begun = time.monotonic()
    fill(wanted.posts, wanted.comments)
    print(f"Filled in {time.monotonic() - begun:.0f} s.")


if __name__ == "__main__":
    main()
