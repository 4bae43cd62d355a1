"""Who is told by mail of new comments in a thread."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django_comments_xtd.signals import comment_thread_muted

from blog.models import Post
from comments import mails
from comments.models import Comment
from mail import actions as mail
from mail.models import Subscription

_THREAD = re.compile(r"thread:(\d+)")


def follow_thread(post: Post, email: str) -> None:
    """Tell ``email`` of every comment here from now on.

    The caller knows that whoever asks reads the mail of that address.
    """
    mail.subscribe(_topic(post), email)


def followed_thread(key: str) -> Post | None:
    """The post whose thread the subscription with ``key`` is about."""
    found = Subscription.objects.filter(key=key).first()
    return _post_of(found.topic) if found else None


def mute_thread(key: str, *, request: HttpRequest | None = None) -> Post | None:
    """End the subscription with ``key``; its post. A second time there is none."""
    ended = mail.unsubscribe(key)
    post = _post_of(ended.topic) if ended else None
    if ended and post:
        # Listeners of the package's signal expect a comment of whoever is muting.
        written = Comment.objects.filter(post=post).written_from(ended.email)
        comment_thread_muted.send(
            Comment, comment=written.order_by("-pk").first(), request=request
        )
    return post


def tell_followers(post: Post, comment: Comment) -> None:
    """Queue a mail for everybody who follows the thread but the comment's writer.

    Called in the transaction in which the comment becomes public for the first time.
    """
    # Readers learned of an imported comment where it was written.
    if not post.is_public or comment.import_ref:
        return
    writer = comment.user_email.casefold()
    followers = [
        follower
        for follower in Subscription.objects.to(_topic(post))
        if follower.email.casefold() != writer
    ]
    if followers:
        mail.queue(mails.new_comment(post, comment, followers))


def _topic(post: Post) -> str:
    return f"thread:{post.pk}"


def _post_of(topic: str) -> Post | None:
    found = _THREAD.fullmatch(topic)
    return Post.objects.filter(pk=found[1]).first() if found else None
