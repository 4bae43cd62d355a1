"""Gathers what the rules want to know of a new comment, and no more than that."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from blog.models import Post
from comments.classifier import UNSUSPECTED, Suspicion, Taught, suspicion_of
from comments.conditions import Facts
from comments.drafts import Draft
from comments.models import Comment, Rule, TokenCount
from comments.tokens import most_telling, tokens_of

Condition = Rule.Condition
State = Comment.State

ABOUT_THE_WRITER = {Condition.FIRST_COMMENT, Condition.TRUSTED, Condition.RATE}
GONE = [State.REMOVED, State.SPAM]

# No rule asks for more; a regular's twenty thousand comments need no counting.
COUNTED_AT_MOST = 100
SPAM_READ_AT_MOST = 200
SPAM_READ_OF = timedelta(days=30)
# The row of TokenCount that counts comments.
ALL = ""


def facts_about(
    draft: Draft, post: Post, rules: Iterable[Rule], *, besides: int | None = None
) -> Facts:
    """One query for each kind of fact that a rule asks for, at most five.

    Three for all but the busiest writers.

    ``besides``: the comment itself, where it is stored already and asked about again.
    """
    asked = {rule.condition for rule in rules}
    now = timezone.now()
    past = _past_of(draft, besides) if asked & ABOUT_THE_WRITER else Past()
    return Facts(
        draft=draft,
        post_age=now - (post.published_at or now),
        post_text=f"{post.title} {post.summary}",
        published_before=past.published,
        removed_before=past.removed,
        earlier=tuple(now - posted_at for posted_at in past.posted),
        spam=recent_spam() if Condition.LIKE_SPAM in asked else (),
        suspicion=(
            suspicion_about(draft) if Condition.LIKELY_SPAM in asked else UNSUSPECTED
        ),
        # Nobody to ask is as good as nothing found.
        akismet=None if settings.MASTHEAD_AKISMET_KEY else False,
    )


class Past(NamedTuple):
    """What a writer wrote before: how much is public, is gone, and the latest moments."""

    published: int = 0
    removed: int = 0
    posted: tuple[datetime, ...] = ()


def _past_of(draft: Draft, besides: int | None) -> Past:
    """One query, which tells all of most writers; three of one with a hundred comments.

    What a writer took back counts as written, but not as removed.
    """
    earlier = Comment.objects.by_writer(draft)
    if besides is not None:
        earlier = earlier.exclude(pk=besides)
    latest = earlier.order_by("-posted_at").values_list(
        "posted_at", "state", "deleted_at"
    )
    rows = list(latest[:COUNTED_AT_MOST])
    posted = tuple(posted_at for posted_at, _, _ in rows)
    if len(rows) < COUNTED_AT_MOST:
        gone = sum(state in GONE and at is None for _, state, at in rows)
        return Past(sum(state == State.PUBLIC for _, state, _ in rows), gone, posted)
    taken = earlier.filter(state__in=GONE, deleted_at=None)
    public = earlier.visible()[:COUNTED_AT_MOST].count()
    return Past(public, taken[:1].count(), posted)


def tokens_in(draft: Draft) -> list[str]:
    """What of the draft speaks for or against it."""
    return tokens_of(draft.text, name=draft.name, email=draft.email, url=draft.url)


def suspicion_about(draft: Draft) -> Suspicion:
    """What moderators' earlier decisions say of a draft: one query."""
    tokens = most_telling(tokens_in(draft))
    counts = counts_of([ALL, *tokens])
    return suspicion_of(tokens, counts, counts.get(ALL, Taught(0, 0)))


def counts_of(tokens: Collection[str]) -> dict[str, Taught]:
    """How often each was taught; one query. Those that never were are left out."""
    rows = TokenCount.objects.filter(token__in=tokens)
    return {
        token: Taught(spam, good)
        for token, spam, good in rows.values_list("token", "spam", "good")
    }


def draft_of(comment: Comment) -> Draft:
    """What the writer of a stored comment handed in."""
    return Draft(
        text=comment.comment,
        name=comment.author_name,
        email=comment.user_email,
        url=comment.author_url,
        user=comment.author,
        ip_address=comment.ip_address,
    )


def recent_spam() -> tuple[str, ...]:
    """Texts that were called spam lately, the latest first."""
    since = timezone.now() - SPAM_READ_OF
    rows = Comment.objects.filter(Q(state=State.SPAM, state_since__gt=since))
    texts = rows.order_by("-state_since").values_list("comment", flat=True)
    return tuple(texts[:SPAM_READ_AT_MOST])
