"""A moderator edits a text: everybody sees that, and why; the earlier one is kept."""

import pytest

from comments.actions import UndoError, amend, edit_comment, undo_in_thread
from comments.models import Comment, ThreadDecision
from tests.accounts.people import writer
from tests.comments.desk import LIST, said, words
from tests.comments.test_reading_threads import shown
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return public_comment(PostFactory(), "Ring me at *0123*", user=UserFactory())


def now(comment):
    return Comment.objects.get(pk=comment.pk)


def text_of(row):
    return " ".join(row.text_content().split())


def edit(client, comment, **fields):
    return client.post(f"{LIST}{comment.pk}/edit/", fields, follow=True)


def test_the_notice_and_the_new_text_are_for_everybody(client, moderator, comment):
    answer = edit(client, comment, text="Ring *me*", reason="A <telephone> number")

    (row,) = shown(comment.post)
    assert "Edited by a moderator: A <telephone> number" in text_of(row)
    assert text_of(row.xpath("./div")[0]) == "Ring me"
    assert "<em>me</em>" in now(comment).body_html
    assert "edited" not in text_of(row).split("Ring")[0]
    assert "The text is changed." in said(answer)[0]


def test_a_row_without_a_notice_carries_no_byte_of_it(comment):
    assert "moderator" not in text_of(shown(comment.post)[0])


def test_the_earlier_text_is_kept_for_moderators(client, moderator, comment):
    edit(client, comment, text="Ring me", reason="Private")

    page = client.get(f"{LIST}{comment.pk}/change/").content.decode()
    earlier = comment.earlier_texts.get()

    assert (earlier.text, earlier.replaced_by) == ("Ring me at *0123*", moderator)
    assert "Ring me at *0123*" in page
    assert "Text edited by Mo Private" in words(page)
    assert "0123" not in client.get(comment.post.get_absolute_url()).content.decode()


def test_without_a_reason_nothing_is_changed_and_the_text_comes_back(
    client, moderator, comment
):
    answer = edit(client, comment, text="Ring me", reason="  ")

    assert "Say why: readers see the reason" in answer.content.decode()
    assert ">Ring me</textarea>" in answer.content.decode().replace("\n", "")
    assert now(comment).comment == "Ring me at *0123*"


def test_who_changes_nothing_leaves_no_notice(client, moderator, comment):
    answer = edit(client, comment, text="Ring me at *0123*", reason="Oh")

    assert said(answer) == ["It was so already: nothing changed."]
    assert now(comment).edit_note == ""


def test_undoing_brings_text_and_notice_back(moderator, comment):
    first = amend(comment, "One", by=moderator, reason="First")
    second = amend(comment, "Two", by=moderator, reason="Second")
    with pytest.raises(UndoError, match="edited it since"):
        undo_in_thread(first, by=moderator)

    undo_in_thread(second, by=moderator)

    stored = now(comment)
    assert (stored.comment, stored.edit_note) == ("One", "First")
    assert "One" in stored.body_html
    first_again = ThreadDecision.objects.get(pk=first.pk)
    with pytest.raises(UndoError, match="edited it since"):
        undo_in_thread(first_again, by=moderator)


def test_undone_at_once_nothing_shows_that_it_was_edited(moderator, comment):
    undo_in_thread(amend(comment, "Two", by=moderator, reason="Oops"), by=moderator)

    stored = now(comment)
    assert (stored.comment, stored.edit_note) == ("Ring me at *0123*", "")
    assert stored.edited_at is None


def test_the_writers_own_edit_leaves_the_notice(moderator, comment):
    amend(comment, "Ring me", by=moderator, reason="Private")

    edit_comment(now(comment), "Ring me, please", by=comment.author)

    assert now(comment).edit_note == "Private"


def test_an_imported_comment_is_edited_as_the_html_that_it_is(
    client, moderator, comment
):
    Comment.objects.filter(pk=comment.pk).update(
        import_ref="wp:1", body_html="<p>Ring <b>me</b></p>"
    )
    page = client.get(f"{LIST}{comment.pk}/edit/").content.decode()
    assert "&lt;p&gt;Ring &lt;b&gt;me&lt;/b&gt;&lt;/p&gt;</textarea>" in page

    edit(
        client,
        comment,
        text="<p>Ring <b>her</b><script>x()</script></p>",
        reason="Not you",
    )

    assert now(comment).body_html == "<p>Ring <b>her</b></p>"
    undo_in_thread(ThreadDecision.objects.get(), by=moderator)
    assert now(comment).body_html == "<p>Ring <b>me</b></p>"


def test_an_author_edits_below_own_posts_alone(client, comment):
    user, author = writer()
    client.force_login(user)
    own = public_comment(PostFactory(authors=[author]))

    assert edit(client, comment, text="Mine", reason="So").status_code == 404
    assert edit(client, own, text="Mine", reason="So").status_code == 200
    assert (now(comment).comment, now(own).comment) == ("Ring me at *0123*", "Mine")
    client.force_login(comment.author)
    assert "Mine" not in edit(client, comment, text="Mine", reason="").content.decode()
