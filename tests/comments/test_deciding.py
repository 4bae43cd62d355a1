"""What a moderator's decision changes, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_comments.models import Comment as LibraryComment

from comments.actions import (
    UndoError,
    approve,
    dismiss_reports,
    erase_old_spam,
    hold,
    mark_spam,
    react,
    redraw,
    remove,
    report,
    undo,
)
from comments.models import Comment, ModerationDecision, Rule, latest_reason
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return UserFactory(name="Mo")


def test_approving_makes_public_numbers_counts_and_records(moderator):
    post = PostFactory()
    comment = write_comment(post)

    decision = approve(comment, by=moderator, reason="Fine")

    post.refresh_from_db()
    assert (comment.state, comment.number, post.comment_count) == ("public", 1, 1)
    assert LibraryComment.objects.get(pk=comment.pk).is_public
    assert (decision.from_state, decision.to_state) == ("held", "public")
    assert (decision.made_by, decision.reason) == (moderator, "Fine")


def test_a_second_moderators_same_decision_changes_nothing(moderator):
    post = PostFactory()
    comment = write_comment(post)
    as_seen_by_the_other = Comment.objects.get(pk=comment.pk)
    approve(comment, by=moderator)

    assert approve(as_seen_by_the_other, by=UserFactory()) is None

    post.refresh_from_db()
    assert post.comment_count == 1
    assert ModerationDecision.objects.filter(to_state="public").count() == 1


@pytest.mark.parametrize(
    ("act", "state", "is_removed"),
    [(hold, "held", False), (mark_spam, "spam", False), (remove, "removed", True)],
)
def test_what_leaves_the_public_keeps_its_number_and_is_not_counted(
    act, state, is_removed, moderator
):
    post = PostFactory()
    first, second = public_comment(post), public_comment(post)

    act(second, by=moderator, reason="Off topic")

    post.refresh_from_db()
    second.refresh_from_db()
    assert (second.state, second.number) == (state, 2)
    assert (post.comment_count, post.last_comment_number) == (1, 2)
    assert post.last_comment_at == first.posted_at
    base = LibraryComment.objects.get(pk=second.pk)
    assert (base.is_public, base.is_removed) == (False, is_removed)


def test_a_comment_that_comes_back_has_its_old_number(moderator):
    post = PostFactory()
    first = public_comment(post)
    hold(first, by=moderator)
    public_comment(post)

    approve(first, by=moderator)

    assert first.number == 1


def test_undo_puts_the_comment_back_and_says_so(moderator):
    comment = write_comment(PostFactory())
    decision = mark_spam(comment, by=moderator)

    undoing = undo(decision, by=moderator)

    comment.refresh_from_db()
    decision.refresh_from_db()
    assert comment.state == "held"
    assert decision.undone_by == undoing


def test_a_tombstone_that_comes_back_gives_its_old_reason(moderator):
    comment = public_comment(PostFactory())
    remove(comment, by=moderator, reason="Off topic")
    decision = approve(comment, by=moderator)

    undo(decision, by=moderator)

    comment.refresh_from_db()
    assert (comment.state, comment.removal_note) == ("removed", "Off topic")


def test_undoing_an_undo_lets_the_first_decision_hold_again(moderator):
    comment = public_comment(PostFactory())
    removal = remove(comment, by=moderator, reason="Rude")

    undo(undo(removal, by=moderator), by=moderator)

    removal.refresh_from_db()
    assert removal.undone_by is None
    told = Comment.objects.annotate(why=latest_reason()).get(pk=comment.pk)
    assert (told.state, told.why) == ("removed", "Rude")


def test_only_the_last_decision_can_be_undone(moderator):
    comment = write_comment(PostFactory())
    first = approve(comment, by=moderator)
    hold(comment, by=moderator)

    with pytest.raises(UndoError, match="since"):
        undo(first, by=moderator)


def test_a_comments_arrival_cant_be_undone(moderator):
    comment = write_comment(PostFactory())

    with pytest.raises(UndoError, match="came in"):
        undo(comment.decisions.get(), by=moderator)


def test_reports_that_were_dismissed_come_back_with_undo(moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    decision = dismiss_reports(comment, by=moderator)

    undoing = undo(decision, by=moderator)

    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("public", 1)
    with pytest.raises(UndoError, match="already"):
        undo(undoing, by=moderator)


def test_who_approves_what_reports_hid_has_answered_them(moderator):
    Rule.objects.create(name="R", condition="reports", value="2", position=9)
    comment = public_comment(PostFactory())
    for _ in range(2):
        report(comment, by=UserFactory())
    decision = approve(comment, by=moderator)
    assert decision.from_state == "held"

    report(comment, by=UserFactory())

    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("public", 1)


def test_an_undo_that_is_undone_lets_the_decision_hold_again(moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    decision = hold(comment, by=moderator, reason="Is the figure right?")
    approval = approve(comment, by=moderator)

    undo(undo(approval, by=moderator), by=moderator)

    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("public", 0)
    approval.refresh_from_db()
    assert approval.undone_by is None
    assert decision.undone_by is None


def test_reports_stay_open_where_a_removal_is_undone(moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())

    undo(remove(comment, by=moderator), by=moderator)

    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("public", 1)


def test_agreeing_twice_takes_it_back():
    comment, member = public_comment(PostFactory()), UserFactory()

    react(comment, by=member)
    react(comment, by=UserFactory())
    comment.refresh_from_db()
    assert comment.reaction_count == 2

    react(comment, by=member)
    comment.refresh_from_db()
    assert comment.reaction_count == 1


def test_a_members_second_report_counts_once():
    comment, member = public_comment(PostFactory()), UserFactory()

    report(comment, by=member)
    report(comment, by=member)

    comment.refresh_from_db()
    assert comment.report_count == 1


def test_old_spam_is_erased_with_the_packages_rows_and_young_spam_stays(
    moderator, time_machine
):
    post = PostFactory()
    old = write_comment(post)
    mark_spam(old, by=moderator)
    time_machine.move_to(timezone.now() + timedelta(days=31))
    young = write_comment(post, email="other@example.org")
    mark_spam(young, by=moderator)

    assert erase_old_spam() == 1

    assert list(Comment.objects.values_list("pk", flat=True)) == [young.pk]
    assert not LibraryComment.objects.filter(pk=old.pk).exists()


def test_old_spam_with_replies_stays(moderator, time_machine):
    post = PostFactory()
    parent = public_comment(post)
    public_comment(post, in_reply_to=parent)
    mark_spam(parent, by=moderator)
    time_machine.move_to(timezone.now() + timedelta(days=31))

    assert erase_old_spam() == 0


def test_redrawing_follows_the_text():
    comment = public_comment(PostFactory(), "*Well*")
    Comment.objects.filter(pk=comment.pk).update(body_html="", drawn_with=0)

    redraw(Comment.objects.get(pk=comment.pk))

    comment.refresh_from_db()
    assert comment.body_html == "<p><em>Well</em></p>"
    assert comment.drawn_with > 0
