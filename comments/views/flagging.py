"""Readers' flags: what they think of a comment, that moderators should look."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments import actions, reactions
from comments.forms import ReportForm
from comments.limits import limited, person
from comments.models import Comment


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("react", person)
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then note (or take back) a member's reaction to a comment."""
    comment = get_object_or_404(Comment.objects.readable().visible(), pk=pk)
    kind = request.POST.get("kind", reactions.kinds()[0])
    asks = request.method != "POST" or kind not in reactions.kinds()
    if asks or _is_own(request, comment):
        return _react_page(request, comment)
    now = actions.react(comment, by=member_of(request), kind=kind, request=request)
    if request.headers.get("Accept") != "application/json":
        return redirect("comments:comment", pk=pk)
    said = reactions.in_words(comment.reaction_count, comment.other_reactions)
    return JsonResponse({"kind": now, "said": said})


def _is_own(request: HttpRequest, comment: Comment) -> bool:
    """Whether the comment is the member's who reacts: that would count for nothing."""
    return comment.author_id == member_of(request).pk


def _react_page(request: HttpRequest, comment: Comment) -> HttpResponse:
    context = {
        "comment": comment,
        "post": comment.post,
        "kinds": reactions.kinds(),
        "mine": actions.reaction_of(member_of(request), comment),
        "is_own": _is_own(request, comment),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "comments/react.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("report", person)
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask why, then tell the moderators that a comment is out of order."""
    comment = get_object_or_404(Comment.objects.readable().visible(), pk=comment_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.report(
            comment, by=member_of(request), request=request, **form.cleaned_data
        )
        return render(request, "comments/reported.html", {"comment": comment})
    context = {"comment": comment, "post": comment.post, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "comments/report.html", context, status=status)


def member_of(request: HttpRequest) -> User:
    """Who is signed in; the view has made sure that somebody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
