"""The tools that moderators get on the public page."""

import pytest

from accounts import roles
from comments.models import Comment, ReasonTemplate
from tests.accounts.people import somebody, writer
from tests.comments.desk import words
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

TOOLS = "/comments/moderating/"


def tools(client, post):
    return client.get(TOOLS, {"post": post.pk})


def test_a_moderator_gets_the_reasons_and_what_is_held_here(client, moderator):
    post = PostFactory()
    ReasonTemplate.objects.create(name="No hats", text="x", for_removed=True)
    for number in range(2):
        write_comment(post, email=f"{number}@example.org")
    write_comment(PostFactory(), email="elsewhere@example.org")

    html = tools(client, post).content.decode()

    assert "No hats" in html
    assert "2 held here" in words(html)
    assert f"?post={post.pk}&amp;state=held" in html


def test_an_author_gets_them_in_own_threads_alone(client):
    user, author = writer()
    client.force_login(user)

    assert tools(client, PostFactory(authors=[author])).status_code == 200
    assert tools(client, PostFactory()).status_code == 403


@pytest.mark.parametrize("who", ["nobody", "member", "contributor", "no staff"])
def test_others_get_nothing(who, client):
    if who == "member":
        client.force_login(UserFactory())
    elif who == "contributor":
        client.force_login(somebody(roles.CONTRIBUTOR))
    elif who == "no staff":
        user = somebody(roles.MODERATOR)
        user.is_staff = False
        user.save()
        client.force_login(user)

    assert tools(client, PostFactory()).status_code == 403


@pytest.mark.parametrize("post", ["", "x", "²", "0", "9" * 30])
def test_a_post_that_is_not_there_is_not_found(post, client, moderator):
    assert client.get(TOOLS, {"post": post}).status_code == 404


def test_the_tools_are_nobody_elses_to_keep(client, moderator):
    assert "no-store" in tools(client, PostFactory())["Cache-Control"]


@pytest.mark.parametrize("many", [1, 20])
def test_the_tools_take_as_many_queries_at_any_size(
    many, client, moderator, django_assert_num_queries
):
    post = PostFactory()
    for _ in range(many):
        public_comment(post)
        Comment.objects.update(state="held")

    # session, user, post, two of permissions, held ones, reasons
    with django_assert_num_queries(7):
        tools(client, post)
