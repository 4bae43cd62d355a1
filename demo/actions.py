"""Puts the demo blog on a site, whole or not at all."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from blog.models import Post
from demo import discussion, staff, writing
from demo.shelf import SOURCE


def is_here() -> bool:
    """Whether the demo blog is on this site."""
    return Post.objects.filter(import_ref__startswith=SOURCE).exists()


def has_other_posts() -> bool:
    """Whether somebody's own posts are on this site."""
    return Post.objects.exclude(import_ref__startswith=SOURCE).exists()


@transaction.atomic
def add_demo() -> None:
    """Add people, pictures, posts, pages and threads, dated back from now.

    ContentError, and nothing added, if a content file is not in its form.
    """
    now = timezone.now()
    staff.add_staff()
    writing.name_site()
    writing.add_categories()
    writing.add_series()
    writing.add_posts(now=now)
    writing.add_pages()
    discussion.add_threads(now=now)
    writing.close_threads(now=now)
