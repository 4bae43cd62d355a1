"""Every read of comments, named for what the reader may see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

if TYPE_CHECKING:
    from blog.models import Post
    from comments.drafts import Draft
    from comments.models import Comment  # noqa: F401 (names the model in the class)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments. Without a method that says so, held and removed ones are in."""

    def on_post(self, post: Post) -> Self:
        """The comments of one post, in reading order."""
        return self.filter(post=post).order_by("path")

    def visible(self) -> Self:
        """Those whose text anybody may read."""
        return self.filter(state="public")

    def in_thread(self) -> Self:
        """Those that a thread draws: public ones, and what tombstones are made of."""
        return self.filter(number__isnull=False, state__in=["public", "removed"])

    def by_writer(self, draft: Draft) -> Self:
        """Those of the same account; of a guest, those with the same e-mail address."""
        if draft.user is not None:
            return self.filter(author=draft.user)
        return self.alias(email_in_lower_case=Lower("user_email")).filter(
            author=None, email_in_lower_case=draft.email.lower()
        )

    def pending(self) -> Self:
        """The moderators' queue, oldest first."""
        return self.filter(state="held").order_by("posted_at", "pk")

    def readable(self) -> Self:
        """Those that a thread draws under posts that are public now."""
        return (
            self.in_thread()
            .filter(post__status="published", post__published_at__lte=timezone.now())
            .select_related("post")
        )

    def newest_first(self) -> Self:
        """Public ones under public posts, newest first."""
        return (
            self.visible()
            .filter(post__status="published", post__published_at__lte=timezone.now())
            .order_by("-posted_at", "-pk")
        )

    def for_feed(self) -> Self:
        """With the title and the address of the post, and no joins to the package."""
        return self.select_related("post").only(
            "author_name",
            "posted_at",
            "edited_at",
            "body_html",
            "post__title",
            "post__slug",
            "post__status",
            "post__published_at",
        )

    def old_spam(self) -> Self:
        """Spam whose verdict is so old that it may be erased."""
        days = timedelta(days=settings.MASTHEAD_SPAM_KEPT_DAYS)
        return self.filter(state="spam", state_since__lt=timezone.now() - days)
