"""Measures searches in comments, of readers and of moderators, on a filled site.

MASTHEAD_VAR_DIR=/srv/trial python -m benchmarks.corpus --posts 20000 --comments 1000000
MASTHEAD_VAR_DIR=/srv/trial python -m benchmarks.searching

With DATABASE_URL on that database, whose CPU counts too where it runs on this machine.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator

import django
from django.test import Client

ROUNDS = 5
LIMIT_MS = 100
QUEUE = "/admin/comments/comment/"


def main() -> None:
    """A line for each search; exit code 1 if one takes more than LIMIT_MS of CPU."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
    django.setup()
    from django.conf import settings  # noqa: PLC0415

    logging.disable(logging.WARNING)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    slow = 0
    for name, path, client in searches():
        cost = min(cpu_ms(client, path) for _ in range(ROUNDS))
        slow += cost > LIMIT_MS
        print(f"{cost:7.1f} ms  {name}: {path}")
    sys.exit(1 if slow else 0)


def searches() -> Iterator[tuple[str, str, Client]]:
    """What is sought, and by whom."""
    from accounts.models import User  # noqa: PLC0415
    from benchmarks.wordpress_export import WORDS  # noqa: PLC0415
    from comments.members import commenter_path  # noqa: PLC0415
    from comments.models import Comment  # noqa: PLC0415

    reader, moderator = Client(), Client()
    written = Comment.objects.findable().exclude(author=None).select_related("author")
    latest = written.latest("pk")
    page = commenter_path(latest.author_id or 0, str(latest.author))
    staff, _ = User.objects.get_or_create(
        email="searching@example.org", is_staff=True, is_superuser=True
    )
    moderator.force_login(staff)
    one = WORDS[0]
    for what, query in queries(one, WORDS[1], str(latest.author)).items():
        yield f"reader, {what}", f"/comments/search/?q={query}", reader
        yield f"moderator, {what}", f"{QUEUE}?q={query}", moderator
    yield "moderator, a word in held ones", f"{QUEUE}?q={one}&state=held", moderator
    yield "reader, a word far back", f"/comments/search/?q={one}&before=9999", reader
    yield "reader, a word in one post", f"/comments/search/?q={one}&post=2", reader
    yield "a member's comments", page, reader
    yield "a word in them", f"{page}?q={one}", reader
    yield "the inbox", "/me/", moderator


def queries(one: str, two: str, name: str) -> dict[str, str]:
    """What both type, by what it is."""
    return {
        "a word in most comments": one,
        "two of them": f"{one} {two}",
        "a phrase": f'"{one} {two}"',
        "no such word": "nowhere",
        "a word and none": f"{one} nowhere",
        "a word by a writer": f'{one} author:"{name}"',
    }


def cpu_ms(client: Client, path: str) -> float:
    """CPU of this process and of its part of the database for one page."""
    database, begun = backend_seconds(), time.process_time()
    answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path}: {answer.status_code}")
    own = time.process_time() - begun
    return (own + backend_seconds() - database) * 1000


def backend_seconds() -> float:
    """What PostgreSQL has used for us; 0 for SQLite, which is this process."""
    from django.db import connection  # noqa: PLC0415

    from benchmarks.pages.processes import cpu_seconds  # noqa: PLC0415

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cpu_seconds(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
