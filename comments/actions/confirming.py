"""A guest proves the e-mail address once, with a click in a mail."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, Q
from django.http import HttpRequest
from django.utils import timezone
from django_comments_xtd.signals import confirmation_received

from accounts.visitors import place_of
from blog.models import Post
from comments import mails
from comments.drafts import Draft, Follows
from comments.facts import draft_of
from comments.models import Comment, Confirmation
from comments.querysets import CountOf
from mail import actions as mail

from .checking import record_verdict
from .counting import lock_names, lock_post_of
from .deciding import enter_state
from .following import follow
from .refusing import (
    CommentRefusedError,
    ask_moderator,
    checked_parent,
    refuse_if_one_says_no,
    refuse_unless_open,
)
from .telling import note_held

State = Comment.State

TOKEN_BYTES = 32
# Somebody may type another's address: it shall not get a mail for each comment.
ASKED_AT_MOST = 3
# Of one IP address, behind which there may be a school.
ASKED_AT_MOST_FROM_ONE_PLACE = 20
ASKED_WITHIN = timedelta(hours=24)

EXPIRED = "This link has expired: it worked for two days."


def must_confirm(post: Post, draft: Draft) -> bool:
    """Whether the writer has to follow a link in a mail first; the post is locked.

    A guest does, until one comment under the address was confirmed or became public.
    CommentRefusedError if too many links to one address, or from one, are unused.
    """
    if not settings.MASTHEAD_CONFIRM_GUESTS or draft.user is not None:
        return False
    email, place = draft.email.lower(), place_of(draft.ip_address)
    # Comments on other posts count too, which their locks don't keep apart.
    lock_names(f"confirmations of {email}", f"confirmations from {place}")
    is_known, to_address, from_place = _asked(post, draft, place)
    if is_known:
        return False
    if to_address >= ASKED_AT_MOST:
        raise CommentRefusedError(
            f"{ASKED_AT_MOST} links are on their way to this address already. If the "
            "address is yours, follow one of them, then send this comment again; if "
            "those comments are not yours, try tomorrow."
        )
    if place and from_place >= ASKED_AT_MOST_FROM_ONE_PLACE:
        raise CommentRefusedError(
            "Too many comments from your network wait to be confirmed. Try again "
            "tomorrow, or sign in."
        )
    return True


def _asked(post: Post, draft: Draft, place: str) -> tuple[bool, int, int]:
    """Whether the writer is known, and how many links are unused: to the address, and
    from ``place``. One query, beside any row that is there."""
    confirmed = Confirmation.objects.done().of(draft.email)
    public = Comment.objects.by_writer(draft).visible()
    known = Q(Exists(confirmed)) | Q(Exists(public))
    unused = Confirmation.objects.open().filter(
        asked_at__gt=timezone.now() - ASKED_WITHIN
    )
    there = unused.filter(place=place).values("pk")
    rows = Post.objects.filter(pk=post.pk).values_list(
        ExpressionWrapper(known, BooleanField()),
        CountOf(unused.of(draft.email).values("pk")[:ASKED_AT_MOST]),
        CountOf(there[:ASKED_AT_MOST_FROM_ONE_PLACE]),
    )
    found: tuple[bool, int, int] = rows.get()
    return found


def ask_for_confirmation(post: Post, comment: Comment) -> None:
    """Queue the mail with the link; in the transaction that writes the comment."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Confirmation.objects.ask(comment, token)
    mail.queue([mails.confirmation(post, comment.user_email, token)])


@transaction.atomic
def confirm(
    confirmation: Confirmation,
    *,
    follows: Follows = Follows.UNSAID,
    request: HttpRequest | None = None,
) -> Comment:
    """Let the comment in, as the rules decide now; a second click changes nothing.

    ``follows``: what its writer wants to be told of from now on.
    CommentRefusedError with the reason if the link has expired, or the post takes no
    comment any more, this one, or none from this writer.
    """
    comment = confirmation.comment
    try:
        # As it is under the lock: another click may have been quicker.
        post = lock_post_of(comment)
        comment.refresh_from_db()
    except Comment.DoesNotExist:
        raise CommentRefusedError(EXPIRED) from None
    if confirmation.has_expired:
        raise CommentRefusedError(EXPIRED)
    # A moderator may have decided before: then the click proves the address alone.
    if comment.state == State.UNCONFIRMED:
        _let_in(post, comment, request)
    clicked = Confirmation.objects.filter(pk=confirmation.pk, confirmed_at=None)
    clicked.update(confirmed_at=timezone.now())
    follow(post, comment.user_email, follows)
    return comment


def _let_in(post: Post, comment: Comment, request: HttpRequest | None) -> None:
    """All that is asked of a new comment is asked again."""
    draft = comment.draft = draft_of(comment)
    refuse_unless_open(post, draft)
    checked_parent(post, comment.in_reply_to)
    refuse_if_one_says_no(
        confirmation_received.send(Comment, comment=comment, request=request)
    )
    judgement = ask_moderator(comment, request)
    enter_state(post, comment, judgement.state)
    if comment.state == State.HELD:
        note_held(comment)
    record_verdict(comment, judgement, from_state=State.UNCONFIRMED)
