"""Readers' flags: that they agree, that moderators should look."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django_comments.models import CommentFlag
from django_comments.signals import comment_was_flagged
from django_comments_xtd.models import LIKEDIT_FLAG

from comments import reactions
from comments.conditions import Facts, judge
from comments.facts import draft_of
from comments.models import Comment, ModerationDecision, ReportReason, Rule
from comments.permissions import can_moderate
from comments.reactions import FLAG_OF_OTHERS

from .counting import count_reports, lock_post_of
from .deciding import enter_state
from .telling import note_held

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import Post


@transaction.atomic
def react(
    comment: Comment, *, by: User, kind: str = "", request: HttpRequest | None = None
) -> str:
    """Note the reaction of ``by``, which replaces an earlier one of another kind; the
    same once more takes it back. What it is now; empty: none.

    ``kind``: one of those that the site offers; empty: the first of them.
    """
    lock_post_of(comment)
    wanted = reactions.flag_of(kind or reactions.kinds()[0])
    mine = _reactions_to(comment).filter(user=by)
    had = set(mine.values_list("flag", flat=True))
    mine.delete()
    made = wanted not in had
    if made:
        _flag(comment, by, wanted, request)
    _count_reactions(comment)
    return reactions.kind_of(wanted) if made else ""


def reaction_of(user: User, comment: Comment) -> str:
    """The kind of reaction that ``user`` has to the comment; empty: none."""
    flag = _reactions_to(comment).filter(user=user).first()
    return reactions.kind_of(flag.flag) if flag else ""


@transaction.atomic
def report(
    comment: Comment,
    *,
    by: User,
    kind: str = ReportReason.Kind.OTHER,
    text: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Tell the moderators why; a second report by the same member counts once.

    A rule may take the comment out of sight when enough readers have reported it.
    """
    post = lock_post_of(comment)
    flag = _flag(comment, by, CommentFlag.SUGGEST_REMOVAL, request)
    said = {"kind": kind, "text": text[:300]}
    ReportReason.objects.update_or_create(flag=flag, defaults=said)
    count_reports(comment)
    rules = list(Rule.objects.filter(is_active=True, condition=Rule.Condition.REPORTS))
    if rules:
        comment.refresh_from_db(fields=["state", "number", "report_count"])
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
    if comment.state == Comment.State.HELD:
        note_held(comment)
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
    decision = ModerationDecision.objects.create(
        comment=comment,
        from_state=comment.state,
        to_state=comment.state,
        made_by=by,
        reason=reason[:300] or "Reports dismissed",
    )
    count_reports(comment)
    return decision


def _flag(
    comment: Comment, user: User, flag: str, request: HttpRequest | None
) -> CommentFlag:
    """The flag, made if it is not there yet; the post is locked."""
    row: CommentFlag
    row, made = CommentFlag.objects.get_or_create(
        comment_id=comment.pk, user=user, flag=flag
    )
    if made:
        transaction.on_commit(
            lambda: comment_was_flagged.send(
                Comment, comment=comment, flag=row, created=True, request=request
            )
        )
    return row


def _count_reactions(comment: Comment) -> None:
    given = Counter(_reactions_to(comment).values_list("flag", flat=True))
    others = {
        flag.removeprefix(FLAG_OF_OTHERS): count
        for flag, count in given.items()
        if flag != LIKEDIT_FLAG
    }
    comment.reaction_count = given.total()
    comment.other_reactions = others or None
    Comment.objects.filter(pk=comment.pk).update(
        reaction_count=comment.reaction_count, other_reactions=comment.other_reactions
    )


def _reactions_to(comment: Comment) -> QuerySet[CommentFlag]:
    flags: QuerySet[CommentFlag] = CommentFlag.objects.filter(comment=comment.pk)
    return flags.filter(Q(flag=LIKEDIT_FLAG) | Q(flag__startswith=FLAG_OF_OTHERS))
