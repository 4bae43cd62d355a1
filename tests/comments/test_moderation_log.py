"""What moderators and rules did, for everybody to read, where the site wants that."""

from __future__ import annotations

import pytest
from django.urls import reverse

from comments import public_record
from comments.actions import (
    approve,
    change_state,
    delete_own_comment,
    hold,
    mark_spam,
    remove,
    undo,
)
from comments.models import Ban, Rule
from tests.comments.desk import words
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

LOG = "/moderation-log/"


@pytest.fixture(autouse=True)
def _is_public(settings):
    settings.MASTHEAD_PUBLIC_MODERATION_LOG = True


def read(client, address=LOG):
    page = client.get(address)
    assert page.status_code == 200
    return words(page.content.decode())


def test_there_is_none_unless_the_site_wants_it(client, settings):
    settings.MASTHEAD_PUBLIC_MODERATION_LOG = False

    assert client.get(LOG).status_code == 404
    assert client.get(f"{LOG}before/7/").status_code == 404


def test_it_says_what_was_removed_and_why_and_names_nobody(client):
    moderator = UserFactory(name="Mo Derator")
    comment = public_comment(
        PostFactory(title="The ferry"),
        "Secret words",
        name="Ann Lee",
        email="ann@example.org",
    )
    remove(comment, by=moderator, reason="Insults nobody needs")

    page = read(client)

    assert "Removed by a moderator" in page
    assert "on The ferry" in page
    assert "Reason: Insults nobody needs" in page
    for personal in ("Mo Derator", "Ann Lee", "Secret words", "ann@"):
        assert personal not in page


def test_it_says_nothing_of_a_shadow_hold_until_a_moderator_decides(client):
    Ban.objects.create(kind="shadow", email="ann@example.org")
    post = PostFactory(title="The ferry")
    comment = write_comment(post, name="Ann", email="ann@example.org")
    assert comment.decisions.get().rule == "Shadow hold"

    assert "The ferry" not in read(client)

    remove(comment, by=UserFactory())
    page = read(client)
    assert "Removed before it appeared by a moderator" in page
    assert "Shadow" not in page


def test_it_says_which_rule_held_a_comment_and_that_it_was_let_through(client):
    comment = write_comment(PostFactory())
    page = read(client)
    assert (
        "Held before it appeared by the rule “A first comment waits for a moderator”"
        in page
    )
    assert comment.get_absolute_url() not in client.get(LOG).content.decode()

    approve(comment, by=UserFactory(), reason="Words for the writer alone")

    page = client.get(LOG).content.decode()
    assert "Let through" in page
    assert comment.get_absolute_url() in page
    assert "Words for the writer alone" not in page


def test_spam_and_what_simply_came_in_are_left_out(client):
    mark_spam(write_comment(PostFactory()), by=UserFactory())
    Rule.objects.all().delete()
    public_comment(PostFactory())

    page = read(client)

    assert page.count("Held before it appeared") == 1
    assert " spam by" not in page


def test_what_a_writer_takes_back_is_nobody_elses_doing(client):
    Rule.objects.all().delete()
    member = UserFactory()
    delete_own_comment(write_comment(PostFactory(), user=member), by=member)
    delete_own_comment(write_comment(PostFactory()), by=None)
    change_state(public_comment(PostFactory()), "held", by=None, reason="Import")

    assert "Nothing has been held or removed." in read(client)


def test_who_is_shadow_held_does_not_read_of_it(client):
    member = UserFactory()
    Ban.objects.create(kind="shadow", user=member)
    write_comment(PostFactory(), user=member)

    assert "Nothing has been held or removed." in read(client)


def test_what_was_undone_says_so(client):
    undo(
        hold(public_comment(PostFactory(), user=UserFactory()), by=UserFactory()),
        by=UserFactory(),
    )

    page = read(client)

    assert (
        "Taken out of sight until somebody decides by a moderator (taken back since)"
        in page
    )


def test_nothing_is_said_of_a_post_that_is_not_public(client):
    post = PostFactory(title="Withdrawn thoughts")
    hold(public_comment(post, user=UserFactory()), by=UserFactory())
    type(post).objects.update(status="withdrawn")

    assert "Withdrawn thoughts" not in read(client)


def test_it_is_the_same_page_for_everybody_and_not_for_search_engines(
    client, moderator
):
    page = client.get(LOG)

    assert "public" in page["Cache-Control"]
    assert not page.cookies
    assert 'name="robots" content="noindex"' in page.content.decode()


def test_older_acts_are_on_pages_that_do_not_shift(client, monkeypatch):
    monkeypatch.setattr(public_record, "ROWS_SHOWN", 2)
    post = PostFactory()
    comments = [write_comment(post, email=f"n{n}@example.org") for n in range(5)]
    pks = [comment.decisions.get().pk for comment in comments]

    first = client.get(LOG)
    older = reverse("moderation-log-before", args=[pks[3]])
    assert older in first.content.decode()
    write_comment(post, email="late@example.org")
    second = client.get(older)
    assert [act.key for act in second.context["acts"]] == [pks[2], pks[1]]
    last = client.get(reverse("moderation-log-before", args=[pks[1]]))
    assert [act.key for act in last.context["acts"]] == [pks[0]]
    assert last.context["older"] is None


@pytest.mark.parametrize("many", [1, 30])
def test_it_takes_three_queries_at_any_size(client, many, django_assert_num_queries):
    post = PostFactory()
    for number in range(many):
        write_comment(post, email=f"n{number}@example.org")
    client.get(LOG)

    with django_assert_num_queries(3):  # the site's name, keys, acts
        client.get(LOG)
