"""Why a comment came in as it did, and Akismet's answer, for which it waits, held."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import django
from django.db import transaction

if django.VERSION >= (6, 0):
    from django.tasks import task
else:
    from django_tasks import task  # type: ignore[no-redef]  # the backport

from comments import akismet
from comments.conditions import Judgement, judge
from comments.facts import draft_of, facts_about
from comments.models import Comment, ModerationDecision, Rule
from comments.tasks import CALLED_GOOD, CALLED_SPAM

from .counting import lock_post_of
from .deciding import enter_state

State = Comment.State

BECAUSE_LENGTH = 300


def record_verdict(
    comment: Comment, judgement: Judgement, *, from_state: str = ""
) -> None:
    """What the rules made of a comment; Akismet is asked after the commit if need be.

    It is held meanwhile and, if nobody can be asked, until a moderator decides.
    """
    ModerationDecision.objects.create(
        comment=comment,
        from_state=from_state,
        to_state=comment.state,
        rule=judgement.rule,
        because=judgement.because[:BECAUSE_LENGTH],
    )
    if judgement.asks_akismet:
        asking = partial(check_with_akismet.enqueue, comment.pk)
        transaction.on_commit(asking, robust=True)


@task()
def check_with_akismet(comment_id: int) -> str:
    """Ask, then let the rules decide; the state that came of it.

    AkismetError if it does not answer: the comment stays held, the task is tried again.
    """
    comment = Comment.objects.select_related("post").filter(pk=comment_id).first()
    if comment is None or not _still_waits(comment):
        return ""
    is_spam = akismet.calls_spam(comment)
    return _decide(comment, is_spam=is_spam)


def _still_waits(comment: Comment) -> bool:
    """Whether nothing has happened to it since a rule held it."""
    last = comment.decisions.last()
    return (
        comment.state == State.HELD
        and last is not None
        and last.made_by_id is None
        and last.because not in {CALLED_SPAM, CALLED_GOOD}
    )


@transaction.atomic
def _decide(comment: Comment, *, is_spam: bool) -> str:
    post = lock_post_of(comment, "state", "number", "state_since")
    if not _still_waits(comment):
        return ""
    rules = list(Rule.objects.filter(is_active=True))
    facts = facts_about(draft_of(comment), post, rules, besides=comment.pk)
    judgement = judge(replace(facts, akismet=is_spam), rules)
    # Its writer has long been answered: what would be refused is held.
    refused = judgement.verdict == Rule.Verdict.REFUSE
    to = State.HELD if refused else judgement.state
    if to != State.HELD:
        enter_state(post, comment, to)
    ModerationDecision.objects.create(
        comment=comment,
        from_state=State.HELD,
        to_state=to,
        rule=judgement.rule,
        because=CALLED_SPAM if is_spam else CALLED_GOOD,
    )
    return str(to)
