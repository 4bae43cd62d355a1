"""What is done for comments after the answer has been sent."""

from __future__ import annotations

import django

if django.VERSION >= (6, 0):
    from django.tasks import task
else:
    from django_tasks import task  # type: ignore[no-redef]  # the backport

from comments import akismet, learning
from comments.models import Comment

# What the record says of Akismet's answers.
CALLED_SPAM, CALLED_GOOD = "Akismet calls it spam", "Akismet calls it good"


@task()
def learn_from(comment_id: int) -> bool:
    """Learn from what a moderator said; whether that was news."""
    return learning.learn_from(comment_id)


@task()
def correct_akismet(comment_id: int) -> bool:
    """Tell Akismet if a moderator decided otherwise than it; whether it was told.

    Of a comment that it was never asked about it hears nothing.
    """
    comment = Comment.objects.select_related("post").filter(pk=comment_id).first()
    if comment is None or comment.state not in learning.TEACHES:
        return False
    is_spam = comment.state == Comment.State.SPAM
    said = comment.decisions.filter(because__in=[CALLED_SPAM, CALLED_GOOD]).last()
    if said is None or (said.because == CALLED_SPAM) is is_spam:
        return False
    akismet.correct(comment, is_spam=is_spam)
    return True
