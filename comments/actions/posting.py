"""From a draft to a comment: checked, judged, drawn, inserted, counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_comments.models import Comment as LibraryComment
from django_comments.signals import comment_was_posted, comment_will_be_posted
from django_comments_xtd.models import XtdComment

from blog.models import Post
from comments import markup
from comments.drafts import Draft
from comments.models import Ban, Comment, ModerationDecision
from comments.moderation import Judgement, Verdict
from comments.paths import KEY_WIDTH, level_of, path_below, pk_of

from .counting import count_as_public, lock_post
from .referring import references_in

State = Comment.State

STATE_AFTER = {
    Verdict.PUBLISH: State.PUBLIC,
    Verdict.HOLD: State.HELD,
    Verdict.SPAM: State.SPAM,
}
# What the package's tables hold of a name and an address; ours hold them whole.
LIBRARY_NAME_LENGTH = 50
LIBRARY_URL_LENGTH = 200


class CommentRefusedError(Exception):
    """The comment can't be posted; the message is for its writer."""


@transaction.atomic
def post_comment(
    post: Post,
    draft: Draft,
    *,
    in_reply_to: Comment | None = None,
    posted_at: datetime | None = None,
    request: HttpRequest | None = None,
) -> Comment:
    """Post a comment; its ``state`` says whether it is public, held or spam.

    ``posted_at`` (aware; None: now) is for what was written earlier, elsewhere.
    The same submission key answers with the first comment. CommentRefusedError with the
    reason if the post takes no comment, this one, or none from this writer.
    """
    post = lock_post(post.pk)
    if draft.submission_key is not None:
        key = draft.submission_key
        if first := Comment.objects.filter(submission_key=key).first():
            return first
    _refuse_unless_open(post, draft)
    parent = _checked_parent(post, in_reply_to)
    comment = _unsaved(post, draft, posted_at or timezone.now())
    judgement = _ask_moderator(comment, request)
    comment.state = STATE_AFTER[judgement.verdict]
    comment.body_html = markup.draw_comment(draft.text, references_in(post, draft.text))
    if comment.state == State.PUBLIC:
        count_as_public(post, comment)
    _insert(comment, parent)
    ModerationDecision.objects.create(
        comment=comment, to_state=comment.state, rule=judgement.rule
    )
    transaction.on_commit(
        lambda: comment_was_posted.send(Comment, comment=comment, request=request)
    )
    return comment


def comments_close_at(post: Post) -> datetime | None:
    """When the post stops taking comments; None: never."""
    days = post.comments_close_after_days
    if days is None:
        days = settings.MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS
    if not days or post.published_at is None:
        return None
    return post.published_at + timedelta(days=days)


def takes_comments(post: Post) -> bool:
    """Whether anybody may comment now."""
    closes_at = comments_close_at(post)
    return (
        post.is_public
        and post.comment_policy != Post.CommentPolicy.CLOSED
        and (closes_at is None or timezone.now() < closes_at)
    )


def _refuse_unless_open(post: Post, draft: Draft) -> None:
    if not takes_comments(post):
        raise CommentRefusedError("Comments on this post are closed.")
    if post.comment_policy == Post.CommentPolicy.MEMBERS and draft.user is None:
        raise CommentRefusedError("Only members may comment here: please sign in.")
    if Ban.objects.in_force().against(draft).exists():
        raise CommentRefusedError("You can't comment here at present.")


def _checked_parent(post: Post, in_reply_to: Comment | None) -> Comment | None:
    """The parent as it is now, under the post's lock."""
    if in_reply_to is None:
        return None
    parent = Comment.objects.visible().filter(post=post, pk=in_reply_to.pk).first()
    if parent is None:
        raise CommentRefusedError("The comment that you answer is no longer here.")
    return parent


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
    )
    comment.content_object = post
    comment.draft = draft
    return comment


def _ask_moderator(comment: Comment, request: HttpRequest | None) -> Judgement:
    """Run the moderator and whoever else listens before a comment is posted."""
    answers = comment_will_be_posted.send(Comment, comment=comment, request=request)
    refused: list[object] = [answer for _, answer in answers if answer is not None]
    if False in refused:
        raise CommentRefusedError("This comment can't be posted.")
    judgement: Judgement = comment.judgement
    if judgement.verdict == Verdict.REFUSE:
        raise CommentRefusedError(judgement.message or "This comment can't be posted.")
    return judgement


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
