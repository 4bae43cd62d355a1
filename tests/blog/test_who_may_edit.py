"""Who may edit and publish which post."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import roles
from blog.models import Post
from blog.permissions import can_edit, can_publish, can_write, posts_for
from tests.accounts.people import somebody, writer
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

DRAFT, REVIEW, PUBLISHED, WITHDRAWN = (
    Post.Status.DRAFT,
    Post.Status.IN_REVIEW,
    Post.Status.PUBLISHED,
    Post.Status.WITHDRAWN,
)


@pytest.mark.parametrize(
    ("role", "status", "edits", "publishes"),
    [
        (roles.CONTRIBUTOR, DRAFT, True, False),
        (roles.CONTRIBUTOR, REVIEW, True, False),
        (roles.CONTRIBUTOR, PUBLISHED, False, False),
        (roles.CONTRIBUTOR, WITHDRAWN, False, False),
        (roles.AUTHOR, DRAFT, True, True),
        (roles.AUTHOR, PUBLISHED, True, True),
        (roles.AUTHOR, WITHDRAWN, True, True),
        (roles.EDITOR, DRAFT, True, True),
        (roles.EDITOR, PUBLISHED, True, True),
        (roles.MODERATOR, DRAFT, False, False),
        (roles.ADMINISTRATOR, PUBLISHED, True, True),
    ],
)
def test_what_a_role_may_do_to_an_own_post(role, status, edits, publishes):
    user, author = writer(role)
    post = PostFactory(authors=[author], published=status == PUBLISHED, status=status)

    assert (can_edit(user, post), can_publish(user, post)) == (edits, publishes)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (roles.CONTRIBUTOR, False),
        (roles.AUTHOR, False),
        (roles.MODERATOR, False),
        (roles.EDITOR, True),
        (roles.ADMINISTRATOR, True),
    ],
)
def test_only_editors_touch_the_posts_of_others(role, allowed):
    user, _ = writer(role)
    post = PostFactory(published=False)

    assert can_edit(user, post) is allowed
    assert can_publish(user, post) is allowed


def test_a_superuser_needs_no_role():
    assert can_edit(UserFactory(is_superuser=True), PostFactory())


def test_a_visitor_and_a_member_may_do_nothing():
    post = PostFactory()

    for nobody in (AnonymousUser(), UserFactory()):
        assert not can_edit(nobody, post)
        assert not can_publish(nobody, post)
        assert not can_write(nobody)


def test_who_has_no_name_to_write_under_begins_no_post():
    assert not can_write(somebody(roles.AUTHOR))
    assert can_write(writer(roles.AUTHOR)[0])
    assert can_write(somebody(roles.EDITOR))


def test_each_role_finds_its_posts_in_the_admin():
    contributor, name = writer(roles.CONTRIBUTOR)
    own = PostFactory(authors=[name], published=False, status=DRAFT)
    public, draft = PostFactory(), PostFactory(published=False, status=DRAFT)

    assert set(posts_for(contributor)) == {own}
    assert set(posts_for(somebody(roles.EDITOR))) == {own, public, draft}
    assert set(posts_for(somebody(roles.MODERATOR))) == {public}
