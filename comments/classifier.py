"""Tells spam from good comments by what moderators called so: pure functions of counts.

Naive Bayes over tokens. The tokens' shares are put together as Gary Robinson proposed,
with Fisher's method, so that a text of which little is known comes out in the middle,
and so does one that speaks for both.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comments.tokens import most_telling

# Before so many of each kind were taught, it has no opinion.
LESSONS_NEEDED = 50
# A token that was never met is worth the middle; one met once moves so far from there.
UNKNOWN, WEIGHT_OF_UNKNOWN = 0.5, 0.45
# Tokens nearer to the middle say nothing, and of the others this many are listened to.
SAYS_SOMETHING, LISTENED_TO = 0.1, 60
REASONS_GIVEN = 5
# One in so many is asked about, the others are taught.
EVALUATED_EVERY = 5


class Taught(NamedTuple):
    """In how many comments called spam, and called good, a token stood."""

    spam: int
    good: int


@dataclass(frozen=True)
class Suspicion:
    """How likely it is spam, and the tokens that say so, the most telling first."""

    per_cent: int = 0
    because: tuple[str, ...] = ()


# Nobody has said anything.
UNSUSPECTED = Suspicion()


def suspicion_of(
    tokens: Collection[str], counts: Mapping[str, Taught], lessons: Taught
) -> Suspicion:
    """What ``counts`` of some ``lessons`` say of a comment with these tokens."""
    if min(lessons) < LESSONS_NEEDED:
        return UNSUSPECTED
    shares = {
        token: share
        for token in tokens
        if token in counts
        and abs((share := _share_of_spam(counts[token], lessons)) - 0.5)
        >= SAYS_SOMETHING
    }
    telling = sorted(shares, key=lambda token: (-abs(shares[token] - 0.5), token))
    heard = telling[:LISTENED_TO]
    reasons = [token for token in heard if shares[token] > UNKNOWN]
    return Suspicion(
        per_cent=int(100 * _together([shares[token] for token in heard])),
        because=tuple(reasons[:REASONS_GIVEN]),
    )


def _share_of_spam(count: Taught, lessons: Taught) -> float:
    """Between 0 and 1: which part of comments with the token would be spam.

    As if both kinds were equally frequent: whoever has taught mostly spam shall not
    find it everywhere.
    """
    spam = max(count.spam, 0) / lessons.spam
    good = max(count.good, 0) / lessons.good
    met = max(count.spam, 0) + max(count.good, 0)
    if not met:
        return UNKNOWN
    share = spam / (spam + good)
    return (WEIGHT_OF_UNKNOWN * UNKNOWN + met * share) / (WEIGHT_OF_UNKNOWN + met)


def _together(shares: list[float]) -> float:
    """0: good; 1: spam; near 0.5: little is known, or both are said."""
    if not shares:
        return UNKNOWN
    for_spam = 1 - _chi_square(
        -2 * sum(math.log(1 - share) for share in shares), shares
    )
    for_good = 1 - _chi_square(-2 * sum(math.log(share) for share in shares), shares)
    return (1 + for_spam - for_good) / 2


def _chi_square(value: float, shares: list[float]) -> float:
    """How likely chance gives ``value`` or more, at two degrees for each share."""
    half = value / 2
    term = total = math.exp(-half)
    for step in range(1, len(shares)):
        term *= half / step
        total += term
    return min(total, 1.0)


@dataclass(frozen=True)
class Evaluation:
    """What it said of comments that it had not been taught."""

    spam: int
    caught: int
    good: int
    held: int

    @property
    def caught_per_cent(self) -> float:
        """Of the spam; 0 if there was none."""
        return 100 * self.caught / self.spam if self.spam else 0

    @property
    def held_per_cent(self) -> float:
        """Of the good ones, by mistake."""
        return 100 * self.held / self.good if self.good else 0


def evaluate(
    labelled: Sequence[tuple[list[str], bool]], *, per_cent: int
) -> Evaluation:
    """Teach four fifths of some comments (tokens, whether spam); ask about the fifth.

    A comment counts as caught, or held, from ``per_cent`` on.
    """
    spam, good, lessons = Counter[str](), Counter[str](), Counter[bool]()
    for place, (tokens, is_spam) in enumerate(labelled):
        if place % EVALUATED_EVERY:
            (spam if is_spam else good).update(tokens)
            lessons[is_spam] += 1
    counts = {token: Taught(spam[token], good[token]) for token in spam | good}
    taught = Taught(lessons[True], lessons[False])
    met, suspected = Counter[bool](), Counter[bool]()
    for tokens, is_spam in labelled[::EVALUATED_EVERY]:
        asked = most_telling(tokens)
        met[is_spam] += 1
        suspected[is_spam] += suspicion_of(asked, counts, taught).per_cent >= per_cent
    return Evaluation(met[True], suspected[True], met[False], suspected[False])
