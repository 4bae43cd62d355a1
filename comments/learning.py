"""Counts the words of what moderators called spam or good; safe to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from comments.classifier import Evaluation, evaluate
from comments.facts import ALL, draft_of, tokens_in
from comments.models import Comment, Lesson, ModerationDecision, TokenCount
from comments.querysets import CommentQuerySet

State = Comment.State
# What a comment in one of these states is, if a moderator put it there.
TEACHES = {State.SPAM: True, State.PUBLIC: False}
# A task may be lost; older decisions than this are learned by ``manage.py learn``.
CAUGHT_UP_OVER = timedelta(days=2)
CAUGHT_UP_AT_ONCE = 500
# More of each kind teach nothing new: the latest ones are taken.
LESSONS_AT_MOST = 20_000
# As rows of one statement.
COUNTED_AT_ONCE = READ_AT_ONCE = 500


@transaction.atomic
def learn_from(pk: int) -> bool:
    """Count the comment as what moderators say it is now; whether that was news.

    What it was counted as before is taken back, in the words that it had then.
    """
    _wait_for_others()
    comment = Comment.objects.filter(pk=pk).first()
    if comment is None:
        return False
    lesson = Lesson.objects.filter(pk=pk).first()
    is_spam = TEACHES[State(comment.state)] if is_taught(comment) else None
    if (lesson and lesson.is_spam) is is_spam:
        return False
    if lesson is not None:
        _count([ALL, *lesson.tokens.split("\n")], is_spam=lesson.is_spam, by=-1)
        lesson.delete()
    if is_spam is not None:
        tokens = tokens_in(draft_of(comment))
        Lesson.objects.create(pk=pk, is_spam=is_spam, tokens="\n".join(tokens))
        _count([ALL, *tokens], is_spam=is_spam, by=1)
    return True


def is_taught(comment: Comment) -> bool:
    """Whether a moderator, here or where it came from, said that it is what it is."""
    return taught_comments().filter(pk=comment.pk).exists()


def taught_comments() -> CommentQuerySet:
    """Spam and public comments that a moderator put there, here or before an import."""
    by_moderators = ModerationDecision.objects.filter(
        comment=OuterRef("pk"),
        to_state=OuterRef("state"),
        made_by__isnull=False,
        undone_by=None,
    )
    rows: CommentQuerySet = Comment.objects.filter(state__in=TEACHES)
    return rows.filter(Exists(by_moderators) | ~Q(import_ref=""))


def catch_up() -> int:
    """Learn from what was decided lately and has not been learned; how many.

    Two queries where nothing is left.
    """
    since = timezone.now() - CAUGHT_UP_OVER
    decided = ModerationDecision.objects.filter(
        made_at__gt=since, made_by__isnull=False
    )
    pks = decided.values("comment")
    unlearned = (
        taught_comments()
        .filter(pk__in=pks)
        .filter(
            Q(lesson=None)
            | Q(state=State.SPAM, lesson__is_spam=False)
            | Q(state=State.PUBLIC, lesson__is_spam=True)
        )
    )
    stale = Comment.objects.filter(pk__in=pks, lesson__isnull=False)
    stale = stale.exclude(state__in=TEACHES)
    return sum(
        learn_from(pk)
        for rows in (unlearned, stale)
        for pk in list(rows.values_list("pk", flat=True)[:CAUGHT_UP_AT_ONCE])
    )


def all_lessons() -> Iterator[int]:
    """The keys of all that can be learned from, the latest of each kind."""
    for state in TEACHES:
        latest = taught_comments().filter(state=state).order_by("-posted_at")
        yield from latest.values_list("pk", flat=True)[:LESSONS_AT_MOST]


def evaluate_all(*, per_cent: int) -> Evaluation:
    """How well four fifths of all that can be learned tell the other fifth."""
    labelled = []
    pks = list(all_lessons())
    for start in range(0, len(pks), READ_AT_ONCE):
        rows = Comment.objects.filter(pk__in=pks[start : start + READ_AT_ONCE])
        labelled += [
            (tokens_in(draft_of(row)), row.state == State.SPAM)
            for row in rows.defer("body_html").select_related("author")
        ]
    # Taught and asked about in no order of time or kind, the same at each call.
    Random(0).shuffle(labelled)  # noqa: S311 (no secret)
    return evaluate(labelled, per_cent=per_cent)


def _wait_for_others() -> None:
    """One learns at a time: two might wait for each other's words for ever."""
    TokenCount.objects.bulk_create([TokenCount(token=ALL)], ignore_conflicts=True)
    TokenCount.objects.select_for_update().get(token=ALL)


def _count(tokens: Iterable[str], *, is_spam: bool, by: int) -> None:
    column = "spam" if is_spam else "good"
    wanted = list(dict.fromkeys(tokens))
    for start in range(0, len(wanted), COUNTED_AT_ONCE):
        rows = wanted[start : start + COUNTED_AT_ONCE]
        TokenCount.objects.bulk_create(
            [TokenCount(token=token) for token in rows], ignore_conflicts=True
        )
        TokenCount.objects.filter(token__in=rows).update(**{column: F(column) + by})
