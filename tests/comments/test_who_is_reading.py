"""What scripts are told of the reader, and the cookie that says when to ask."""

import pytest
from django.conf import settings as site
from django.urls import reverse

from accounts import roles
from accounts.actions import vouch_for_email
from comments import actions
from comments.models import ModerationDecision
from comments.permissions import can_moderate
from tests.accounts.people import somebody, writer
from tests.comments.test_writing_pages import form_address, send
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def told(client, post=None):
    """What /me.json says."""
    answer = client.get("/me.json", {"post": post.pk} if post else {})
    assert "no-store" in answer["Cache-Control"]
    return answer.json()


def sign_in(client):
    """With the form: it is what sets the cookies."""
    member = UserFactory(name="Ann Lee")
    member.set_password("quite a long one")
    member.save()
    vouch_for_email(member)
    typed = {"login": member.email, "password": "quite a long one"}
    client.post(reverse("account_login"), typed)
    return member


def test_a_member_is_told_the_own_comments_and_those_agreed_with(client):
    post, member = PostFactory(), UserFactory(name="Ann Lee")
    others = public_comment(post)
    public_comment(PostFactory(), user=member)
    own = write_comment(post, "Mine", user=member, in_reply_to=others)
    actions.hold(own, by=UserFactory(), reason="Is that so?")
    actions.react(others, by=member)
    actions.react(public_comment(PostFactory()), by=member)
    client.force_login(member)

    said = told(client, post)

    assert (said["name"], said["reacted"]) == ("Ann Lee", [others.pk])
    assert (said["moderates"], said["unread"]) == (False, 0)
    (mine,) = said["own"]
    assert (mine["id"], mine["state"], mine["reply_to"]) == (own.pk, "held", others.pk)
    assert "<p>Mine</p>" in mine["html"]
    assert mine["reason"] == "Is that so?"


def test_a_member_is_told_how_many_answers_are_new(client):
    post, member = PostFactory(), UserFactory()
    own = public_comment(post, user=member)
    public_comment(post, in_reply_to=own)
    actions.tell_due()
    client.force_login(member)

    assert told(client, post)["unread"] == told(client)["unread"] == 1


def test_the_text_of_a_public_comment_is_not_sent_again(client):
    post, member = PostFactory(), UserFactory()
    public_comment(post, user=member)
    client.force_login(member)

    (mine,) = told(client, post)["own"]

    assert (mine["state"], mine["number"], mine["html"]) == ("public", 1, "")


def test_a_guest_is_told_why_the_own_comment_is_held(client):
    post = PostFactory()
    write_comment(post, "Somebody else's", email="other@example.org")
    send(client, form_address(post), "Mine")

    said = told(client, post)

    assert said["name"] is None
    (mine,) = said["own"]
    assert (mine["state"], "Mine" in mine["html"]) == ("held", True)
    assert mine["reason"] == "A first comment waits for a moderator"


def test_spam_is_not_told_that_it_was_found_out(client):
    post, member = PostFactory(), UserFactory()
    comment = public_comment(post, user=member)
    actions.mark_spam(comment, by=UserFactory(), reason="Sells hats")
    client.force_login(member)

    (mine,) = told(client, post)["own"]

    assert (mine["state"], mine["reason"]) == ("held", "")
    sent = client.get(f"/comments/{comment.pk}/sent/").content.decode()
    assert "waits for a moderator" in sent
    assert "Sells hats" not in sent


def test_the_reason_is_that_of_the_decision_which_an_undo_restores(client):
    post, member, moderator = PostFactory(), UserFactory(), UserFactory()
    comment = public_comment(post, user=member)
    actions.hold(comment, by=moderator, reason="Is the figure right?")
    actions.undo(actions.mark_spam(comment, by=moderator), by=moderator)
    client.force_login(member)

    assert told(client, post)["own"][0]["reason"] == "Is the figure right?"
    sent = client.get(f"/comments/{comment.pk}/sent/").content.decode()
    assert "The reason: Is the figure right?" in sent


def test_a_stranger_is_told_nothing(client):
    post = PostFactory()
    public_comment(post)

    said = told(client, post)

    assert (said["name"], said["own"], said["reacted"]) == (None, [], [])


@pytest.mark.parametrize("wanted", ["", "x", "-1", "9" * 40, "²"])
def test_an_odd_post_is_none(wanted, client):
    client.force_login(UserFactory())

    assert client.get("/me.json", {"post": wanted}).json()["own"] == []


def test_the_token_that_it_gives_is_valid(client):
    from django.test import Client

    checking = Client(enforce_csrf_checks=True)
    comment = public_comment(PostFactory())
    checking.force_login(UserFactory())
    token = told(checking)["token"]

    sent = checking.post(f"/comments/{comment.pk}/react/", HTTP_X_CSRFTOKEN=token)

    assert sent.status_code == 302


@pytest.mark.parametrize("role", list(roles.ROLES))
def test_who_moderates_is_who_may(role, client):
    user, author = writer(role)
    client.force_login(user)

    for post in (PostFactory(authors=[author]), PostFactory()):
        assert told(client, post)["moderates"] == can_moderate(user, post)


def test_a_superuser_moderates_and_a_member_does_not(client):
    post = PostFactory()
    for user, moderates in (
        (UserFactory(is_superuser=True), True),
        (UserFactory(), False),
    ):
        client.force_login(user)
        assert told(client, post)["moderates"] is moderates


@pytest.mark.parametrize(
    ("who", "queries"),
    [
        # own comments
        ("guest", 1),
        # session, user, own comments and reactions, rights
        ("member", 4),
        ("moderator", 4),
        ("author", 4),
    ],
)
def test_it_takes_four_queries(who, queries, client, django_assert_num_queries):
    post = PostFactory()
    if who == "guest":
        send(client, form_address(post))
    else:
        user = UserFactory() if who == "member" else somebody(who.title())
        for _ in range(3):
            actions.react(public_comment(post, user=user), by=user)
        client.force_login(user)

    with django_assert_num_queries(queries):
        assert told(client, post)["own"]


def test_nothing_is_read_for_a_stranger(client, django_assert_num_queries):
    post = PostFactory()

    with django_assert_num_queries(0):
        told(client, post)


# --- The marker --------------------------------------------------------------


def test_signing_in_sets_the_marker_and_signing_out_takes_it_back(client):
    sign_in(client)

    session, marker = client.cookies[site.SESSION_COOKIE_NAME], client.cookies["known"]
    assert (marker.value, marker["httponly"], marker["samesite"]) == ("1", "", "Lax")
    assert marker["max-age"] == session["max-age"]

    client.post(reverse("account_logout"))
    assert client.cookies["known"].value == ""


def test_the_marker_is_as_secure_as_the_session(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    sign_in(client)

    assert client.cookies["known"]["secure"] is True


def test_a_guest_gets_the_marker_with_the_first_comment(client):
    answer = send(client, form_address(PostFactory()))

    marker, own = answer.cookies["known"], answer.cookies["own_comments"]
    assert (marker.value, marker["max-age"]) == ("1", own["max-age"])


def test_who_was_signed_in_before_there_was_a_marker_gets_it(client):
    client.force_login(UserFactory())

    assert client.get("/accounts/login/").cookies["known"].value == "1"
    assert "known" not in client.get("/accounts/login/").cookies


def test_no_public_page_sets_it(client):
    post = PostFactory()
    client.force_login(UserFactory())

    assert not client.get(post.get_absolute_url()).cookies


def test_a_marker_that_has_outlived_the_session_is_taken_back(client):
    client.cookies["known"] = "1"

    assert client.get("/me.json").cookies["known"].value == ""


def test_signing_out_leaves_a_guests_comments_known(client):
    send(client, form_address(PostFactory()))
    sign_in(client)

    client.post(reverse("account_logout"))

    assert client.cookies["known"].value == "1"


def test_a_public_page_is_the_same_with_and_without_the_guests_cookie(client):
    post = PostFactory()
    before = client.get(post.get_absolute_url())
    send(client, form_address(post))
    ModerationDecision.objects.get()

    after = client.get(post.get_absolute_url())

    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert not after.cookies
