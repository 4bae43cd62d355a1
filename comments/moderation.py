"""The moderator that runs the rules on a comment before it is posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_comments.signals import comment_was_posted, comment_will_be_posted
from django_comments_xtd.moderation import SpamModerator, XtdModerator

from accounts.models import User
from comments.conditions import Judgement, Verdict, judge
from comments.facts import facts_about
from comments.models import Ban, Comment, Rule
from comments.permissions import may_moderate

if TYPE_CHECKING:
    from blog.models import Post


def _moderates(user: User, post: Post) -> bool:
    """As can_moderate() says, in one query."""
    return User.objects.filter(may_moderate(post.pk), pk=user.pk).exists()


class PostModerator(SpamModerator):
    """Runs the rules on a comment that is about to be posted.

    ``comments.actions`` puts the draft on the comment as ``draft`` and reads the
    judgement from it as ``judgement``. Who moderates the thread is
    not moderated, unless banned.
    """

    def moderate(
        self, comment: Comment, content_object: Post, request: HttpRequest | None
    ) -> bool:
        """Whether anything but publishing is called for."""
        comment.judgement = self._judge(comment, content_object)
        verdict: Verdict = comment.judgement.verdict
        return verdict != Verdict.PUBLISH

    def _judge(self, comment: Comment, post: Post) -> Judgement:
        draft = comment.draft
        ban = Ban.objects.in_force().against(draft).strictest()
        if ban is not None and ban.kind == Ban.Kind.BAN:
            return Judgement(Verdict.REFUSE, message=ban.refusal)
        judgement = self._ask_rules(comment, post, ban)
        # Asked last: few moderate, and what most write is published anyway.
        is_stopped = judgement.verdict != Verdict.PUBLISH
        if is_stopped and draft.user is not None and _moderates(draft.user, post):
            return Judgement(Verdict.PUBLISH)
        return judgement

    def _ask_rules(self, comment: Comment, post: Post, ban: Ban | None) -> Judgement:
        draft = comment.draft
        if post.comment_policy == post.CommentPolicy.HELD:
            return Judgement(Verdict.HOLD, "Every comment on this post is held")
        if ban is not None:
            return Judgement(Verdict.HOLD, Ban.Kind(ban.kind).label)
        rules = list(Rule.objects.filter(is_active=True))
        return judge(facts_about(draft, post, rules, besides=comment.pk), rules)


class ThreadModerator(XtdModerator):
    """Listens for our comments; the package's listens for its pickled ones."""

    def connect(self) -> None:
        comment_will_be_posted.connect(self.pre_save_moderation, sender=Comment)
        comment_was_posted.connect(self.post_save_moderation, sender=Comment)


moderator = ThreadModerator()  # type: ignore[no-untyped-call]
