"""What keeps the comments in order by itself."""

from __future__ import annotations

from django.db import transaction

from blog.markup import clean_comment
from blog.models import Post
from comments import markup
from comments.models import Comment, Confirmation
from comments.querysets import CommentQuerySet

from .counting import lock_posts
from .governing import note_marks
from .referring import draw_on, written_on

ERASED_AT_ONCE = 500


def erase_old_spam() -> int:
    """Erase spam whose verdict is old; how many. What has replies stays a while."""
    return _erase(Comment.objects.old_spam().filter(replies=None))


def erase_unconfirmed() -> int:
    """Erase comments whose writers did not follow the link in time; how many."""
    expired = Confirmation.objects.expired().values("comment")
    doomed = Comment.objects.filter(state="unconfirmed", pk__in=expired)
    return _erase(doomed.filter(replies=None))


def _erase(doomed: CommentQuerySet) -> int:
    erased = 0
    while rows := list(doomed.values_list("pk", "post")[:ERASED_AT_ONCE]):
        with transaction.atomic():
            posts = {post for _, post in rows}
            lock_posts(posts)
            # Unless a moderator was quicker and has let one in.
            still = doomed.filter(pk__in=[pk for pk, _ in rows])
            still.delete()
            for post in Post.objects.filter(pk__in=posts, has_thread_marks=True):
                note_marks(post)
        erased += len(rows)
    return erased


def redraw(comment: Comment) -> None:
    """Draw the text again with today's rules.

    An imported comment came as HTML, which was drawn once by its importer: it is
    cleaned again, nothing else.
    """
    if comment.import_ref:
        comment.body_html = clean_comment(comment.body_html)
    else:
        comment.body_html = draw_on(written_on(comment), comment.comment)
    comment.drawn_with = markup.DRAWING_VERSION
    Comment.objects.filter(pk=comment.pk).update(
        body_html=comment.body_html, drawn_with=comment.drawn_with
    )
