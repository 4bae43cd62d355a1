"""Comments in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from blog.markup import clean_comment
from blog.models import Post
from comments.bulk import (
    REFS_AT_ONCE,
    ImportedComment,
    Place,
    lock_posts,
    places_of,
    rewrite_comment,
    write_comments,
)
from comments.models import Comment
from transfer.records import CommentRecord, PostRecord

from .addresses import ip_address, usable_email, web_address
from .edits import Edits, Known
from .report import Report
from .stamps import stamp

# Of the posts of comments.
BIG_COLUMNS = ("post__body", "post__body_html")
NAMELESS = "Anonymous"
NAME_LENGTH = 255


@dataclass(frozen=True)
class Around:
    """What the threads of an import have in common."""

    report: Report
    edits: Edits
    # The keys of authors by their refs.
    authors: Mapping[str, int]


def write_threads(
    records: Sequence[PostRecord], pks: Mapping[str, int], around: Around
) -> None:
    """Write the comments under ``records`` that are not here yet, or have changed."""
    refs = [comment.ref for record in records for comment in record.comments]
    if not refs:
        return
    posts = lock_posts(pks[record.ref] for record in records if record.comments)
    places = places_of(refs)
    # Under which post each comment stands: an id that comes twice is one comment.
    standing = {ref: place.post_id for ref, place in places.items()}
    rows: list[ImportedComment] = []
    # What is here already and may have to be written again, with the export's digest.
    seen: list[tuple[ImportedComment, str]] = []
    for record in records:
        post = posts.get(pks[record.ref])
        if post is not None:
            thread = _Thread(record, post, standing, around)
            rows += thread.rows()
            seen += thread.seen(places)
            standing |= dict.fromkeys(thread.by_ref, post.pk)
    write_comments(rows, posts=posts, places=places)
    for row in rows:
        title = f"{row.name} on {posts[row.post_id]}"
        around.report.come_in("comment", row.import_ref, title)
    around.report.unchanged["comment"] += len(places) - len(seen)
    for start in range(0, len(seen), REFS_AT_ONCE):
        _rewrite(seen[start : start + REFS_AT_ONCE], places, around)


def _rewrite(
    seen: Sequence[tuple[ImportedComment, str]],
    places: Mapping[str, Place],
    around: Around,
) -> None:
    pks = [places[row.import_ref].pk for row, _ in seen]
    comments = Comment.objects.select_related("post").defer(*BIG_COLUMNS).in_bulk(pks)
    for row, digest in seen:
        comment = comments[places[row.import_ref].pk]
        title = f"{row.name} on {comment.post}"
        known = Known("comment", row.import_ref, title, digest, comment.import_digest)
        if around.edits.allow(known, _stands(comment), around.report):
            rewrite_comment(comment, row)
            around.report.change("comment", row.import_ref, title)


def _stands(comment: Comment) -> tuple[str, ...]:
    """What may have been edited since the import."""
    state, text = comment.state, comment.comment
    return (state, text, comment.author_name, comment.author_url)


class _Thread:
    """The comments of one post, and who of them answers whom."""

    def __init__(
        self,
        record: PostRecord,
        post: Post,
        standing: Mapping[str, int],
        around: Around,
    ) -> None:
        self.record = record
        self.post = post
        self.around = around
        self.report = around.report
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
            around.report.leave_out(what, record.title, ref=record.ref, count=doubled)

    def rows(self) -> Iterator[ImportedComment]:
        """The new ones, by date, but none before its parent."""
        for comment in sorted(self.by_ref.values(), key=self._order):
            if comment.ref not in self.written:
                yield from self._branch(comment)

    def seen(
        self, places: Mapping[str, Place]
    ) -> Iterator[tuple[ImportedComment, str]]:
        """What is here already, where the export says something else than then."""
        for ref in sorted(self.by_ref.keys() & places.keys()):
            comment = self.by_ref[ref]
            if self.around.edits.may_matter(comment.digest, places[ref].import_digest):
                yield self._row(comment, ""), comment.digest

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
        title = f"{comment.name} on {self.record.title}"
        self.report.note("comment", sentence, title, ref=comment.ref)

    def _row(self, comment: CommentRecord, parent_ref: str) -> ImportedComment:
        name = (comment.name or NAMELESS)[:NAME_LENGTH]
        url = web_address(comment.url)
        said = (comment.state, comment.text, name, url)
        return ImportedComment(
            import_ref=comment.ref,
            import_digest=stamp(comment.digest, said),
            post_id=self.post.pk,
            parent_ref=parent_ref,
            state=comment.state,
            posted_at=_posted_at(comment, self.post),
            name=name,
            as_author=self.around.authors.get(comment.author_ref),
            email=usable_email(comment.email) if comment.email else "",
            url=url,
            ip_address=ip_address(comment.ip_address),
            text=comment.text,
            body_html=clean_comment(comment.html),
        )


def _posted_at(comment: CommentRecord, post: Post) -> datetime:
    return comment.posted_at or post.published_at or post.created_at
