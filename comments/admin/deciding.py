"""Decisions about one comment or many, and what the moderator is told of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from html import unescape
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import strip_tags
from django.utils.text import Truncator

from comments import actions
from comments.admin.reasons import reason_in
from comments.models import Comment, ModerationDecision
from comments.permissions import can_moderate, comments_for

State = Comment.State
# More in one request would keep its sender waiting, and others who write.
DECIDED_AT_ONCE = 500
NAMED_AT_MOST = 5
WORDS_SHOWN = 30
CHARACTERS_SHOWN = 240
# The writer, too: while a comment waits, its text may be changed.
QUICKER = "Somebody else was quicker, so nothing was changed here – "
DONE = {
    State.PUBLIC: "approved",
    State.HELD: "held",
    State.SPAM: "marked as spam",
    State.REMOVED: "removed",
    "": "kept, the reports dismissed",
}


def start_of(comment: Comment, *, words: int = WORDS_SHOWN) -> str:
    """The first ``words`` of the text as plain text."""
    start = Truncator(_plain(comment)).words(words)
    return Truncator(start).chars(CHARACTERS_SHOWN)


def is_longer(comment: Comment) -> bool:
    """Whether there is more to read than its first words."""
    return "<blockquote" in comment.body_html or start_of(comment) != _plain(comment)


def _plain(comment: Comment) -> str:
    text = unescape(strip_tags(comment.body_html.replace("<", " <")))
    return " ".join(text.split())


def said_by(decision: ModerationDecision) -> str:
    """Why, and who said so: the rule or the moderator."""
    if decision.made_by is not None:
        said = f"{decision.made_by}: {decision.reason}"
        return said.removesuffix(": ")
    said = decision.rule or decision.reason
    return f"{said} (because of: {decision.because})" if decision.because else said


def keys_in(typed: Iterable[str]) -> list[str]:
    """Those of ``typed`` that may be the key of a row: others no database compares."""
    return [key for key in typed if re.fullmatch(r"[0-9]{1,18}", key)]


class Batch:
    """One decision about many comments: what it did, and what it left alone."""

    def __init__(self, request: HttpRequest, to: str) -> None:
        self.request = request
        self.to = to
        self.reason = reason_in(request, to)
        self.seen_at = _moment(request.POST.get("seen_at", ""))
        self.decisions: list[ModerationDecision] = []
        self.met: set[str] = set()
        # Decided by somebody else since the list was shown.
        self.overtaken: list[Comment] = []
        self.unchanged = self.refused = 0
        self.is_cut = False

    def decide(self, comments: Any) -> None:
        """Decide about ``comments``, a queryset, as far as the moderator may."""
        rows = list(comments[: DECIDED_AT_ONCE + 1])
        self.is_cut = len(rows) > DECIDED_AT_ONCE
        for comment in rows[:DECIDED_AT_ONCE]:
            self.met.add(str(comment.pk))
            self._decide_one(comment)

    def _decide_one(self, comment: Comment) -> None:
        if not can_moderate(self.request.user, comment.post):
            self.refused += 1
        elif comment.state_since > self.seen_at:
            self.overtaken.append(comment)
        elif comment.state == self.to:
            self.unchanged += 1
        else:
            seen = comment.standing
            decision = actions.decide(
                comment, self.to, by=self.request.user, reason=self.reason, seen=seen
            )
            if decision:
                self.decisions.append(decision)
            elif self.to:
                self.overtaken.append(comment)
            else:
                self.unchanged += 1

    def look_for_missing(self, selected: Iterable[str]) -> None:
        """What was ticked and isn't in the list any more, or never was."""
        missing = set(keys_in(selected)) - self.met
        if self.is_cut or not missing:
            return
        found = comments_for(self.request.user).filter(pk__in=missing).for_queue()
        self.overtaken.extend(found)
        self.refused += len(missing) - len(found)

    def tell(self) -> None:
        """Say all of it in the page that comes next."""
        if self.decisions:
            tell_with_undo(
                self.request,
                f"{_number(self.decisions)} {DONE[self.to]}.",
                self.decisions,
            )
        if self.is_cut:
            messages.info(
                self.request,
                f"That were the first {DECIDED_AT_ONCE}. The others are unchanged.",
            )
        if self.unchanged:
            messages.info(
                self.request, f"{self.unchanged} needed no decision: nothing changed."
            )
        if self.overtaken:
            messages.warning(self.request, tell_overtaken(self.overtaken))
        if self.refused:
            messages.error(
                self.request,
                f"{self.refused} refused: not in a thread that you moderate.",
            )


def tell_with_undo(
    request: HttpRequest,
    said: str,
    decisions: Iterable[ModerationDecision],
    back: str = "",
) -> None:
    """Say what was done, with a button that takes it back."""
    context = {
        "said": said,
        "decisions": ",".join(str(one.pk) for one in decisions),
        "back": back or request.get_full_path(),
    }
    template = "admin/comments/comment/undo.html"
    messages.success(request, render_to_string(template, context, request))


def tell_overtaken(comments: list[Comment]) -> str:
    """Who has decided in the meantime, and what."""
    pks = [comment.pk for comment in comments]
    made = ModerationDecision.objects.filter(comment__in=pks).select_related("made_by")
    last = {one.comment_id: one for one in made}
    told = [
        f"{comment.author_name}: {comment.get_state_display().lower()}"
        + (f" ({said_by(last[comment.pk])})" if comment.pk in last else "")
        for comment in comments[:NAMED_AT_MOST]
    ]
    if len(comments) > NAMED_AT_MOST:
        told.append(f"and {len(comments) - NAMED_AT_MOST} more")
    return QUICKER + "; ".join(told)


def _number(decisions: list[ModerationDecision]) -> str:
    return "1 comment" if len(decisions) == 1 else f"{len(decisions)} comments"


def _moment(text: str) -> datetime:
    """When the list was shown; now if the form doesn't say."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    return moment if moment and timezone.is_aware(moment) else timezone.now()
