"""A member's own pages: answers, what is followed, which mails come. Never cached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from comments import actions
from comments.choosing import choices_of
from comments.lately import excerpt_of
from comments.limits import limited, person
from comments.models import Answer
from comments.paths import key_in
from comments.views.flagging import member_of
from mail.models import Subscription

NEW_AT_ONCE = 50
ANSWERS_PER_PAGE = 20
EXCERPT_WORDS = 60


@never_cache
@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Answers to the member, new ones first, then page by page; what is followed."""
    member = member_of(request)
    before = key_in(request.GET.get("before", ""))
    answers = Answer.objects.to(member)
    read = answers.exclude(read_at=None)
    read = read.filter(pk__lt=before) if before else read
    rows = _shown(read[: ANSWERS_PER_PAGE + 1])
    context = {
        "answers": rows[:ANSWERS_PER_PAGE],
        "has_older": len(rows) > ANSWERS_PER_PAGE,
        "new": [] if before else _shown(answers.unread()[:NEW_AT_ONCE]),
        "followed": [choice for choice in choices_of(member) if choice.is_on],
    }
    return render(request, "comments/inbox.html", context)


@never_cache
@login_required
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """What the page showed as new is new no more."""
    actions.mark_read(member_of(request), until=key_in(request.POST.get("until", "")))
    return redirect("me")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("follow", person)
def choose_mails(request: HttpRequest) -> HttpResponse:
    """Which mails come, and how often; ``stop`` names one that ends."""
    member = member_of(request)
    choices = choices_of(member)
    if request.method == "POST":
        stopped = request.POST.get("stop", "")
        never = {f"pace-{stopped}": Subscription.Pace.NEVER}
        actions.choose_mails(member, choices, never if stopped else request.POST)
        messages.success(request, "Stopped." if stopped else "Saved.")
        return redirect("me_mails")
    context = {"choices": choices, "paces": Subscription.Pace.choices}
    return render(request, "comments/choose_mails.html", context)


def _shown(answers: Any) -> list[dict[str, Any]]:
    return [
        row | {"excerpt": excerpt_of(str(row["html"]), words=EXCERPT_WORDS)}
        for row in answers.for_inbox()
    ]
