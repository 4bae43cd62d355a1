"""Writers edit and delete what they wrote, for a while."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_comments.models import Comment as LibraryComment

from comments import actions
from comments.actions import CommentRefusedError, delete_own_comment, edit_comment
from comments.models import Ban, Comment, EarlierText, Rule
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def members_comment(text="Well said.", **fields):
    """A public comment and the member who wrote it."""
    member = UserFactory()
    public_comment(PostFactory(), user=member)
    return write_comment(PostFactory(), text, user=member, **fields), member


def pass_time(time_machine, **time):
    time_machine.move_to(timezone.now() + timedelta(**time))


def test_an_edit_draws_the_new_text_and_keeps_the_old_one():
    comment, member = members_comment("Frist!")
    first = public_comment(comment.post, name="Ann", email="ann@example.org")

    edit_comment(comment, f"*First*, @Ann, #{first.number}", by=member)

    stored = Comment.objects.get(pk=comment.pk)
    assert "<em>First</em>" in stored.body_html
    assert f'href="/comments/{first.pk}/"' in stored.body_html
    assert LibraryComment.objects.get(pk=comment.pk).comment.startswith("*First*")
    earlier = EarlierText.objects.get()
    assert (earlier.text, earlier.replaced_by) == ("Frist!", member)
    assert (stored.state, stored.number) == ("public", 1)


def test_a_slip_mended_at_once_is_not_marked(time_machine):
    comment, member = members_comment()

    pass_time(time_machine, minutes=1)
    assert edit_comment(comment, "Mended.", by=member).edited_at is None

    pass_time(time_machine, minutes=2)
    assert edit_comment(comment, "Changed.", by=member).edited_at


def test_an_edit_after_a_reply_is_marked():
    comment, member = members_comment()
    public_comment(comment.post, in_reply_to=comment)

    assert edit_comment(comment, "I never said that.", by=member).edited_at


def test_a_held_reply_that_nobody_sees_marks_nothing():
    comment, member = members_comment()
    write_comment(comment.post, in_reply_to=comment)

    assert edit_comment(comment, "Mended.", by=member).edited_at is None


def test_the_same_text_changes_nothing():
    comment, member = members_comment("Same")

    edit_comment(comment, "Same", by=member)

    assert not EarlierText.objects.exists()


def test_after_a_quarter_of_an_hour_it_is_too_late(time_machine):
    comment, member = members_comment("Before")
    pass_time(time_machine, minutes=15)

    for change in (
        lambda: edit_comment(comment, "After", by=member),
        lambda: delete_own_comment(comment, by=member),
    ):
        with pytest.raises(CommentRefusedError, match="no longer"):
            change()
    assert Comment.objects.get(pk=comment.pk).comment == "Before"


@pytest.mark.parametrize(("minutes", "may"), [(0, False), (60, True)])
def test_the_time_is_a_setting(minutes, may, settings, time_machine):
    settings.MASTHEAD_EDIT_MINUTES = minutes
    comment, _ = members_comment()
    pass_time(time_machine, minutes=30 if may else 0)

    assert actions.may_still_edit(comment) is may


@pytest.mark.parametrize("decide", [actions.remove, actions.mark_spam])
def test_what_a_moderator_took_off_stays_as_it_is(decide):
    comment, member = members_comment()
    # The page was open before the moderator decided.
    seen = Comment.objects.get(pk=comment.pk)
    decide(comment, by=UserFactory())

    with pytest.raises(CommentRefusedError):
        edit_comment(seen, "Better?", by=member)
    with pytest.raises(CommentRefusedError):
        delete_own_comment(seen, by=member)


def test_an_edit_that_a_rule_holds_takes_the_comment_out_of_sight():
    comment, member = members_comment()

    edited = edit_comment(comment, "https://a.example " * 3, by=member)

    assert edited.state == "held"
    decision = comment.decisions.last()
    assert (decision.from_state, decision.to_state) == ("public", "held")
    assert "three links" in decision.rule.lower() or "links" in decision.rule
    comment.post.refresh_from_db()
    assert comment.post.comment_count == 0


def test_a_first_comment_that_was_let_in_is_read_again_when_it_changes():
    comment = public_comment(PostFactory(), "Innocent")

    assert edit_comment(comment, "Buy pills", by=None).state == "held"


def test_an_edit_lets_nothing_in_that_waits():
    member = UserFactory()
    public_comment(PostFactory(), user=member)
    comment = write_comment(PostFactory(), "https://a.example " * 3, user=member)

    assert edit_comment(comment, "No links", by=member).state == "held"


def test_a_comment_does_not_count_against_itself():
    Rule.objects.create(name="Slowly", condition="rate", value="2/10", verdict="hold")
    member = UserFactory()
    pk = public_comment(PostFactory(), user=member).pk
    Comment.objects.filter(pk=pk).update(posted_at=timezone.now() - timedelta(days=1))
    comment = write_comment(PostFactory(), user=member)

    assert comment.state == "public"
    assert edit_comment(comment, "Mended.", by=member).state == "public"


def test_an_edit_that_is_refused_leaves_everything_as_it_was():
    Rule.objects.create(
        name="No", condition="words", value="casino", verdict="refuse", message="No!"
    )
    comment, member = members_comment("Before")

    with pytest.raises(CommentRefusedError, match="No!"):
        edit_comment(comment, "Casino", by=member)

    stored = Comment.objects.get(pk=comment.pk)
    assert (stored.comment, stored.edited_at) == ("Before", None)
    assert not EarlierText.objects.exists()


def test_who_was_banned_meanwhile_edits_nothing():
    comment, member = members_comment()
    Ban.objects.create(user=member)

    with pytest.raises(CommentRefusedError):
        edit_comment(comment, "You'll see!", by=member)


def test_an_unconfirmed_comment_can_be_edited_and_still_waits(settings):
    settings.MASTHEAD_CONFIRM_GUESTS = True
    comment = write_comment(PostFactory(), "Frist")

    edited = edit_comment(comment, "First", by=None)

    assert (edited.state, edited.comment) == ("unconfirmed", "First")


# --- Deleting ----------------------------------------------------------------


def thread_of(client, comment):
    return client.get(comment.post.get_absolute_url()).content.decode()


def test_a_deleted_comment_without_replies_leaves_nothing(client):
    comment, member = members_comment("Regrettable")

    deleted = delete_own_comment(comment, by=member)

    assert (deleted.state, bool(deleted.deleted_at)) == ("removed", True)
    comment.post.refresh_from_db()
    assert comment.post.comment_count == 0
    assert f'id="comment-{comment.pk}"' not in thread_of(client, comment)


def test_a_deleted_comment_with_replies_leaves_a_line_that_says_so(client):
    comment, member = members_comment("Regrettable")
    public_comment(comment.post, in_reply_to=comment)

    delete_own_comment(comment, by=member)

    page = thread_of(client, comment)
    assert "#1 was deleted by its writer." in page
    assert "Regrettable" not in page


def test_a_deletion_is_on_record_and_moderators_still_see_the_text(client, moderator):
    comment, member = members_comment("Regrettable")

    delete_own_comment(comment, by=member)

    decision = comment.decisions.last()
    assert (decision.made_by, decision.reason) == (member, "Deleted by its writer")
    page = client.get(f"/admin/comments/comment/{comment.pk}/change/").content.decode()
    assert "Regrettable" in page


def test_who_deletes_an_own_comment_is_trusted_as_before():
    Rule.objects.create(
        name="Regulars", position=0, condition="trusted", value="1", verdict="publish"
    )
    Rule.objects.create(
        name="All", position=1, condition="short", value="99", verdict="hold"
    )
    Rule.objects.filter(name__contains="waits").update(position=2)
    comment, member = members_comment()
    assert comment.state == "public"

    delete_own_comment(comment, by=member)

    assert write_comment(PostFactory(), user=member).state == "public"


def test_a_comment_brought_back_by_a_moderator_is_no_longer_deleted():
    comment, member = members_comment()
    deleted = delete_own_comment(comment, by=member)

    actions.approve(deleted, by=UserFactory())

    stored = Comment.objects.get(pk=comment.pk)
    assert (stored.deleted_at, stored.removal_note) == (None, "")


def test_moderators_see_what_a_comment_said_before(client, moderator):
    comment, member = members_comment("Frist")
    edit_comment(comment, "First", by=member)

    page = client.get(f"/admin/comments/comment/{comment.pk}/change/").content.decode()

    assert "before it was edited" in page
    assert "Frist" in page
