"""Pingbacks, trackbacks and webmentions that posts received elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from blog.models import Mention
from comments.bulk import REFS_AT_ONCE
from transfer.records import MentionRecord, PostRecord

from .addresses import ip_address, web_address
from .edits import Edits, Known
from .report import Report
from .stamps import stamp

TITLE_LENGTH = 300


def write_mentions(
    records: Sequence[PostRecord],
    pks: Mapping[str, int],
    report: Report,
    *,
    edits: Edits,
) -> None:
    """Write the mentions of ``records`` that are not here yet, or have changed."""
    refs = [mention.ref for record in records for mention in record.mentions]
    if not refs:
        return
    known = _known(refs)
    rows: dict[str, Mention] = {}
    for record in records:
        for mention in record.mentions:
            if mention.ref in known:
                _refresh(mention, known[mention.ref], report, edits)
            elif mention.ref not in rows:
                rows[mention.ref] = _unsaved(mention, record, pks[record.ref])
                report.come_in("mention", mention.ref, mention.title)
    Mention.objects.bulk_create(rows.values())


def _known(refs: Sequence[str]) -> dict[str, str]:
    """The stamps of those that are here already."""
    # As in the partial index, which would not be used otherwise.
    imported = Mention.objects.exclude(import_ref="")
    known: dict[str, str] = {}
    for start in range(0, len(refs), REFS_AT_ONCE):
        some = imported.filter(import_ref__in=refs[start : start + REFS_AT_ONCE])
        known |= some.values_list("import_ref", "import_digest")
    return known


def _refresh(record: MentionRecord, stored: str, report: Report, edits: Edits) -> None:
    if not edits.may_matter(record.digest, stored):
        report.unchanged["mention"] += 1
        return
    mention = Mention.objects.exclude(import_ref="").get(import_ref=record.ref)
    row = Known("mention", record.ref, record.title, record.digest, stored)
    if not edits.allow(row, _stands(mention), report):
        return
    _fill(mention, record)
    mention.save()
    report.change("mention", record.ref, record.title)


def _unsaved(record: MentionRecord, post: PostRecord, post_pk: int) -> Mention:
    mention = Mention(
        post_id=post_pk,
        received_at=record.received_at or post.published_at or timezone.now(),
        ip_address=ip_address(record.ip_address),
        import_ref=record.ref,
    )
    _fill(mention, record)
    return mention


def _fill(mention: Mention, record: MentionRecord) -> None:
    mention.kind = record.kind
    mention.state = record.state
    mention.source_url = web_address(record.url)
    mention.source_title = record.title[:TITLE_LENGTH]
    mention.excerpt = record.excerpt
    mention.import_digest = stamp(record.digest, _stands(mention))


def _stands(mention: Mention) -> tuple[str, ...]:
    """What may have been edited since the import."""
    return (
        mention.kind,
        mention.state,
        mention.source_url,
        mention.source_title,
        mention.excerpt,
    )
