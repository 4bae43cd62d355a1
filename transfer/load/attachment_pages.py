"""Pages about attachments lead to what these hang on, or to the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blog.models import Page, Post, Redirect
from images.models import File, Image
from transfer.records import AttachmentRecord

from .uploads import known_uploads

Target = Post | Page | Image | File
ROWS_AT_ONCE = 500


class Waiting(NamedTuple):
    """An attachment whose post or page is yet to come, or never comes."""

    ref: str
    parent_ref: str
    old_paths: tuple[str, ...]


class AttachmentPages:
    """Writes redirects from the pages that WordPress showed of attachments."""

    def __init__(self) -> None:
        self.waiting: list[Waiting] = []

    def write(self, records: Sequence[AttachmentRecord]) -> None:
        """Redirect to the posts and pages that are here; the rest waits."""
        parents = _parents(record.parent_ref for record in records)
        for record in records:
            if record.parent_ref not in parents and record.old_paths:
                self.waiting.append(
                    Waiting(record.ref, record.parent_ref, record.old_paths)
                )
        _redirect(
            (path, parents[record.parent_ref])
            for record in records
            if record.parent_ref in parents
            for path in record.old_paths
        )

    def write_waiting(self) -> None:
        """Redirect to what has come meanwhile, else to the upload, if it is here."""
        for start in range(0, len(self.waiting), ROWS_AT_ONCE):
            some = self.waiting[start : start + ROWS_AT_ONCE]
            targets: dict[str, Target] = {**known_uploads(one.ref for one in some)}
            parents = _parents(one.parent_ref for one in some)
            for one in some:
                if one.parent_ref in parents:
                    targets[one.ref] = parents[one.parent_ref]
            _redirect(
                (path, targets[one.ref])
                for one in some
                if one.ref in targets
                for path in one.old_paths
            )
        self.waiting.clear()


def _parents(refs: Iterable[str]) -> dict[str, Target]:
    """The published posts and pages that came from there; at most two queries."""
    wanted = {ref for ref in refs if ref}
    found: dict[str, Target] = {}
    if wanted:
        posts = Post.objects.exclude(import_ref="").filter(import_ref__in=wanted)
        posts = posts.filter(status=Post.Status.PUBLISHED)
        columns = ("import_ref", "slug", "status", "published_at")
        found |= {post.import_ref: post for post in posts.only(*columns)}
        pages = Page.objects.exclude(import_ref="").filter(import_ref__in=wanted)
        pages = pages.filter(status=Page.Status.PUBLISHED)
        found |= {page.import_ref: page for page in pages.only("import_ref", "path")}
    return found


def _redirect(pairs: Iterable[tuple[str, Target]]) -> None:
    """Lead on from those paths that lead nowhere yet."""
    wanted = {path: target for path, target in pairs if _is_old(path, target)}
    there = Redirect.objects.filter(old_path__in=list(wanted))
    for path in there.values_list("old_path", flat=True):
        del wanted[path]
    Redirect.objects.bulk_create(
        Redirect(old_path=path, **{type(target).__name__.lower(): target})
        for path, target in wanted.items()
    )


def _is_old(path: str, target: Target) -> bool:
    return len(path) <= Redirect.LONGEST_PATH and path != target.get_absolute_url()
