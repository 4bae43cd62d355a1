"""A member makes their own what they wrote as a guest."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from accounts.models import User
from comments.actions import claim, claimable, remove
from comments.models import Ban, Comment, Note
from tests.accounts.people import somebody
from tests.comments.test_writing_pages import form_address, send
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

ADDRESS = "/me/claim/"


def member(email="ann@example.org", *, verified=True, **fields):
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(
        user=user, email=email.lower(), verified=verified, primary=True
    )
    return user


def as_guest(post, email="Ann@Example.org", **fields):
    return public_comment(post, email=email, name="Ann as guest", **fields)


def test_guest_comments_become_the_members_under_the_name_they_had():
    first, second = as_guest(PostFactory()), as_guest(PostFactory())
    other = as_guest(first.post, "bob@example.org")
    ann = member(name="Ann Lee")

    assert claimable(ann) == 2
    assert claim(ann) == 2
    assert (claimable(ann), claim(ann)) == (0, 0)

    for comment in (first, second):
        comment.refresh_from_db()
        assert (comment.author, comment.user) == (ann, ann)
        assert comment.author_name == "Ann as guest"
    other.refresh_from_db()
    assert other.author is None


def test_only_a_confirmed_address_counts():
    as_guest(PostFactory())
    pending = member(verified=False)

    assert (claimable(pending), claim(pending)) == (0, 0)
    assert not Comment.objects.exclude(author=None).exists()


def test_nobody_takes_what_another_member_wrote():
    ann = member()
    theirs = public_comment(PostFactory(), user=ann)
    User.objects.filter(pk=ann.pk).update(email="new@example.org")
    EmailAddress.objects.all().delete()
    later = member("ann@example.org", name="Later")

    assert claim(later) == 0
    theirs.refresh_from_db()
    assert theirs.author == ann


def test_the_record_goes_with_the_comments():
    moderator = somebody("Moderator")
    removed = as_guest(PostFactory())
    remove(removed, by=moderator)
    Note.objects.create(email="ann@example.org", text="Quick to anger.")
    Ban.objects.create(email="ann@example.org")
    ann = member()

    assert claim(ann) == 1

    assert [note.text for note in Note.objects.naming(ann, ann.email)] == [
        "Quick to anger."
    ]
    # Another address does not lead around the ban.
    assert Ban.objects.naming(ann, "new@example.org").exists()


def test_what_waits_for_the_click_in_a_mail_goes_on_waiting(settings):
    settings.MASTHEAD_CONFIRM_GUESTS = True
    waiting = write_comment(PostFactory(), email="ann@example.org")

    assert claim(member()) == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.author) == ("unconfirmed", None)


def test_many_are_claimed_in_batches(monkeypatch):
    monkeypatch.setattr("comments.actions.claiming.CLAIMED_AT_ONCE", 2)
    post = PostFactory()
    for _ in range(5):
        as_guest(post)

    assert claim(member()) == 5


def test_the_page_counts_asks_and_says_what_it_did(client):
    as_guest(PostFactory())
    client.force_login(member())

    assert "1 comment was written as a guest" in " ".join(
        client.get(ADDRESS).content.decode().split()
    )
    assert Comment.objects.get().author is None
    answer = client.post(ADDRESS, follow=True)
    assert "Comments that are yours now: 1." in answer.content.decode()
    assert "all of that is yours already" in answer.content.decode()


def test_the_account_page_tells_of_them(client):
    client.force_login(member())
    assert ADDRESS not in client.get("/accounts/").content.decode()

    as_guest(PostFactory())
    assert ADDRESS in client.get("/accounts/").content.decode()


def test_what_is_claimed_is_the_accounts_alone(client):
    """Whoever typed the member's address has the cookie of a guest still."""
    send(client, form_address(PostFactory()))
    written = Comment.objects.get()
    claim(member())

    for what in ("edit", "delete"):
        address = f"/comments/{written.pk}/{what}/"
        assert client.post(address, {"comment": "Not Ann"}).status_code == 404
    assert client.get(f"/comments/{written.pk}/sent/").status_code == 404


def test_a_stranger_claims_nothing(client):
    as_guest(PostFactory())

    assert client.post(ADDRESS)["Location"].startswith("/accounts/login/")
    assert Comment.objects.get().author is None


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_each_comment_is_claimed_once():
    post = PostFactory()
    for _ in range(20):
        as_guest(post)
    ann = member()
    counts = []

    def press():
        counts.append(claim(ann))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == 20
    assert Comment.objects.filter(author=ann).count() == 20
