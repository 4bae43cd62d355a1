"""What a rule would have done: its dry run over the comments of the last 30 days."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone

from comments.classifier import (
    LESSONS_NEEDED,
    UNSUSPECTED,
    Suspicion,
    Taught,
    suspicion_of,
)
from comments.conditions import Facts, applies
from comments.facts import (
    ABOUT_THE_WRITER,
    ALL,
    COUNTED_AT_MOST,
    GONE,
    counts_of,
    draft_of,
    recent_spam,
    tokens_in,
)
from comments.models import Comment, Lesson, Rule
from comments.querysets import CommentQuerySet
from comments.tokens import most_telling

Condition = Rule.Condition
State = Comment.State

TRIED_OVER = timedelta(days=30)
TRIED_AT_MOST = 5000
LISTED_AT_MOST = 200
# SQLite takes no more in one query than some thirty thousand.
TOKENS_AT_ONCE = 20_000
NOTHING_TAUGHT = Taught(0, 0)


@dataclass
class Trial:
    """What a rule would have met, the latest first."""

    # How many comments were looked at; true: there were more, and older ones.
    looked_at: int = 0
    is_cut: bool = False
    met: list[Comment] = field(default_factory=list)
    # How many it would have met, by what became of them.
    by_state: dict[str, int] = field(default_factory=dict)
    # Where the condition can't meet anything yet.
    why_none: str = ""

    @property
    def total(self) -> int:
        """How many it would have met; ``met`` holds the latest of them."""
        return sum(self.by_state.values())


def try_rule(rule: Rule) -> Trial:
    """Ask ``rule``, saved or not, about the comments of the last 30 days.

    Alone: an earlier rule may have decided some of them. Who has how many public
    comments is told by what is public today. At most five queries.
    """
    since = timezone.now() - TRIED_OVER
    comments = list(_comments_since(since)[: TRIED_AT_MOST + 1])
    tried = comments[:TRIED_AT_MOST]
    facts = _facts_then(rule, tried)
    met = [comment for comment, known in facts if applies(rule, known)]
    return Trial(
        looked_at=len(tried),
        is_cut=len(comments) > len(tried),
        met=met[: -LISTED_AT_MOST - 1 : -1],
        by_state=dict(Counter(comment.get_state_display() for comment in met)),
        why_none="" if met else _why_none(rule),
    )


def _why_none(rule: Rule) -> str:
    if rule.condition == Condition.AKISMET:
        return "Akismet is asked about new comments alone."
    if rule.condition == Condition.LIKELY_SPAM:
        taught = counts_of([ALL]).get(ALL, NOTHING_TAUGHT)
        if min(taught.spam, taught.good) < LESSONS_NEEDED:
            return (
                f"It speaks after {LESSONS_NEEDED} of each: so far moderators have "
                f"called {taught.spam} spam and approved {taught.good}."
            )
    return ""


def _comments_since(since: datetime) -> CommentQuerySet:
    rows = Comment.objects.filter(posted_at__gte=since).select_related("post", "author")
    return rows.defer("post__body", "post__body_html").order_by("-posted_at", "-pk")


def _facts_then(rule: Rule, comments: list[Comment]) -> Iterator[tuple[Comment, Facts]]:
    """Each comment, the oldest first, with what the rule would have known then."""
    pasts = _Pasts(comments) if rule.condition in ABOUT_THE_WRITER else None
    spam = recent_spam() if rule.condition == Condition.LIKE_SPAM else ()
    taught = _Lessons(comments) if rule.condition == Condition.LIKELY_SPAM else None
    for comment in reversed(comments):
        post = comment.post
        published, removed, earlier = pasts.before(comment) if pasts else (0, 0, ())
        yield (
            comment,
            Facts(
                draft=draft_of(comment),
                post_age=comment.posted_at - (post.published_at or comment.posted_at),
                post_text=f"{post.title} {post.summary}",
                published_before=published,
                removed_before=removed,
                earlier=earlier,
                spam=_others(spam, comment),
                reports=comment.report_count,
                suspicion=taught.about(comment) if taught else UNSUSPECTED,
            ),
        )


@dataclass
class _Past:
    """What one writer had written so far."""

    public: int = 0
    gone: int = 0
    posted: deque[datetime] = field(
        default_factory=lambda: deque(maxlen=COUNTED_AT_MOST)
    )


class _Pasts:
    """What the writers of some comments had written before each of them."""

    def __init__(self, comments: list[Comment]) -> None:
        """``comments``: the latest first. Two queries for what was before them all."""
        self.of: dict[str, _Past] = defaultdict(_Past)
        if comments:
            self._count_before(comments[-1].posted_at, set(map(_writer, comments)))

    def _count_before(self, moment: datetime, writers: set[str]) -> None:
        older = Comment.objects.filter(posted_at__lt=moment).order_by()
        members = [int(key[1:]) for key in writers if key.startswith("#")]
        guests = [key for key in writers if not key.startswith("#")]
        by_member = older.filter(author__in=members).values_list("author")
        lowered = older.filter(author=None).values_list(Lower("user_email"))
        by_guest = lowered.alias(lower=Lower("user_email")).filter(lower__in=guests)
        public = Count("pk", Q(state=State.PUBLIC))
        gone = Count("pk", Q(state__in=GONE, deleted_at=None))
        for member, *counts in by_member.annotate(public=public, gone=gone):
            self.of[f"#{member}"] = _Past(*counts)
        for email, *counts in by_guest.annotate(public=public, gone=gone):
            self.of[email] = _Past(*counts)

    def before(self, comment: Comment) -> tuple[int, int, tuple[timedelta, ...]]:
        """Public ones, those that are gone, and how long ago the latest were.

        Called once for each comment, the oldest first.
        """
        past = self.of[_writer(comment)]
        ages = tuple(comment.posted_at - moment for moment in reversed(past.posted))
        known = (past.public, past.gone, ages)
        past.public += comment.state == State.PUBLIC
        past.gone += comment.state in GONE and comment.deleted_at is None
        past.posted.append(comment.posted_at)
        return known


def _others(spam: tuple[str, ...], comment: Comment) -> tuple[str, ...]:
    """Spam but for the comment itself, which is like itself."""
    if comment.state != State.SPAM:
        return spam
    return tuple(text for text in spam if text != comment.comment)


def _writer(comment: Comment) -> str:
    """``#7`` for a member, a guest's e-mail address in lower case."""
    if comment.author_id:
        return f"#{comment.author_id}"
    return comment.user_email.lower()


class _Lessons:
    """What moderators taught about some comments, each of them left out itself."""

    def __init__(self, comments: list[Comment]) -> None:
        self.tokens = {
            comment.pk: most_telling(tokens_in(draft_of(comment)))
            for comment in comments
        }
        wanted = sorted({ALL, *chain.from_iterable(self.tokens.values())})
        self.counts: dict[str, Taught] = {}
        for start in range(0, len(wanted), TOKENS_AT_ONCE):
            self.counts |= counts_of(wanted[start : start + TOKENS_AT_ONCE])
        pks = [comment.pk for comment in comments]
        taught = Lesson.objects.filter(pk__in=pks).values_list("pk", "is_spam")
        self.lessons: dict[int, bool] = dict(taught)

    def about(self, comment: Comment) -> Suspicion:
        """As if this comment had not been taught."""
        tokens = self.tokens[comment.pk]
        counts = {
            token: self._without(comment, self.counts[token])
            for token in (ALL, *tokens)
            if token in self.counts
        }
        return suspicion_of(tokens, counts, counts.get(ALL, NOTHING_TAUGHT))

    def _without(self, comment: Comment, count: Taught) -> Taught:
        is_spam = self.lessons.get(comment.pk)
        if is_spam is None:
            return count
        return Taught(count.spam - is_spam, count.good - (not is_spam))
