"""From a draft to a comment: checked, judged, drawn, inserted, counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django_comments.models import Comment as LibraryComment
from django_comments.signals import comment_was_posted
from django_comments_xtd.models import XtdComment

from blog.models import Post
from comments import markup
from comments.drafts import Draft, Follows
from comments.models import Comment
from comments.paths import KEY_WIDTH, level_of, path_below, pk_of

from .checking import record_verdict
from .confirming import ask_for_confirmation, must_confirm
from .counting import count_as_public, lock_post
from .following import follow
from .referring import draw_on
from .refusing import ask_moderator, checked_parent, refuse_too_soon, refuse_unless_open
from .telling import note_held, note_public

State = Comment.State

# What the package's tables hold of a name and an address; ours hold them whole.
LIBRARY_NAME_LENGTH = 50
LIBRARY_URL_LENGTH = 200


def post_comment(
    post: Post,
    draft: Draft,
    *,
    in_reply_to: Comment | None = None,
    posted_at: datetime | None = None,
    request: HttpRequest | None = None,
) -> Comment:
    """Post a comment; its ``state`` says what became of it.

    ``posted_at`` (aware; None: now) is for what was written earlier, elsewhere: it is
    judged like any other, but nobody gets a mail for it. Otherwise a guest's first one
    is unconfirmed until the link in a mail is followed.
    The same submission key answers with the first comment. CommentRefusedError with the
    reason if the post takes no comment, this one, or none from this writer.
    """
    try:
        return _post(post, draft, in_reply_to, posted_at, request)
    except IntegrityError:
        # One form sent to two posts at once, which no lock keeps apart.
        if first := _posted_with(draft.submission_key):
            return first
        raise


@transaction.atomic
def _post(
    post: Post,
    draft: Draft,
    in_reply_to: Comment | None,
    posted_at: datetime | None,
    request: HttpRequest | None,
) -> Comment:
    post = lock_post(post.pk)
    if first := _posted_with(draft.submission_key):
        return first
    refuse_unless_open(post, draft)
    if posted_at is None:
        refuse_too_soon(post, draft)
    parent = checked_parent(post, in_reply_to)
    comment = _unsaved(post, draft, posted_at or timezone.now())
    may_mail = posted_at is None
    judgement = ask_moderator(comment, request)
    comment.state = judgement.state
    # Spam gets no link: its address is mostly somebody else's.
    if may_mail and comment.state != State.SPAM and must_confirm(post, draft):
        comment.state = State.UNCONFIRMED
        # The rules are asked again then, and it is said which one decided.
        judgement = replace(judgement, rule="", because="", asks_akismet=False)
    comment.body_html = draw_on(post, draft.text)
    if comment.state == State.PUBLIC:
        count_as_public(post, comment)
    _insert(comment, parent)
    record_verdict(comment, judgement)
    if may_mail:
        _tell(post, comment, draft)
    transaction.on_commit(
        lambda: comment_was_posted.send(Comment, comment=comment, request=request)
    )
    return comment


def _posted_with(key: UUID | None) -> Comment | None:
    if key is None:
        return None
    first: Comment | None = Comment.objects.filter(submission_key=key).first()
    return first


def _tell(post: Post, comment: Comment, draft: Draft) -> None:
    """Ask for a click, or note of what others are told after the commit."""
    if comment.state == State.UNCONFIRMED:
        ask_for_confirmation(post, comment)
    elif comment.state == State.PUBLIC:
        note_public(comment)
    elif comment.state == State.HELD:
        note_held(comment)
    # A member's address is the account's; a guest is asked where it is confirmed.
    if draft.follows and draft.user is not None:
        follow(post, draft.user.email, draft.follows)


def _unsaved(post: Post, draft: Draft, posted_at: datetime) -> Comment:
    comment = Comment(
        post=post,
        content_type=ContentType.objects.get_for_model(Post),
        object_pk=str(post.pk),
        site_id=settings.SITE_ID,
        user=draft.user,
        user_name=draft.name[:LIBRARY_NAME_LENGTH],
        user_email=draft.email,
        user_url=draft.url if len(draft.url) <= LIBRARY_URL_LENGTH else "",
        comment=draft.text,
        submit_date=posted_at,
        ip_address=draft.ip_address,
        author=draft.user,
        author_name=draft.name,
        author_url=draft.url,
        posted_at=posted_at,
        state_since=timezone.now(),
        drawn_with=markup.DRAWING_VERSION,
        submission_key=draft.submission_key,
        followup=draft.follows not in {Follows.UNSAID, Follows.NOTHING},
    )
    comment.content_object = post
    comment.draft = draft
    return comment


def _insert(comment: Comment, parent: Comment | None) -> None:
    """Write the three rows: the package's two, then ours."""
    base = LibraryComment(**_columns(LibraryComment, comment))
    base.is_public = comment.state == State.PUBLIC
    base.save(force_insert=True)
    comment.pk = comment.id = comment.comment_ptr_id = base.pk
    comment.in_reply_to = parent
    comment.path = path_below(parent.path if parent else "", base.pk)
    comment.thread_id = pk_of(comment.path[:KEY_WIDTH])
    comment.parent_id = parent.pk if parent else base.pk
    comment.level = level_of(comment.path)
    comment.order = base.pk
    extended = XtdComment(comment_ptr_id=base.pk, **_columns(XtdComment, comment))
    extended.save_base(raw=True, force_insert=True)
    comment.save_base(raw=True, force_insert=True)


def _columns(model: type[LibraryComment], comment: Comment) -> dict[str, object]:
    """What ``comment`` says for the own columns of ``model``, without the key."""
    return {
        field.attname: getattr(comment, field.attname)
        for field in model._meta.local_concrete_fields  # noqa: SLF001 (Django's own way)
        if not field.primary_key
    }
