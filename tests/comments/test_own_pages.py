"""The pages on which writers change their own comments, without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.actions import remove
from comments.models import Comment, Rule
from tests.comments.test_writing_pages import form_address, send
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client):
    """The signed-in member's comment."""
    member = UserFactory()
    public_comment(PostFactory(), user=member)
    client.force_login(member)
    return public_comment(PostFactory(), "Frist!", user=member)


def text_of(comment):
    return Comment.objects.get(pk=comment.pk).comment


def test_a_member_edits_a_comment(client, own):
    page = client.get(f"/comments/{own.pk}/edit/")
    assert "Frist!</textarea>" in page.content.decode()

    answer = client.post(f"/comments/{own.pk}/edit/", {"comment": "First!"})

    assert (answer.status_code, text_of(own)) == (303, "First!")
    assert answer["Location"] == f"/comments/{own.pk}/sent/"


def test_a_guest_edits_and_deletes_by_the_cookie(client):
    answer = send(client, form_address(PostFactory()), "Frist!")
    comment = Comment.objects.get()
    sent = client.get(answer["Location"]).content.decode()
    assert f'href="/comments/{comment.pk}/edit/"' in sent
    assert f'href="/comments/{comment.pk}/delete/"' in sent

    client.post(f"/comments/{comment.pk}/edit/", {"comment": "First!"})
    assert text_of(comment) == "First!"

    page = client.post(f"/comments/{comment.pk}/delete/", follow=True)
    assert "You have deleted your comment" in page.content.decode()
    assert Comment.objects.get().state == "removed"


@pytest.mark.parametrize("act", ["edit", "delete"])
@pytest.mark.parametrize("who", ["guest", "member", "moderator"])
def test_nobody_else_edits_or_deletes_it(act, who, client, own, moderator):
    client.logout()
    if who != "guest":
        client.force_login(moderator if who == "moderator" else UserFactory())

    address = f"/comments/{own.pk}/{act}/"

    assert client.get(address).status_code == 404
    assert client.post(address, {"comment": "Mine now"}).status_code == 404
    stored = Comment.objects.get(pk=own.pk)
    assert (stored.comment, stored.state) == ("Frist!", "public")


def test_asking_deletes_nothing(client, own):
    page = client.get(f"/comments/{own.pk}/delete/").content.decode()

    assert "Delete your comment?" in page
    assert Comment.objects.get(pk=own.pk).state == "public"


def test_too_late_says_so_and_gives_the_text_back(client, own, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=20))

    edited = client.post(f"/comments/{own.pk}/edit/", {"comment": "A long thought"})
    deleted = client.post(f"/comments/{own.pk}/delete/")

    assert (edited.status_code, deleted.status_code) == (422, 422)
    assert "can no longer be changed" in edited.content.decode()
    assert "A long thought</textarea>" in edited.content.decode()
    assert "can no longer be changed" in deleted.content.decode()
    assert "<textarea" not in client.get(f"/comments/{own.pk}/edit/").content.decode()
    sent = client.get(f"/comments/{own.pk}/sent/").content.decode()
    assert "/edit/" not in sent


def test_a_refused_edit_says_why_and_gives_the_text_back(client, own):
    Rule.objects.create(
        name="No", condition="words", value="casino", verdict="refuse", message="No!"
    )

    page = client.post(f"/comments/{own.pk}/edit/", {"comment": "Casino"})

    assert page.status_code == 422
    assert "No!" in page.content.decode()
    assert "Casino</textarea>" in page.content.decode()


def test_an_empty_edit_is_refused(client, own):
    page = client.post(f"/comments/{own.pk}/edit/", {"comment": "  "})

    assert page.status_code == 422
    assert "Write something first." in page.content.decode()


def test_a_removed_comment_has_no_form(client, own):
    remove(own, by=UserFactory())

    page = client.get(f"/comments/{own.pk}/edit/").content.decode()

    assert "can no longer be changed" in page


def test_an_edit_is_previewed_before_it_is_saved(client, own):
    typed = {"comment": "*First*", "preview": "1"}

    page = client.post(f"/comments/{own.pk}/edit/", typed)

    assert page.status_code == 200
    assert "<em>First</em>" in page.content.decode()
    assert text_of(own) == "Frist!"


def test_scripts_are_told_how_long_an_own_comment_can_be_edited(client, own):
    (mine,) = client.get("/me.json", {"post": own.post_id}).json()["own"]

    until = own.posted_at + timedelta(minutes=15)
    assert mine["editable_until"].startswith(f"{until:%Y-%m-%dT%H:%M:%S}")
