"""Readers' flags: that they agree with a comment, that moderators should look."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments import actions
from comments.limits import limited, person
from comments.models import Comment


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("react", person)
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then note (or take back) that a member agrees with a comment."""
    comment = get_object_or_404(Comment.objects.readable().visible(), pk=pk)
    member = _member(request)
    if request.method == "POST":
        actions.react(comment, by=member, request=request)
        return redirect("comments:comment", pk=pk)
    context = {
        "comment": comment,
        "post": comment.post,
        "has_reacted": actions.has_reacted(comment, member),
    }
    return render(request, "comments/react.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("report", person)
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask, then tell the moderators that a member finds a comment out of order."""
    comment = get_object_or_404(Comment.objects.readable().visible(), pk=comment_id)
    if request.method == "POST":
        actions.report(comment, by=_member(request), request=request)
        return render(request, "comments/reported.html", {"comment": comment})
    context = {"comment": comment, "post": comment.post}
    return render(request, "comments/report.html", context)


def _member(request: HttpRequest) -> User:
    """Who is signed in; the view has made sure that somebody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
