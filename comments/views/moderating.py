"""What moderators get on the public page of a thread, beside each comment."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blog.models import Post
from comments.models import Comment, ReasonTemplate
from comments.permissions import can_moderate

HELD_COUNTED_AT_MOST = 100


@never_cache
@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """A form for any comment of ?post=; a script puts it where it is wanted."""
    wanted = request.GET.get("post", "")
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404
    post = get_object_or_404(Post.objects.only("pk"), pk=wanted)
    # Decisions are taken by the admin, which is for staff.
    if not (request.user.is_staff and can_moderate(request.user, post)):
        raise PermissionDenied
    held = Comment.objects.filter(post=post, state=Comment.State.HELD).order_by()
    context = {
        "post": post,
        "reasons": ReasonTemplate.objects.offered(),
        "held": held[:HELD_COUNTED_AT_MOST].count(),
        "most": HELD_COUNTED_AT_MOST,
    }
    return render(request, "comments/moderating.html", context)
