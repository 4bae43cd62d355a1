"""Members agree with a comment in place; others are led to sign in."""

import pytest

from accounts import roles
from comments.actions import react
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member(sign_in_as, live_server):
    """A member's window, with the marker that scripts look for."""
    page = sign_in_as(roles.CONTRIBUTOR)
    marker = {"name": "known", "value": "1", "url": live_server.url}
    page.context.add_cookies([marker])
    return page


def visit(page, post):
    page.goto(f"{post.get_absolute_url()}#comments")
    page.locator(".thread-bar").wait_for()


def test_a_member_agrees_in_place_and_takes_it_back(member):
    post = PostFactory()
    comment = public_comment(post)
    react(comment, by=UserFactory())
    visit(member, post)

    member.get_by_role("link", name="Agree: #1").click()
    mine = member.get_by_role("link", name="You agree: #1")
    mine.wait_for()
    assert member.locator(".reactions").inner_text() == "2 agree"
    comment.refresh_from_db()
    assert comment.reaction_count == 2

    # It is known on the next visit, and taken back by the same link.
    visit(member, post)
    mine.wait_for()
    mine.click()
    member.get_by_role("link", name="Agree: #1", exact=True).wait_for()
    assert member.locator(".reactions").inner_text() == "1 agree"
    assert member.evaluate("complaints") == []


def test_a_stranger_is_led_to_sign_in(page):
    post = PostFactory()
    public_comment(post)
    visit(page, post)

    page.get_by_role("link", name="Agree: #1").click()

    page.wait_for_url("**/accounts/login/**")


def test_where_there_are_several_kinds_their_page_opens(member, settings):
    settings.MASTHEAD_REACTIONS = ["agree", "funny"]
    post = PostFactory()
    comment = public_comment(post)
    visit(member, post)

    member.get_by_role("link", name="React: #1").click()
    member.get_by_role("button", name="Funny").click()

    member.get_by_text("1 funny").wait_for()
    comment.refresh_from_db()
    assert comment.other_reactions == {"funny": 1}
