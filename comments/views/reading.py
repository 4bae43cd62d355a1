"""Finding a comment in its thread."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.templatetags.comment_tags import page_address
from comments.threads import page_of


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the comment on the right page of its thread."""
    comment = get_object_or_404(Comment.objects.readable(), pk=pk)
    address = page_address(comment.post, page_of(comment))
    return redirect(f"{address}#comment-{comment.pk}")
