"""Back to where a moderator pressed a button."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LIST = "admin:comments_comment_changelist"


def back_to(request: HttpRequest, otherwise: str = "") -> str:
    """Where the button stood; ``otherwise`` (empty: the list) if that is elsewhere."""
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if is_ours else otherwise or reverse(LIST)
