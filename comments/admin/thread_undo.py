"""What was done to a thread is said with a button that takes it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from comments import actions
from comments.admin.returning import back_to
from comments.models import ThreadDecision
from comments.permissions import can_moderate


def tell_done(
    request: HttpRequest, said: str, decision: ThreadDecision | None, back: str
) -> None:
    """Say what was done, with the way back; or that nothing was to do."""
    if decision is None:
        messages.info(request, "It was so already: nothing changed.")
        return
    context = {"said": said, "decision": decision, "back": back}
    template = "admin/comments/thread/undo.html"
    messages.success(request, render_to_string(template, context, request))


@require_POST
def undo_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was done to a thread, or a branch of it."""
    rows = ThreadDecision.objects.for_record()
    decision = get_object_or_404(rows, pk=pk)
    posts = filter(None, (decision.post, decision.to_post))
    if not all(can_moderate(request.user, post) for post in posts):
        raise PermissionDenied
    try:
        actions.undo_in_thread(decision, by=request.user)
        messages.success(request, "Undone.")
    except actions.UndoError as error:
        messages.warning(request, str(error))
    thread = reverse("admin:comments_thread", args=[decision.post_id])
    return redirect(back_to(request, thread))
