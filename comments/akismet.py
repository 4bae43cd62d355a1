"""Asks Akismet, a service elsewhere, whether a comment is spam, and tells it who erred."""

from __future__ import annotations

from urllib.error import URLError
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

from django.conf import settings

from comments.models import Comment

TIMEOUT_SECONDS = 10
LONGEST_ANSWER = 1000


class AkismetError(Exception):
    """No usable answer; the message is for whoever keeps the site."""


def calls_spam(comment: Comment) -> bool:
    """Whether it does; AkismetError if it does not say."""
    answer = _send("comment-check", comment)
    if answer not in {"true", "false"}:
        raise AkismetError(f"Akismet answered {answer!r}. Is the key right?")
    return answer == "true"


def correct(comment: Comment, *, is_spam: bool) -> None:
    """Tell it that a moderator decided otherwise."""
    _send("submit-spam" if is_spam else "submit-ham", comment)


def _send(call: str, comment: Comment) -> str:
    """Of a reader: name, addresses and text. docs/moderation.md says so."""
    url = urljoin(settings.MASTHEAD_AKISMET_URL, call)
    data = {
        "api_key": settings.MASTHEAD_AKISMET_KEY,
        "blog": settings.SITE_URL,
        "permalink": settings.SITE_URL + comment.post.get_absolute_url(),
        "comment_type": "reply" if comment.in_reply_to_id else "comment",
        "comment_author": comment.author_name,
        "comment_author_email": comment.user_email,
        "comment_author_url": comment.author_url,
        "comment_content": comment.comment,
        "comment_date_gmt": comment.posted_at.isoformat(),
        "user_ip": comment.ip_address or "",
    }
    request = Request(url, urlencode(data).encode(), {"User-Agent": "Masthead"})  # noqa: S310 (the owner's setting)
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            said: bytes = answer.read(LONGEST_ANSWER)
    except (URLError, OSError, ValueError) as error:
        raise AkismetError(f"Akismet can't be reached: {error}") from error
    return said.decode(errors="replace").strip()
