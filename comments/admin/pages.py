"""The page of one comment, and the two addresses that take decisions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_comments.models import CommentFlag

from comments import actions
from comments.admin.commenters import tools_for
from comments.admin.deciding import (
    DECIDED_AT_ONCE,
    DONE,
    keys_in,
    start_of,
    tell_overtaken,
    tell_with_undo,
)
from comments.admin.reasons import numbered, reason_in
from comments.admin.records import record_of
from comments.admin.returning import LIST, back_to
from comments.commenters import Commenter
from comments.models import Comment, ModerationDecision, ReasonTemplate
from comments.permissions import can_moderate, comments_for, moderates, moderates_all
from comments.querysets import PUBLISHED_COUNTED_AT_MOST

PAGE = "admin:comments_comment_change"
FILTERS = "_changelist_filters"
REPORTS_SHOWN = 50
State = Comment.State


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment with all that helps to decide about it."""
    comment = _found(request, pk)
    context = {
        **admin.site.each_context(request),
        **_surroundings(request, comment),
        **_history(request, comment),
        "acts": list(comment.thread_decisions.for_record()),
        "opts": Comment._meta,  # noqa: SLF001 (Django's own way)
        "title": f"Comment by {comment.author_name}",
        "comment": comment,
        "reason": request.GET.get("reason", ""),
        "reasons": numbered(ReasonTemplate.objects.offered()),
        "filters": request.GET.get(FILTERS, ""),
        "back": request.get_full_path(),
    }
    return render(request, "admin/comments/comment/page.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide, then go on with what waits next."""
    comment = _found(request, pk)
    to = request.POST.get("to", "")
    # A row of the list says in its address what it showed, a comment's page in a field.
    seen = request.POST.get("seen") or request.GET.get("seen", "")
    if to not in DONE:
        messages.error(request, "Choose approve, hold, spam or remove.")
        return redirect(_page_url(request, comment))
    reason = reason_in(request, to)
    decision = actions.decide(comment, to, by=request.user, reason=reason, seen=seen)
    if _is_by_script(request):
        return _told_to_script(comment, decision, to)
    if decision is None:
        messages.warning(request, tell_overtaken([comment]))
        return redirect(_page_url(request, comment, reason=reason.words))
    from_list = request.GET.get("then") == "list"
    back = _list_url(request) if from_list else _page_url(request, comment)
    said = f"{comment.author_name} on “{comment.post}”: {DONE[to]}."
    tell_with_undo(request, said, [decision], back=back)
    return redirect(back if from_list else _next_url(request, comment, seen))


def _is_by_script(request: HttpRequest) -> bool:
    """Whether the list decides in place, and shows itself what came of it."""
    return request.headers.get("Accept") == "application/json"


def _told_to_script(
    comment: Comment, decision: ModerationDecision | None, to: str
) -> HttpResponse:
    if decision is None:
        return JsonResponse({"said": tell_overtaken([comment])}, status=409)
    said = f"{comment.author_name}: {DONE[to]}."
    return JsonResponse({"said": said, "decision": decision.pk})


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back decisions (their keys with commas between them)."""
    pks = keys_in(request.POST.get("decisions", "").split(","))
    made = ModerationDecision.objects.filter(pk__in=pks[:DECIDED_AT_ONCE])
    decisions = list(made.select_related("comment__post"))
    if not all(can_moderate(request.user, one.comment.post) for one in decisions):
        raise PermissionDenied
    undone, faults = 0, set()
    for decision in decisions:
        try:
            actions.undo(decision, by=request.user)
            undone += 1
        except actions.UndoError as error:
            faults.add(str(error))
    if _is_by_script(request):
        said = " ".join(sorted(faults)) or f"Undone: {undone}."
        return JsonResponse({"said": said}, status=200 if undone else 409)
    if undone:
        messages.success(request, f"Undone: {undone}.")
    for fault in sorted(faults):
        messages.warning(request, fault)
    return redirect(back_to(request))


def _found(request: HttpRequest, pk: int) -> Comment:
    if not moderates(request.user):
        raise PermissionDenied
    rows = comments_for(request.user).select_related("post", "author", "in_reply_to")
    comment: Comment = get_object_or_404(rows.with_published_by_writer(), pk=pk)
    return comment


def _surroundings(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """Where it stands, who wrote it, and what comes next."""
    sees_all = moderates_all(request.user)
    parent, mine = comment.in_reply_to, comments_for(request.user)
    return {
        "parent": parent,
        "parent_start": start_of(parent) if parent else "",
        "reply_count": comment.replies.count(),
        "sees_addresses": sees_all,
        "commenter": record_of(comment, with_addresses=sees_all),
        **tools_for(request, Commenter.of(comment), comment),
        "most": PUBLISHED_COUNTED_AT_MOST,
        "next": mine.pending_after(comment).first(),
        "previous": mine.pending_before(comment).first(),
    }


def _history(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """What was decided and reported, oldest first."""
    decisions = list(comment.decisions.select_related("made_by", "undone_by"))
    last = decisions[-1] if decisions else None
    reports = CommentFlag.objects.filter(
        comment=comment.pk, flag=CommentFlag.SUGGEST_REMOVAL
    )
    return {
        "decisions": decisions,
        "earlier_texts": comment.earlier_texts.select_related("replaced_by"),
        "undoable": last if last and last.can_be_undone else None,
        "reports": reports.select_related("user", "reason").order_by("flag_date")[
            :REPORTS_SHOWN
        ],
    }


def _list_url(request: HttpRequest) -> str:
    filters = request.GET.get(FILTERS, "")
    return reverse(LIST) + (f"?{filters}" if filters else "")


def _page_url(request: HttpRequest, comment: Comment, **more: str) -> str:
    kept = {name: value for name, value in more.items() if value}
    if filters := request.GET.get(FILTERS, ""):
        kept[FILTERS] = filters
    return reverse(PAGE, args=[comment.pk]) + (f"?{urlencode(kept)}" if kept else "")


def _next_url(request: HttpRequest, comment: Comment, seen: str) -> str:
    """The next one that waits, for who works through the queue; else the list."""
    in_queue = request.GET.get(FILTERS, "") in {"", "state=held"}
    if in_queue and seen.startswith(State.HELD):
        mine = comments_for(request.user)
        if following := mine.pending_after(comment).first() or mine.pending().first():
            return _page_url(request, following)
    return _list_url(request)
