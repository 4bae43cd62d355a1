"""Who is named above a post, as editors order them."""

from __future__ import annotations

import pytest

from blog.models import Correction, Post
from tests.blog.test_admin_posts import ADD, change, typed
from tests.factories import AuthorFactory, PostFactory

pytestmark = pytest.mark.django_db


def test_an_editor_orders_the_byline_and_adds_a_correction(client, editor):
    first, second = AuthorFactory(name="Ann"), AuthorFactory(name="Bea")
    post = PostFactory(authors=[first])
    data = typed(post, bylines=[second], corrections=["It was <b>1987</b><script>"])

    client.post(change(post), data | {"bylines-0-position": 5})

    assert list(post.bylines.values_list("author__name", flat=True)) == ["Bea", "Ann"]
    note = Correction.objects.get()
    assert (note.text, note.noted_by) == ("It was <b>1987</b>", editor)
    assert "Bea" in client.get(second.get_absolute_url()).content.decode()
    assert post.title in client.get(second.get_absolute_url()).content.decode()


def test_two_authors_change_places(client, editor):
    ann, bea = AuthorFactory(name="Ann"), AuthorFactory(name="Bea")
    post = PostFactory(authors=[ann, bea])
    swapped = {"bylines-0-author": bea.pk, "bylines-1-author": ann.pk}

    client.post(change(post), typed(post) | swapped)

    assert list(post.bylines.values_list("author__name", flat=True)) == ["Bea", "Ann"]
    assert post.title in client.get(ann.get_absolute_url()).content.decode()


def test_an_author_who_is_taken_out_and_named_again_is_in_the_byline(client, editor):
    ann = AuthorFactory(name="Ann")
    post = PostFactory(authors=[ann])

    client.post(change(post), typed(post, bylines=[ann]) | {"bylines-0-DELETE": "on"})

    assert list(post.authors.all()) == [ann]


def test_the_same_author_twice_is_told(client, editor):
    author = AuthorFactory()

    response = client.post(ADD, typed(bylines=[author, author]))

    assert response.status_code == 200
    assert not Post.objects.exists()
