"""The moderators' side, and who is refused there."""

import pytest
from django.contrib.auth.models import Group

from comments.models import Comment
from tests.factories import AuthorFactory, PostFactory, UserFactory, write_comment

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def staff(role):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def decide(client, action, comment):
    data = {"action": f"{action}_selected", "_selected_action": [comment.pk]}
    return client.post(LIST, data)


@pytest.mark.parametrize(
    ("action", "state"),
    [("approve", "public"), ("spam", "spam"), ("remove", "removed")],
)
def test_a_moderator_decides(action, state, client):
    comment = write_comment(PostFactory())
    client.force_login(staff("Moderator"))

    decide(client, action, comment)

    comment.refresh_from_db()
    assert comment.state == state


def test_an_author_decides_in_own_threads_alone(client):
    author = staff("Author")
    own = write_comment(PostFactory(authors=[AuthorFactory(user=author)]))
    other = write_comment(PostFactory(), email="other@example.org")
    client.force_login(author)

    decide(client, "approve", own)
    decide(client, "approve", other)

    assert list(Comment.objects.visible()) == [own]


def test_a_contributor_sees_no_comments(client):
    client.force_login(staff("Contributor"))

    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_nobody_adds_or_deletes_comments_in_the_admin(path, client):
    comment = write_comment(PostFactory())
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(LIST + path.format(pk=comment.pk)).status_code == 403


@pytest.mark.parametrize(
    "kind", ["comment", "rule", "ban", "note", "moderationdecision"]
)
def test_the_lists_open(kind, client):
    write_comment(PostFactory())
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(f"/admin/comments/{kind}/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("ban", {"email": "x@example.org"}, "made_by"),
        ("note", {"email": "x@example.org", "text": "Kind"}, "written_by"),
    ],
)
def test_who_banned_or_noted_is_recorded(
    kind, data, field, client, django_assert_num_queries
):
    from comments import models

    moderator = staff("Moderator")
    client.force_login(moderator)

    client.post(f"/admin/comments/{kind}/add/", data)

    row = getattr(models, kind.title()).objects.get()
    assert getattr(row, field) == moderator
