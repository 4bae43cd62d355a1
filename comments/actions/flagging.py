"""Readers' flags: that they agree, that moderators should look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django_comments.models import CommentFlag
from django_comments.signals import comment_was_flagged
from django_comments_xtd.models import LIKEDIT_FLAG

from comments.conditions import Facts, judge
from comments.facts import draft_of
from comments.models import Comment, ModerationDecision, Rule
from comments.permissions import can_moderate

from .counting import lock_post_of
from .deciding import enter_state

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post


def react(comment: Comment, *, by: User, request: HttpRequest | None = None) -> bool:
    """Note that ``by`` agrees, or take it back; whether they agree now."""
    return _toggle_flag(comment, by, LIKEDIT_FLAG, request, may_take_back=True)


def has_reacted(comment: Comment, user: User) -> bool:
    """Whether ``user`` agrees with the comment."""
    flags = CommentFlag.objects.filter(comment=comment.pk, user=user)
    return flags.filter(flag=LIKEDIT_FLAG).exists()


@transaction.atomic
def report(comment: Comment, *, by: User, request: HttpRequest | None = None) -> None:
    """Tell the moderators; a second report by the same member counts once.

    A rule may take the comment out of sight when enough readers have reported it.
    """
    flag = CommentFlag.SUGGEST_REMOVAL
    _toggle_flag(comment, by, flag, request, may_take_back=False)
    rules = list(Rule.objects.filter(is_active=True, condition=Rule.Condition.REPORTS))
    if rules:
        post = lock_post_of(comment, "state", "number", "report_count")
        _hide_if_reported(post, comment, rules)


def _hide_if_reported(post: Post, comment: Comment, rules: list[Rule]) -> None:
    if comment.state != Comment.State.PUBLIC or (
        comment.author is not None and can_moderate(comment.author, post)
    ):
        return
    facts = Facts(draft=draft_of(comment), reports=comment.report_count)
    judgement = judge(facts, rules)
    if not judgement.rule:
        return
    enter_state(post, comment, judgement.state)
    ModerationDecision.objects.create(
        comment=comment,
        from_state=Comment.State.PUBLIC,
        to_state=comment.state,
        rule=judgement.rule,
    )


@transaction.atomic
def dismiss_reports(
    comment: Comment, *, by: User, reason: str = ""
) -> ModerationDecision | None:
    """Leave a reported comment as it is, on the record. None if nothing is reported.

    The reports themselves stay; only later ones count from now on.
    """
    lock_post_of(comment, "state", "report_count")
    if not comment.report_count:
        return None
    comment.report_count = 0
    Comment.objects.filter(pk=comment.pk).update(report_count=0)
    return ModerationDecision.objects.create(
        comment=comment,
        from_state=comment.state,
        to_state=comment.state,
        made_by=by,
        reason=reason[:300] or "Reports dismissed",
    )


@transaction.atomic
def _toggle_flag(
    comment: Comment,
    user: User,
    flag: str,
    request: HttpRequest | None,
    *,
    may_take_back: bool,
) -> bool:
    lock_post_of(comment)
    row, made = CommentFlag.objects.get_or_create(
        comment_id=comment.pk, user=user, flag=flag
    )
    if not made and may_take_back:
        row.delete()
    flags = CommentFlag.objects.filter(comment=comment.pk)
    Comment.objects.filter(pk=comment.pk).update(
        reaction_count=flags.filter(flag=LIKEDIT_FLAG).count(),
        report_count=_open_reports(comment).count(),
    )
    if made:
        transaction.on_commit(
            lambda: comment_was_flagged.send(
                Comment, comment=comment, flag=row, created=True, request=request
            )
        )
    return made


def _open_reports(comment: Comment) -> QuerySet[CommentFlag]:
    """The reports since a moderator dismissed those before."""
    reports: QuerySet[CommentFlag] = CommentFlag.objects.filter(
        comment=comment.pk, flag=CommentFlag.SUGGEST_REMOVAL
    )
    dismissed = comment.decisions.filter(from_state=F("to_state")).last()
    return reports.filter(flag_date__gt=dismissed.made_at) if dismissed else reports
