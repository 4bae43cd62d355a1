"""What moderators and rules did, as far as everybody may know: no person, no text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from comments import shadow
from comments.models import Comment, ModerationDecision

State = Comment.State

ROWS_SHOWN = 50
STEP = ">"
# What is said of a step from state to state; others are nobody's concern, or spam's,
# of which there is so much that it would hide the rest.
ACTS = {
    ("", State.HELD): "Held before it appeared",
    (State.UNCONFIRMED, State.HELD): "Held before it appeared",
    (State.PUBLIC, State.HELD): "Taken out of sight until somebody decides",
    (State.PUBLIC, State.REMOVED): "Removed",
    (State.HELD, State.REMOVED): "Removed before it appeared",
    (State.HELD, State.PUBLIC): "Let through",
    (State.REMOVED, State.PUBLIC): "Put back",
    (State.SPAM, State.PUBLIC): "Put back, it was no spam",
}


@dataclass(frozen=True)
class Act:
    """A line of the log; ``comment_url`` leads only to what anybody may read."""

    key: int
    made_at: datetime
    said: str
    by: str
    reason: str
    is_undone: bool
    post_title: str
    post_url: str
    comment_url: str


def public_acts(*, before: int | None = None) -> tuple[list[Act], int | None]:
    """The latest acts older than the one with the key ``before``; the next page's key.

    Two queries: the keys first, so that no join is made for what is not shown.
    """
    rows = _told().order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    keys = list(rows.values_list("pk", flat=True)[: ROWS_SHOWN + 1])
    shown, more = keys[:ROWS_SHOWN], len(keys) > ROWS_SHOWN
    acts = [_act(decision) for decision in _with_posts(shown)]
    return acts, shown[-1] if more else None


def _told() -> QuerySet[ModerationDecision]:
    """By a moderator or a rule: an import and a writer's second thoughts are neither.

    Not by a shadow hold: here its writer would read of it.
    The step is one text: asked for both states, SQLite would fetch all rows of each
    by their index to sort them, where the latest few hundred hold what is wanted.
    """
    by_rule = ~Q(rule__in=["", shadow.RULE])
    decided = ModerationDecision.objects.filter(Q(waited__isnull=False) | by_rule)
    step = Concat("from_state", Value(STEP), "to_state", output_field=CharField())
    return decided.alias(step=step).filter(
        step__in=[f"{before}{STEP}{to}" for before, to in ACTS]
    )


def _with_posts(keys: Iterable[int]) -> QuerySet[ModerationDecision]:
    """Of posts that are public now; the comment's text stays in the database."""
    found = ModerationDecision.objects.filter(
        pk__in=keys,
        comment__post__status="published",
        comment__post__published_at__lte=timezone.now(),
    )
    return (
        found.select_related("comment__post")
        .only(
            "from_state",
            "to_state",
            "made_by",
            "rule",
            "reason",
            "template",
            "made_at",
            "undone_by",
            "comment__state",
            "comment__number",
            "comment__deleted_at",
            "comment__post__title",
            "comment__post__slug",
            "comment__post__status",
            "comment__post__published_at",
        )
        .order_by("-pk")
    )


def _act(decision: ModerationDecision) -> Act:
    comment, post = decision.comment, decision.comment.post
    return Act(
        key=decision.pk,
        made_at=decision.made_at,
        said=ACTS[decision.from_state, State(decision.to_state)],
        by=_by(decision),
        reason=_reason(decision),
        is_undone=decision.undone_by_id is not None,
        post_title=str(post),
        post_url=post.get_absolute_url(),
        comment_url=comment.get_absolute_url() if comment.stands_in_thread else "",
    )


def _by(decision: ModerationDecision) -> str:
    if decision.made_by_id is not None:
        return "a moderator"
    return f"the rule “{decision.rule}”"


def _reason(decision: ModerationDecision) -> str:
    """What a tombstone says is public; other words are the writer's alone."""
    if decision.template:
        return decision.template
    was_public = decision.from_state == State.PUBLIC
    return decision.reason if was_public and decision.to_state == State.REMOVED else ""
