"""Counts how often something happened lately, in the cache that all workers share."""

from __future__ import annotations

import fcntl
import hashlib
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

FILES = "django.core.cache.backends.filebased.FileBasedCache"
# No window is longer.
KEPT_SECONDS = 86_400


def tally(key: str, *, seconds: int) -> tuple[int, int]:
    """How often ``key`` was tallied in this window, now included; seconds till its end.

    Windows begin at fixed hours, so that nobody puts the end off by trying.
    """
    now = int(time.time())
    window, gone = divmod(now, seconds)
    named = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    if settings.CACHES["default"]["BACKEND"] == FILES:
        return _in_file(named, window), seconds - gone
    return _in_cache(f"tally.{named}.{window}", seconds), seconds - gone


def _in_cache(name: str, seconds: int) -> int:
    cache.add(name, 0, timeout=seconds)
    try:
        return cache.incr(name)
    except ValueError:  # it has just expired, or been pushed out
        return 1


def _in_file(name: str, window: int) -> int:
    """Django's cache of files can't count: two that do at once would count one.

    Its cost also grows with all that it holds; a locked file of some bytes takes a fifth of a millisecond.
    """
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known, _, count = file.read().partition(" ")
        now = int(count) + 1 if known == str(window) else 1
        file.seek(0)
        file.truncate()
        file.write(f"{window} {now}")
        return now


def forget_tallies() -> int:
    """Delete the files of windows that have ended long ago; how many."""
    old = time.time() - KEPT_SECONDS
    files = _folder().glob("*") if _folder().is_dir() else ()
    forgotten = 0
    for file in files:
        if file.stat().st_mtime < old:
            file.unlink(missing_ok=True)
            forgotten += 1
    return forgotten


def _folder() -> Path:
    return Path(settings.MASTHEAD_TALLIES_DIR)
