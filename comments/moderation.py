"""What happens to a new comment: pure rules, and the moderator that runs them.

A rule's condition is a function of facts; it knows no database and no request. The
first rule whose condition is met decides; without one the comment is published.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django_comments.signals import comment_was_posted, comment_will_be_posted
from django_comments_xtd.moderation import SpamModerator, XtdModerator

from comments.drafts import Draft
from comments.models import Comment, Rule
from comments.permissions import can_moderate

if TYPE_CHECKING:
    from blog.models import Post

Verdict = Rule.Verdict
Condition = Rule.Condition

STATE_AFTER = {
    Verdict.PUBLISH: Comment.State.PUBLIC,
    Verdict.HOLD: Comment.State.HELD,
    Verdict.SPAM: Comment.State.SPAM,
}
# Shorter texts in capitals are abbreviations, not shouting.
CAPITALS_COUNT_FROM = 20

# No rule asks for more; a regular's twenty thousand comments need no counting.
COUNTED_AT_MOST = 100

_LINK = re.compile(r"https?://|<a\s", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """What the rules may know of a draft."""

    draft: Draft
    # Earlier comments of the same account or e-mail address that became public.
    published_before: int
    # How long the post has been public.
    post_age: timedelta


@dataclass(frozen=True)
class Judgement:
    """A verdict and the rule it comes from; no rule: nothing spoke against it."""

    verdict: Verdict
    rule: str = ""
    message: str = ""

    @property
    def state(self) -> Comment.State:
        """Where the verdict puts a comment; KeyError: it refuses it."""
        return STATE_AFTER[self.verdict]


def is_first_comment(facts: Facts, value: str) -> bool:
    """Nothing of this writer has been published yet."""
    return facts.published_before == 0


def has_links(facts: Facts, value: str) -> bool:
    """At least ``value`` links stand in the text."""
    return len(_LINK.findall(facts.draft.text)) >= int(value)


def has_words(facts: Facts, value: str) -> bool:
    """One of the words (one a line) stands in text, name or address of the writer."""
    draft = facts.draft
    written = f"{draft.text}\n{draft.name}\n{draft.url}".casefold()
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", written)
        for word in _lines(value.casefold())
    )


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


def is_under_old_post(facts: Facts, value: str) -> bool:
    """The post has been public for at least ``value`` days."""
    return facts.post_age >= timedelta(days=int(value))


def shouts(facts: Facts, value: str) -> bool:
    """At least ``value`` per cent of the letters are capitals."""
    letters = [letter for letter in facts.draft.text if letter.isalpha()]
    if len(letters) < CAPITALS_COUNT_FROM:
        return False
    return sum(map(str.isupper, letters)) * 100 >= int(value) * len(letters)


CONDITIONS: dict[str, Callable[[Facts, str], bool]] = {
    Condition.FIRST_COMMENT: is_first_comment,
    Condition.LINKS: has_links,
    Condition.WORDS: has_words,
    Condition.EMAIL: has_email,
    Condition.ADDRESS: comes_from,
    Condition.POST_AGE: is_under_old_post,
    Condition.CAPITALS: shouts,
}


def judge(facts: Facts, rules: Iterable[Rule]) -> Judgement:
    """The verdict of the first rule that applies; publish if none does."""
    for rule in rules:
        if CONDITIONS[rule.condition](facts, rule.value):
            return Judgement(Verdict(rule.verdict), rule.name, rule.message)
    return Judgement(Verdict.PUBLISH)


def _lines(value: str) -> list[str]:
    return [line.strip() for line in value.splitlines() if line.strip()]


class PostModerator(SpamModerator):
    """Runs the rules on a comment that is about to be posted.

    ``comments.actions`` puts the draft on the comment as ``draft`` and reads the
    judgement from it as ``judgement``. Who moderates the thread is not moderated.
    """

    def moderate(
        self, comment: Comment, content_object: Post, request: HttpRequest | None
    ) -> bool:
        """Whether anything but publishing is called for."""
        comment.judgement = self._judge(comment.draft, content_object)
        verdict: Verdict = comment.judgement.verdict
        return verdict != Verdict.PUBLISH

    def _judge(self, draft: Draft, post: Post) -> Judgement:
        if draft.user is not None and can_moderate(draft.user, post):
            return Judgement(Verdict.PUBLISH)
        if post.comment_policy == post.CommentPolicy.HELD:
            return Judgement(Verdict.HOLD, "Every comment on this post is held")
        earlier = Comment.objects.by_writer(draft).visible()
        facts = Facts(
            draft=draft,
            published_before=earlier[:COUNTED_AT_MOST].count(),
            post_age=timezone.now() - (post.published_at or timezone.now()),
        )
        return judge(facts, Rule.objects.filter(is_active=True))


class ThreadModerator(XtdModerator):
    """Listens for our comments; the package's listens for its pickled ones."""

    def connect(self) -> None:
        comment_will_be_posted.connect(self.pre_save_moderation, sender=Comment)
        comment_was_posted.connect(self.post_save_moderation, sender=Comment)


moderator = ThreadModerator()  # type: ignore[no-untyped-call]
