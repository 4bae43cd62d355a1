"""A post before it is public, and who may see it."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import roles
from tests.factories import AuthorFactory, PostFactory, UserFactory, moment

pytestmark = pytest.mark.django_db


def user_with(role):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def draft():
    writer = UserFactory()
    author = AuthorFactory(name="Ann Lee", user=writer)
    return PostFactory(title="Not yet", published=False, authors=[author])


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR])
def test_editors_see_every_draft(role, draft, client):
    client.force_login(user_with(role))
    response = client.get(f"/drafts/{draft.pk}/")

    assert response.status_code == 200
    assert "Readers can't see this" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in response.content.decode()


def test_writers_see_their_own_draft(draft, client):
    client.force_login(draft.authors.get().user)

    assert "Not yet" in client.get(f"/drafts/{draft.pk}/").content.decode()


@pytest.mark.parametrize("role", [roles.CONTRIBUTOR, roles.AUTHOR, roles.MODERATOR])
def test_the_drafts_of_others_are_not_found(role, draft, client):
    client.force_login(user_with(role))

    assert client.get(f"/drafts/{draft.pk}/").status_code == 404


def test_readers_find_no_draft(draft, client):
    assert client.get(f"/drafts/{draft.pk}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get(f"/drafts/{draft.pk}/").status_code == 404


def test_a_scheduled_post_says_when_it_appears(client):
    post = PostFactory(published_at=moment("2126-11-23 12:00"))
    client.force_login(user_with(roles.EDITOR))

    html = client.get(f"/drafts/{post.pk}/").content.decode()

    assert "Readers will see this from 23 November 2126, 12:00" in html


def test_a_draft_that_is_public_by_now_leads_to_its_address(client):
    post = PostFactory(published_at=timezone.now())
    client.force_login(user_with(roles.EDITOR))

    response = client.get(f"/drafts/{post.pk}/")

    assert response.status_code == 302
    assert response["Location"] == post.get_absolute_url()
