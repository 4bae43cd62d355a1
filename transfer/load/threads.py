"""Comments in the order in which they are written, and mentions."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.utils import timezone

from blog.markup import clean_comment
from blog.models import Mention, Post
from comments.bulk import (
    REFS_AT_ONCE,
    ImportedComment,
    lock_posts,
    places_of,
    write_comments,
)
from transfer.records import CommentRecord, MentionRecord, PostRecord

from .report import Report
from .shelves import usable_email

NAMELESS = "Anonymous"
NAME_LENGTH = 255
TITLE_LENGTH = 300


def write_threads(
    records: Sequence[PostRecord], pks: Mapping[str, int], report: Report
) -> None:
    """Write the comments under ``records`` that are not here yet."""
    refs = [comment.ref for record in records for comment in record.comments]
    if not refs:
        return
    posts = lock_posts(pks[record.ref] for record in records if record.comments)
    places = places_of(refs)
    # Under which post each comment stands: an id that comes twice is one comment.
    standing = {ref: place.post_id for ref, place in places.items()}
    rows: list[ImportedComment] = []
    for record in records:
        post = posts.get(pks[record.ref])
        if post is not None:
            thread = _Thread(record, post, standing, report)
            rows += thread.rows()
            standing |= dict.fromkeys(thread.by_ref, post.pk)
    write_comments(rows, posts=posts, places=places)
    report.new["comment"] += len(rows)
    report.left_as_is["comment"] += len(places)


class _Thread:
    """The comments of one post, and who of them answers whom."""

    def __init__(
        self,
        record: PostRecord,
        post: Post,
        standing: Mapping[str, int],
        report: Report,
    ) -> None:
        self.record = record
        self.post = post
        self.report = report
        self.by_ref = {
            comment.ref: comment
            for comment in reversed(record.comments)
            if standing.get(comment.ref, post.pk) == post.pk
        }
        self.written = self.by_ref.keys() & standing.keys()
        # For spam: what stays above it.
        self.above: dict[str, str] = {}
        if doubled := len(record.comments) - len(self.by_ref):
            what = "comment with the id of another"
            report.leave_out(what, record.title, count=doubled)

    def rows(self) -> Iterator[ImportedComment]:
        """The new ones, by date, but none before its parent."""
        for comment in sorted(self.by_ref.values(), key=self._order):
            if comment.ref not in self.written:
                yield from self._branch(comment)

    def _branch(self, comment: CommentRecord) -> Iterator[ImportedComment]:
        """``comment`` after those above it that are still to be written."""
        branch = {comment.ref: comment}
        onto = self._parent_of(comment)
        while onto and onto not in self.written and onto not in branch:
            comment = branch[onto] = self.by_ref[onto]
            onto = self._parent_of(comment)
        if onto in branch:
            onto = ""
            self._note("answers itself in a circle: starts a thread", comment)
        for answer in reversed(branch.values()):
            yield self._row(answer, onto)
            self.written.add(answer.ref)
            onto = answer.ref

    def _order(self, comment: CommentRecord) -> tuple[object, int, str]:
        return (_posted_at(comment, self.post), len(comment.ref), comment.ref)

    def _parent_of(self, comment: CommentRecord) -> str:
        """The ref of the nearest ancestor that stays; empty if there is none."""
        if not comment.parent_ref:
            return ""
        parent = self._kept(comment.parent_ref)
        if parent != comment.parent_ref:
            self._note("answered spam: hangs on what is above that", comment)
        if not parent or parent in self.by_ref:
            return parent
        self._note("its parent is not under the post: starts a thread", comment)
        return ""

    def _kept(self, ref: str) -> str:
        """``ref``, or the first ref above it that is no spam, which is erased later."""
        passed = []
        while ref in self.by_ref and self.by_ref[ref].state == "spam":
            if ref in self.above:
                ref = self.above[ref]
                break
            passed.append(ref)
            self.above[ref] = ""
            ref = self.by_ref[ref].parent_ref
        self.above.update(dict.fromkeys(passed, ref))
        return ref

    def _note(self, sentence: str, comment: CommentRecord) -> None:
        self.report.note("comment", sentence, f"{comment.name} on {self.record.title}")

    def _row(self, comment: CommentRecord, parent_ref: str) -> ImportedComment:
        return ImportedComment(
            import_ref=comment.ref,
            import_digest=comment.digest,
            post_id=self.post.pk,
            parent_ref=parent_ref,
            state=comment.state,
            posted_at=_posted_at(comment, self.post),
            name=(comment.name or NAMELESS)[:NAME_LENGTH],
            email=usable_email(comment.email) if comment.email else "",
            url=_web_address(comment.url),
            ip_address=_ip_address(comment.ip_address),
            text=comment.text,
            body_html=clean_comment(comment.html),
        )


def _posted_at(comment: CommentRecord, post: Post) -> datetime:
    return comment.posted_at or post.published_at or post.created_at


def _web_address(address: str) -> str:
    """``address`` if a browser would go there, else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and parts.netloc
    return address if is_web and not set(address) & set(" <>\"'") else ""


def _ip_address(address: str) -> str | None:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None


def write_mentions(
    records: Sequence[PostRecord], pks: Mapping[str, int], report: Report
) -> None:
    """Write the mentions of ``records`` that are not here yet."""
    refs = [mention.ref for record in records for mention in record.mentions]
    if not refs:
        return
    known = _known_mentions(refs)
    report.left_as_is["mention"] += len(known)
    rows: dict[str, Mention] = {}
    for record in records:
        for mention in record.mentions:
            if mention.ref in known or mention.ref in rows:
                continue
            rows[mention.ref] = _mention(mention, record, pks[record.ref])
    Mention.objects.bulk_create(rows.values())
    report.new["mention"] += len(rows)


def _known_mentions(refs: Sequence[str]) -> set[str]:
    # As in the partial index, which would not be used otherwise.
    imported = Mention.objects.exclude(import_ref="")
    return {
        ref
        for start in range(0, len(refs), REFS_AT_ONCE)
        for ref in imported.filter(
            import_ref__in=refs[start : start + REFS_AT_ONCE]
        ).values_list("import_ref", flat=True)
    }


def _mention(mention: MentionRecord, record: PostRecord, post_pk: int) -> Mention:
    return Mention(
        post_id=post_pk,
        kind=mention.kind,
        state=mention.state,
        source_url=_web_address(mention.url),
        source_title=mention.title[:TITLE_LENGTH],
        excerpt=mention.excerpt,
        received_at=mention.received_at or record.published_at or timezone.now(),
        ip_address=_ip_address(mention.ip_address),
        import_ref=mention.ref,
        import_digest=mention.digest,
    )
