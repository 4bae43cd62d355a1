"""What is one reader's alone on pages that are the same for everyone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from comments.limits import limited, place
from comments.personal import in_thread, standing
from comments.visitors import MARKER, own_comments


@never_cache
@require_safe
@limited("me-place", place, methods=("GET",))
def me(request: HttpRequest) -> HttpResponse:
    """Who is reading, and what is theirs in the thread of ?post=; four queries.

    Scripts ask for it where the marker cookie is, once a page.
    """
    user = request.user if isinstance(request.user, User) else None
    remembered = own_comments(request)
    wanted = request.GET.get("post", "")
    post_id = int(wanted) if wanted.isdecimal() and len(wanted) < 19 else None
    own, reacted = in_thread(post_id, user, remembered) if post_id else ([], [])
    moderates, unread = standing(user, post_id) if user else (False, 0)
    known: dict[str, Any] = {"name": user.get_full_name() if user else None, "own": own}
    known |= {"reacted": reacted, "moderates": moderates, "unread": unread}
    response = JsonResponse(known | {"token": get_token(request)})
    if user is None and not remembered:
        response.delete_cookie(MARKER, samesite="Lax")
    return response
