"""What a rule can ask of a new comment: pure functions of facts.

None of them knows the database or a request. ``facts.py`` gathers what they need.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import re2

from comments.classifier import UNSUSPECTED, Suspicion
from comments.drafts import Draft
from comments.languages import languages_of
from comments.models import Comment, Rule

Verdict = Rule.Verdict
Condition = Rule.Condition

STATE_AFTER = {
    Verdict.PUBLISH: Comment.State.PUBLIC,
    Verdict.HOLD: Comment.State.HELD,
    Verdict.SPAM: Comment.State.SPAM,
}
# Shorter texts say too little: capitals may be an abbreviation, one name another script.
LETTERS_COUNT_FROM = 20
# Two texts are alike by what they share of each three words in a row.
WORDS_IN_A_ROW = 3

_LINK = re.compile(r"https?://|<a\s", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Facts:
    """What the rules may know of a draft."""

    draft: Draft
    # How long the post has been public.
    post_age: timedelta = timedelta()
    # Title and summary of the post: which letters are at home there.
    post_text: str = ""
    # Earlier comments of the same account or e-mail address that are public, and
    # those that were removed or are spam.
    published_before: int = 0
    removed_before: int = 0
    # How long ago the writer's latest comments were posted, the latest first.
    earlier: tuple[timedelta, ...] = ()
    # Texts that moderators called spam lately.
    spam: tuple[str, ...] = ()
    # Reports of readers; a new comment has none.
    reports: int = 0
    # What moderators' earlier decisions say of it.
    suspicion: Suspicion = UNSUSPECTED
    # Whether Akismet calls it spam; None: it has not been asked.
    akismet: bool | None = None


@dataclass(frozen=True)
class Judgement:
    """A verdict and the rule it comes from; no rule: nothing spoke against it."""

    verdict: Verdict
    rule: str = ""
    message: str = ""
    # What the rule went by; for moderators.
    because: str = ""
    # Akismet is asked after the commit, and then the rules again.
    asks_akismet: bool = False

    @property
    def state(self) -> Comment.State:
        """Where the verdict puts a comment; KeyError: it refuses it."""
        return STATE_AFTER[self.verdict]


def judge(facts: Facts, rules: Iterable[Rule]) -> Judgement:
    """The verdict of the first rule that applies; publish if none does."""
    for rule in rules:
        if rule.condition == Condition.AKISMET and facts.akismet is None:
            return Judgement(Verdict.HOLD, rule.name, asks_akismet=True)
        if applies(rule, facts):
            because = reasons_of(rule, facts)
            verdict = Verdict(rule.verdict)
            return Judgement(verdict, rule.name, rule.message, because)
    return Judgement(Verdict.PUBLISH)


def reasons_of(rule: Rule, facts: Facts) -> str:
    """What the rule went by, where its name does not say it all."""
    if rule.condition == Condition.LIKELY_SPAM:
        return ", ".join(facts.suspicion.because)
    return ""


def applies(rule: Rule, facts: Facts) -> bool:
    """Whether the facts meet the rule's condition."""
    return CONDITIONS[rule.condition](facts, rule.value)


# --- The writer --------------------------------------------------------------


def is_first_comment(facts: Facts, value: str) -> bool:
    """Nothing of this writer has been published yet."""
    return facts.published_before == 0


def is_trusted(facts: Facts, value: str) -> bool:
    """At least ``value`` comments of this writer are public, none was removed."""
    return facts.published_before >= int(value) and facts.removed_before == 0


def has_email(facts: Facts, value: str) -> bool:
    """The writer's e-mail address ends with one of the endings (one a line)."""
    email = facts.draft.email.casefold()
    return any(email.endswith(ending) for ending in _lines(value.casefold()))


def comes_from(facts: Facts, value: str) -> bool:
    """The writer's IP address lies in one of the ranges (one a line)."""
    if not facts.draft.ip_address:
        return False
    address = ipaddress.ip_address(facts.draft.ip_address)
    return any(
        address in ipaddress.ip_network(line, strict=False) for line in _lines(value)
    )


def writes_fast(facts: Facts, value: str) -> bool:
    """With this one, ``5/10``: five comments in ten minutes."""
    comments, minutes = (int(number) for number in value.split("/"))
    within = timedelta(minutes=minutes)
    return 1 + sum(age <= within for age in facts.earlier) >= comments


# --- The text ----------------------------------------------------------------


def has_links(facts: Facts, value: str) -> bool:
    """At least ``value`` links stand in the text."""
    return len(_LINK.findall(facts.draft.text)) >= int(value)


def has_words(facts: Facts, value: str) -> bool:
    """One of the words (one a line) stands in text, name or address of the writer."""
    written = _written(facts.draft).casefold()
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", written)
        for word in _lines(value.casefold())
    )


def matches(facts: Facts, value: str) -> bool:
    """One of the patterns (one a line) is found in text, name or address.

    RE2 needs time in proportion to the text, whatever the pattern.
    """
    written = _written(facts.draft)
    return any(re2.search(pattern, written) for pattern in _lines(value))


def shouts(facts: Facts, value: str) -> bool:
    """At least ``value`` per cent of the letters are capitals."""
    return _share(str.isupper, facts.draft.text) >= int(value)


def has_other_letters(facts: Facts, value: str) -> bool:
    """At least ``value`` per cent of the letters are of another script than the post."""
    at_home = Counter(map(_script, filter(str.isalpha, facts.post_text)))
    if not at_home:
        return False
    ours = at_home.most_common(1)[0][0]
    return _share(lambda letter: _script(letter) != ours, facts.draft.text) >= int(
        value
    )


def is_short(facts: Facts, value: str) -> bool:
    """The text has at most ``value`` characters."""
    return len(facts.draft.text) <= int(value)


def is_long(facts: Facts, value: str) -> bool:
    """The text has at least ``value`` characters."""
    return len(facts.draft.text) >= int(value)


def is_like_spam(facts: Facts, value: str) -> bool:
    """``value`` per cent of the text stand in one that was called spam lately."""
    rows = _rows_of_words(facts.draft.text)
    enough = int(value) * len(rows) / 100
    # Most texts share next to nothing with all spam together.
    if not rows or len(rows & _rows_of_all(facts.spam)) < enough:
        return False
    return any(len(rows & _rows_of_words(spam)) >= enough for spam in facts.spam)


def is_likely_spam(facts: Facts, value: str) -> bool:
    """By what moderators called spam, it is so at ``value`` per cent or more."""
    return facts.suspicion.per_cent >= max(int(value), 1)


def is_in_another_language(facts: Facts, value: str) -> bool:
    """The text is in none of the languages (one a line); false if that is unsure."""
    found = languages_of(facts.draft.text)
    return bool(found) and found.isdisjoint(_lines(value.lower()))


# --- The rest ----------------------------------------------------------------


def is_under_old_post(facts: Facts, value: str) -> bool:
    """The post has been public for at least ``value`` days."""
    return facts.post_age >= timedelta(days=int(value))


def is_reported(facts: Facts, value: str) -> bool:
    """At least ``value`` readers have reported it."""
    return facts.reports >= int(value)


def is_spam_to_akismet(facts: Facts, value: str) -> bool:
    """Akismet has been asked, and calls it spam."""
    return facts.akismet is True


CONDITIONS: dict[str, Callable[[Facts, str], bool]] = {
    Condition.FIRST_COMMENT: is_first_comment,
    Condition.TRUSTED: is_trusted,
    Condition.LINKS: has_links,
    Condition.WORDS: has_words,
    Condition.PATTERN: matches,
    Condition.EMAIL: has_email,
    Condition.ADDRESS: comes_from,
    Condition.POST_AGE: is_under_old_post,
    Condition.RATE: writes_fast,
    Condition.CAPITALS: shouts,
    Condition.LETTERS: has_other_letters,
    Condition.SHORT: is_short,
    Condition.LONG: is_long,
    Condition.LIKE_SPAM: is_like_spam,
    Condition.REPORTS: is_reported,
    Condition.LIKELY_SPAM: is_likely_spam,
    Condition.LANGUAGE: is_in_another_language,
    Condition.AKISMET: is_spam_to_akismet,
}


def _lines(value: str) -> list[str]:
    return [line.strip() for line in value.splitlines() if line.strip()]


def _written(draft: Draft) -> str:
    return f"{draft.text}\n{draft.name}\n{draft.url}"


def _share(is_meant: Callable[[str], bool], text: str) -> float:
    """How many per cent of the letters are meant; 0 if there are few letters."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < LETTERS_COUNT_FROM:
        return 0
    return 100 * sum(map(is_meant, letters)) / len(letters)


def _script(letter: str) -> str:
    """``LATIN``, ``CYRILLIC``, ``CJK`` …: the first word of the letter's name."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


@lru_cache(maxsize=512)
def _rows_of_words(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    starts = range(len(words) - WORDS_IN_A_ROW + 1)
    return frozenset(tuple(words[start : start + WORDS_IN_A_ROW]) for start in starts)


@lru_cache(maxsize=4)
def _rows_of_all(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset().union(*map(_rows_of_words, texts))
