"""Each member who has commented has a page; guests, whom nobody can tell apart, none."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from lxml.html import fromstring

from comments.actions import hold
from comments.models import Comment
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(title="The quay")


@pytest.fixture
def ann(post):
    member = UserFactory(name="Ann Lee", email="secret@example.org")
    public_comment(post, "Boats.", user=member)
    return member


def address_of(member, slug="ann-lee"):
    return f"/commenter/{slug}-{member.pk}/"


def test_the_page_says_who_it_is_and_what_they_wrote(client, ann, post):
    public_comment(post, "Ships.", user=ann)
    public_comment(post, "Somebody else's.", name="Ann Lee")
    hold(public_comment(post, "Held.", user=ann), by=UserFactory())

    page = client.get(address_of(ann)).content.decode()

    assert f"Member since {ann.date_joined:%B %Y}, 2 public comments" in page
    assert page.index("Ships.") < page.index("Boats.")
    assert "Somebody else" not in page
    assert "Held." not in page
    assert "secret@example.org" not in page
    assert 'content="noindex"' in page


def test_the_page_is_the_same_for_everyone(client, ann):
    stranger = client.get(address_of(ann))
    client.force_login(ann)

    assert client.get(address_of(ann)).content == stranger.content
    assert "public" in stranger.headers["Cache-Control"]


def test_words_are_sought_in_the_comments_of_one_member(client, ann, post):
    public_comment(post, "Ships.", user=ann)
    public_comment(post, "Boats of others.", user=UserFactory())

    page = client.get(address_of(ann), {"q": "boats"}).content.decode()

    assert "<mark>Boats</mark>." in page
    assert "Ships." not in page
    assert "of others" not in page


def test_older_comments_come_page_by_page(client, ann, post):
    for n in range(25):
        public_comment(post, f"Number {n:02}.", user=ann)
    page = client.get(address_of(ann)).content.decode()
    assert "Number 05." in page
    assert "Number 04." not in page

    last = Comment.objects.by_member(ann)[19].pk
    assert f"?before={last}" in page
    older = client.get(address_of(ann), {"before": last}).content.decode()

    assert "Number 04." in older
    assert "Number 05." not in older
    assert "Older comments" not in older


def test_another_spelling_leads_to_the_address(client, ann):
    for spelling in (f"anne-{ann.pk}", str(ann.pk), "Ann Lee", "ann lee"):
        answer = client.get(f"/commenter/{quote(spelling)}/")
        assert answer.headers["Location"] == address_of(ann)


def test_a_name_that_two_have_leads_nowhere(client, ann, post):
    public_comment(post, user=UserFactory(name="Ann Lee"))

    assert client.get("/commenter/Ann%20Lee/").status_code == 404


def test_a_name_without_letters_has_an_address(client, post):
    member = UserFactory(name="🙂")
    public_comment(post, user=member)

    assert client.get(f"/commenter/{member.pk}/").status_code == 200


def test_who_has_no_public_comment_has_no_page(client, post):
    member = UserFactory(name="Bea")
    hold(public_comment(post, user=member), by=UserFactory())
    gone = UserFactory(name="Cy", is_active=False)
    public_comment(post, user=gone)

    assert client.get(f"/commenter/bea-{member.pk}/").status_code == 404
    assert client.get("/commenter/Bea/").status_code == 404
    assert client.get(f"/commenter/cy-{gone.pk}/").status_code == 404
    assert client.get(f"/commenter/x-{10**17}/").status_code == 404


def test_a_members_name_in_a_thread_leads_to_the_page(client, ann, post):
    public_comment(post, "Quays.", name="Gus", email="gus@example.org")
    thread = fromstring(client.get(post.get_absolute_url()).content)

    names = thread.find_class("comment-author")

    assert [name.get("href") for name in names] == [f"/commenter/{ann.pk}/", None]
    assert client.get(f"/commenter/{ann.pk}/").url == quote(address_of(ann))


def test_what_is_found_leads_to_its_writers_page(client, ann):
    page = client.get("/comments/search/", {"q": "boats"}).content.decode()

    assert f'href="{address_of(ann)}"' in page


def test_a_members_name_in_a_thread_leads_there_and_a_guests_nowhere(client, ann, post):
    gone = UserFactory(name="Bob", is_active=False)
    public_comment(post, user=gone)
    public_comment(post, name="Carl")

    page = client.get(post.get_absolute_url()).content.decode()

    (address,) = re.findall(r'href="(/commenter/[^"]*)"', page)
    assert client.get(address)["Location"] == address_of(ann)


@pytest.mark.parametrize("many", [1, 15])
def test_the_page_takes_five_queries(
    many, ann, post, client, django_assert_num_queries
):
    for n in range(many):
        public_comment(post, f"Number {n}", user=ann)

    # The member; that there is something; how many; the rows; the site.
    with django_assert_num_queries(5):
        client.get(address_of(ann))
