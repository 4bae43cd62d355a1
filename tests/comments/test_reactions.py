"""Readers say with a click what they think of a comment; nobody sees who."""

import pytest

from blog.models import Post
from comments.actions import react, reaction_of
from comments.reactions import in_words
from comments.threads import read_thread
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_kinds(settings):
    settings.MASTHEAD_REACTIONS = ["agree", "insightful", "funny"]


def shown(comment):
    return read_thread(Post.objects.get(pk=comment.post_id)).html


def address(comment):
    return f"/comments/{comment.pk}/react/"


@pytest.mark.parametrize(
    ("kinds", "total", "others", "words"),
    [
        (["agree"], 0, None, ""),
        (["agree"], 5, None, "5 agree"),
        (["thank you"], 5, None, "5 thank you"),
        (["agree", "funny"], 5, {"funny": 2}, "3 agree · 2 funny"),
        (["agree", "funny"], 2, {"funny": 2}, "2 funny"),
        (["agree", "sad", "funny"], 3, {"funny": 2, "sad": 1}, "1 sad · 2 funny"),
        # A kind that is offered no longer counts as the first.
        (["agree", "sad"], 3, {"funny": 2}, "3 agree"),
    ],
)
def test_a_row_tells_how_many_of_each_kind(kinds, total, others, words, settings):
    settings.MASTHEAD_REACTIONS = kinds

    assert in_words(total, others) == words


@pytest.mark.usefixtures("three_kinds")
def test_a_reader_has_one_reaction_to_a_comment():
    comment, reader = public_comment(PostFactory()), UserFactory()
    react(comment, by=UserFactory())

    assert react(comment, by=reader, kind="funny") == "funny"
    assert "1 agree · 1 funny" in shown(comment)

    assert react(comment, by=reader, kind="insightful") == "insightful"
    comment.refresh_from_db()
    assert "1 agree · 1 insightful" in shown(comment)
    assert (comment.reaction_count, reaction_of(reader, comment)) == (2, "insightful")

    assert react(comment, by=reader, kind="insightful") == ""
    comment.refresh_from_db()
    assert (comment.reaction_count, comment.other_reactions) == (1, None)


def test_a_kind_that_gets_another_name_keeps_what_readers_gave(settings):
    comment, reader = public_comment(PostFactory()), UserFactory()
    react(comment, by=reader)

    settings.MASTHEAD_REACTIONS = ["thank you"]

    assert "1 thank you" in shown(comment)
    assert 'aria-label="Thank you: #1">Thank you</a>' in shown(comment)
    assert reaction_of(reader, comment) == "thank you"


@pytest.mark.usefixtures("three_kinds")
def test_where_there_are_several_kinds_the_page_offers_them(client):
    comment, reader = public_comment(PostFactory()), UserFactory()
    client.force_login(reader)

    page = client.get(address(comment)).content.decode()
    assert all(f'value="{kind}"' in page for kind in ("agree", "insightful", "funny"))

    client.post(address(comment), {"kind": "funny"})
    page = client.get(address(comment)).content.decode()
    assert "You say: funny." in page
    assert "Take “funny” back" in page


def test_a_script_is_told_how_many_say_so_now(client):
    comment = public_comment(PostFactory())
    react(comment, by=UserFactory())
    client.force_login(UserFactory())
    headers = {"Accept": "application/json"}

    answers = [client.post(address(comment), headers=headers).json() for _ in "ab"]

    assert answers == [
        {"kind": "agree", "said": "2 agree"},
        {"kind": "", "said": "1 agree"},
    ]


def test_a_kind_that_is_none_changes_nothing(client):
    comment = public_comment(PostFactory())
    client.force_login(UserFactory())

    assert client.post(address(comment), {"kind": "hateful"}).status_code == 422
    comment.refresh_from_db()
    assert comment.reaction_count == 0


def test_nobody_agrees_with_themselves(client):
    reader = UserFactory()
    comment = public_comment(PostFactory(), user=reader)
    client.force_login(reader)

    answer = client.post(address(comment), {"kind": "agree"})

    assert answer.status_code == 422
    assert "This comment is your own." in answer.content.decode()
    comment.refresh_from_db()
    assert comment.reaction_count == 0


def test_nobody_sees_who_reacted(client):
    comment = public_comment(PostFactory())
    react(comment, by=UserFactory(name="Shy Reader"))

    client.force_login(UserFactory())
    for page in (comment.post.get_absolute_url(), address(comment)):
        assert b"Shy Reader" not in client.get(page).content
