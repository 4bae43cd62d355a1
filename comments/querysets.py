"""Every read of comments, named for what the reader may see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    PositiveIntegerField,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Lower
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from accounts.models import User
    from blog.models import Post
    from comments.drafts import Draft
    from comments.models import Comment

# Nobody reads more into it, and a regular has twenty thousand.
PUBLISHED_COUNTED_AT_MOST = 100
_LAST_CHARACTER = "\U0010ffff"
# Greater than every character of a path.
_AFTER_KEYS = "~"


class LowerInBinaryOrder(Lower):
    """In lower case, compared byte by byte: names of one beginning are neighbours."""

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        template = '%(function)s(%(expressions)s) COLLATE "C"'
        return self.as_sql(compiler, connection, template=template, **context)


class CountOf(Subquery):
    """How many rows a subquery finds."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = PositiveIntegerField()


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

    def in_branch(self, path: str) -> Self:
        """The comment at ``path`` and what hangs below it."""
        return self.filter(path__gte=path, path__lt=path + _AFTER_KEYS)

    def since_number(self, post: Post, number: int) -> Self:
        """Those that anybody may read, public since number ``number`` was given."""
        return self.visible().filter(post=post, number__gt=number)

    def latest_number_first(self) -> Self:
        """Of one post, as they became public: a held one counts from its approval."""
        return self.order_by("-number")

    def most_valued_first(self) -> Self:
        """Of one post; what readers value alike stands in the order of its numbers."""
        return self.order_by("-reaction_count", "number")

    def with_parent_number(self) -> Self:
        """As ``parent_number``, the number of the comment that each answers, or None.

        Looked up row by row: for a join PostgreSQL may read all comments there are.
        """
        parent = self.model.objects.filter(pk=OuterRef("in_reply_to"))
        return self.annotate(parent_number=Subquery(parent.values("number")))

    def with_freezing(self) -> Self:
        """As ``is_frozen``, whether each stands in a frozen branch."""
        tops = self.model.objects.filter(post=OuterRef("post"), frozen_at__isnull=False)
        above = tops.annotate(
            below=ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        ).filter(below__startswith=F("path"))
        return self.annotate(is_frozen=Exists(above))

    def by_writer(self, draft: Draft) -> Self:
        """Those of the same account; of a guest, those with the same e-mail address."""
        if draft.user is not None:
            return self.filter(author=draft.user)
        return self.filter(author=None).written_from(draft.email)

    def pending(self) -> Self:
        """The moderators' queue, oldest first."""
        return self.filter(state="held").order_by("posted_at", "pk")

    def pending_after(self, comment: Comment) -> Self:
        """What comes after ``comment`` in the queue."""
        later = Q(posted_at__gt=comment.posted_at)
        same_time = Q(posted_at=comment.posted_at, pk__gt=comment.pk)
        return self.pending().filter(later | same_time)

    def pending_before(self, comment: Comment) -> Self:
        """What comes before ``comment`` in the queue, the nearest first."""
        earlier = Q(posted_at__lt=comment.posted_at)
        same_time = Q(posted_at=comment.posted_at, pk__lt=comment.pk)
        before = self.pending().filter(earlier | same_time)
        return before.order_by("-posted_at", "-pk")

    def reported(self) -> Self:
        """Public ones with reports that no moderator has dismissed."""
        return self.visible().filter(report_count__gt=0)

    def named(self, start: str) -> Self:
        """Those whose writer's name begins with ``start``, whatever its case."""
        return self.alias(name_in_order=LowerInBinaryOrder("author_name")).filter(
            name_in_order__gte=LowerInBinaryOrder(Value(start)),
            name_in_order__lt=LowerInBinaryOrder(Value(start + _LAST_CHARACTER)),
        )

    def written_from(self, email: str) -> Self:
        """Those with an e-mail address, whatever its case."""
        return self.alias(email_in_lower_case=Lower("user_email")).filter(
            email_in_lower_case=email.lower()
        )

    def unclaimed(self, email: str) -> Self:
        """Guests' comments under an address, for whoever proves that it is theirs.

        One that still waits for the click in a mail is none yet.
        """
        return self.filter(author=None).written_from(email).exclude(state="unconfirmed")

    def for_queue(self) -> Self:
        """Rows of the moderators' list: one query, with no joins to the package."""
        return self.select_related("post", "author", "in_reply_to").only(
            "author_name",
            "author__is_staff",
            "body_html",
            "in_reply_to__author_name",
            "in_reply_to__body_html",
            "in_reply_to__state",
            "number",
            "post__title",
            "posted_at",
            "report_count",
            "state",
            "state_since",
        )

    def with_published_by_writer(self) -> Self:
        """As ``published_by_writer``, how many public comments their writers have.

        Counted to PUBLISHED_COUNTED_AT_MOST, for each row by an index: for the rows of
        one page. A guest without an e-mail address has none.
        """
        public = self.model.objects.visible()
        by_member = public.filter(author=OuterRef("author"))
        by_guest = public.alias(email_in_lower_case=Lower("user_email")).filter(
            author=None, email_in_lower_case=Lower(OuterRef("user_email"))
        )
        most = PUBLISHED_COUNTED_AT_MOST
        return self.annotate(
            published_by_writer=Case(
                When(author__isnull=False, then=CountOf(by_member.values("pk")[:most])),
                When(user_email="", then=Value(0)),
                default=CountOf(by_guest.values("pk")[:most]),
            )
        )

    def readable(self) -> Self:
        """Those that a thread draws under posts that are public now."""
        return (
            self.in_thread()
            .filter(post__status="published", post__published_at__lte=timezone.now())
            .select_related("post")
        )

    def findable(self) -> Self:
        """Public ones under posts that are public now."""
        return self.visible().filter(
            post__status="published", post__published_at__lte=timezone.now()
        )

    def by_member(self, member: User) -> Self:
        """The public ones of an account, the latest first."""
        return self.findable().filter(author=member).order_by("-posted_at", "-pk")

    def after_in_time(self, comment: Comment) -> Self:
        """What comes after ``comment`` where the latest come first."""
        same_time = Q(posted_at=comment.posted_at, pk__lt=comment.pk)
        return self.filter(Q(posted_at__lt=comment.posted_at) | same_time)

    def newest(self, count: int) -> Self:
        """Of the latest ``count`` public ones those under public posts, in no order.

        Cut before the posts are looked at: to be quick with each of a million comments,
        SQLite would first go through all posts.
        """
        latest = self.visible().order_by("-posted_at", "-pk").values("pk")[:count]
        return type(self)(self.model).filter(
            pk__in=latest,
            post__status="published",
            post__published_at__lte=timezone.now(),
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
