"""Where moderators work, and what they read there."""

from __future__ import annotations

from html import unescape

from django.utils.html import strip_tags

from comments.models import Comment

LIST = "/admin/comments/comment/"
UNDO = f"{LIST}undo/"
TOO_LATE = "Somebody else was quicker, so nothing was changed here – "


def words(html):
    """The text of a page or of a part of it, with single spaces."""
    return " ".join(unescape(strip_tags(str(html).replace("<", " <"))).split())


def shown(response):
    """The comments of a list, in its order."""
    return list(response.context["cl"].result_list)


def said(response):
    """What the messages of the next page say."""
    return [words(message) for message in response.context["messages"]]


def state_of(comment):
    """The state of a comment as it is stored now."""
    return Comment.objects.values_list("state", flat=True).get(pk=comment.pk)
