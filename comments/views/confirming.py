"""What the link in the mail to a guest leads to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import actions
from comments.drafts import FOLLOWS_CHOICES, Follows
from comments.limits import limited, place
from comments.models import Comment, Confirmation
from comments.views.reading import permalink
from comments.views.writing import to_sent_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("confirm-place", place)
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then let a guest's comment in. Mail programs open links by themselves."""
    confirmation = Confirmation.objects.with_token(key)
    if confirmation is None:
        return render(request, "comments/confirm_unknown.html", status=404)
    if request.method != "POST":
        return _confirm_page(request, confirmation)
    chosen = request.POST.get("follows", "")
    follows = Follows(chosen) if chosen in set(Follows) else Follows.UNSAID
    try:
        comment = actions.confirm(confirmation, follows=follows, request=request)
    except actions.CommentRefusedError as refusal:
        return _confirm_page(request, confirmation, refusal=str(refusal))
    return to_sent_page(request, comment)


def _confirm_page(
    request: HttpRequest, confirmation: Confirmation, refusal: str = ""
) -> HttpResponse:
    comment = confirmation.comment
    if confirmation.has_expired and comment.state != Comment.State.UNCONFIRMED:
        # The link has done its work, and opens nothing for whoever finds the mail.
        return permalink(request, comment.pk)
    if confirmation.confirmed_at:
        return to_sent_page(request, comment)
    refusal = actions.EXPIRED if confirmation.has_expired else refusal
    context = {
        "comment": comment,
        "post": comment.post,
        "refusal": refusal,
        "follows_choices": FOLLOWS_CHOICES,
    }
    status = 422 if refusal else 200
    return render(request, "comments/confirm.html", context, status=status)
