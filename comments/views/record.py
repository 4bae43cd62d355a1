"""What moderators did, for everybody to read, where the site wants that."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from comments.public_record import public_acts
from pagecache.public import public_page


@public_page
def moderation_log(request: HttpRequest, before: int | None = None) -> HttpResponse:
    """The latest acts first; 404 unless MASTHEAD_PUBLIC_MODERATION_LOG is on."""
    if not settings.MASTHEAD_PUBLIC_MODERATION_LOG:
        raise Http404
    acts, older = public_acts(before=before)
    context = {"acts": acts, "older": older, "is_first": before is None}
    return render(request, "comments/moderation_log.html", context)
