"""A moderator at work in a browser: by keyboard, and without JavaScript."""

from functools import partial

import pytest
from playwright.sync_api import expect

from accounts import roles
from comments.actions import mark_spam
from comments.models import Comment, ReasonTemplate
from tests.browser.looking import OVERFLOW
from tests.comments.desk import LIST, state_of
from tests.factories import PostFactory, UserFactory, write_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_WORD = "Hafenliegeplatzgebührenverrechnungsstellenordnungsänderungsantrag"


@pytest.fixture
def open_desk(sign_in_as):
    """Opens a moderator's browser; its options are those of a context."""
    return partial(sign_in_as, roles.MODERATOR)


@pytest.fixture
def two_held():
    post = PostFactory(title=LONG_WORD)
    return [
        write_comment(
            post,
            f"https://example.org/{LONG_WORD * 3}",
            name=f"{name} {LONG_WORD}",
            email=f"{name}@example.org",
        )
        for name in ("ann", "bo")
    ]


def offer_reasons():
    ReasonTemplate.objects.all().delete()
    for place, name in enumerate(["First", "Second"]):
        ReasonTemplate.objects.create(
            name=name, text=f"Because of {name}", position=place, for_removed=True
        )


def test_the_queue_is_worked_through_without_javascript(open_desk, two_held):
    page = open_desk(java_script_enabled=False)
    page.goto(LIST)

    page.get_by_role("link", name="https://example.org/").first.click()
    page.get_by_label("Own words (optional)").fill("Welcome")
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Spam").click()

    assert [state_of(comment) for comment in two_held] == ["public", "spam"]
    assert page.url.endswith(LIST)
    page.get_by_role("button", name="Undo").click()
    assert [state_of(comment) for comment in two_held] == ["public", "held"]
    assert two_held[0].decisions.last().reason == "Welcome"


def test_many_are_decided_by_keyboard_and_taken_back(open_desk, two_held):
    page = open_desk()
    page.goto(LIST)
    write_comment(two_held[0].post, name="late", email="late@example.org")

    page.get_by_label("Select all objects on this page for an action").focus()
    page.keyboard.press("Space")
    page.get_by_label("Action:").focus()
    page.keyboard.type("Spam")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Hats")
    page.keyboard.press("Enter")
    page.get_by_text("2 comments marked as spam.").wait_for()

    assert Comment.objects.filter(state="spam").count() == 2
    page.get_by_role("button", name="Approve the comment by late").focus()
    page.keyboard.press("u")
    page.get_by_text("Undone: 2.").wait_for()
    assert Comment.objects.pending().count() == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_and_the_policy_forbids_nothing(scheme, open_desk, two_held):
    page = open_desk(viewport={"width": 360, "height": 800}, color_scheme=scheme)

    for address in (
        LIST,
        f"{LIST}?state=all",
        f"{LIST}{two_held[0].pk}/change/",
        f"/admin/comments/ban/add/?comment={two_held[0].pk}",
        "/admin/comments/rule/add/",
    ):
        page.goto(address)
        assert page.evaluate("complaints") == []
        assert page.evaluate(OVERFLOW) == 0


def test_a_queue_of_twenty_is_cleared_by_keyboard_with_a_reason(open_desk):
    post = PostFactory()
    offer_reasons()
    held = [
        write_comment(post, f"Text {n}", name=f"N{n}", email=f"n{n}@example.org")
        for n in range(20)
    ]
    page = open_desk()
    page.goto(LIST)

    page.keyboard.press("j")
    page.keyboard.press("2")
    page.get_by_text("Reason: Second").wait_for()
    for key in "asr" * 6 + "aa":
        page.keyboard.press(key)
    page.get_by_role("link", name="This page is done").wait_for()

    states = [state_of(comment) for comment in held]
    assert states == ["public", "spam", "removed"] * 6 + ["public"] * 2
    reasons = {comment.decisions.last().reason for comment in held[2:18:3]}
    assert reasons == {"Because of Second"}
    assert not held[0].decisions.last().reason
    page.keyboard.press("Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(0)


def test_a_long_text_is_read_in_the_widest_column(open_desk):
    write_comment(PostFactory(), "Many words about ferries. " * 40)
    page = open_desk()
    page.goto(LIST)

    page.keyboard.press("j")

    text = page.locator(".whole-text .comment-text")
    text.wait_for()
    assert text.bounding_box()["width"] > 300


def test_a_decision_in_the_list_is_taken_back_by_a_key(open_desk, two_held):
    page = open_desk()
    page.goto(LIST)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("r")
    page.get_by_text("removed.").wait_for()
    assert [state_of(comment) for comment in two_held] == ["removed", "held"]
    page.keyboard.press("u")
    page.get_by_text("Undone: 1.").wait_for()

    assert [state_of(comment) for comment in two_held] == ["held", "held"]


def test_a_moderator_who_was_slower_is_told_in_the_list(open_desk, two_held):
    page = open_desk()
    page.goto(LIST)
    mark_spam(two_held[0], by=UserFactory(name="Mo"))

    page.keyboard.press("j")
    page.keyboard.press("a")

    page.get_by_text("Somebody else was quicker").wait_for()
    assert state_of(two_held[0]) == "spam"


def test_keys_decide_on_a_comments_page_and_typing_a_reason_does_not(
    open_desk, two_held
):
    page = open_desk()
    page.goto(f"{LIST}{two_held[0].pk}/change/")

    page.get_by_label("Own words (optional)").press_sequentially("as jokes")
    assert state_of(two_held[0]) == "held"
    page.locator("h1").click()
    page.keyboard.press("a")
    page.get_by_text("approved.").wait_for()

    assert state_of(two_held[0]) == "public"
    assert f"/{two_held[1].pk}/change/" in page.url
    page.keyboard.press("u")
    page.get_by_text("Undone: 1.").wait_for()
    assert state_of(two_held[0]) == "held"


def test_the_buttons_of_a_row_work_without_javascript(open_desk, two_held):
    page = open_desk(java_script_enabled=False)
    page.goto(LIST)

    page.get_by_role("button", name="Spam the comment by ann").click()

    assert state_of(two_held[0]) == "spam"
    assert page.url.endswith(LIST)
