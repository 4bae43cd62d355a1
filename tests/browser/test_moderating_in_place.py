"""A moderator reads a thread in a browser, and keeps it civil there."""

import pytest

from accounts import roles
from comments.actions import mark_spam
from comments.models import ReasonTemplate
from tests.browser.looking import OVERFLOW
from tests.comments.desk import state_of
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def thread():
    post = PostFactory()
    comments = [public_comment(post, f"Text {n}", name=f"Reader {n}") for n in "ab"]
    ReasonTemplate.objects.get_or_create(
        name="No hats", text="This sells hats.", for_removed=True
    )
    return post, comments


@pytest.fixture
def open_thread(sign_in_as, live_server, thread):
    """Opens the thread as somebody in a role, known to scripts by the marker."""

    def opened(role, **options):
        page = sign_in_as(role, **options)
        marker = {"name": "known", "value": "1", "url": live_server.url}
        page.context.add_cookies([marker])
        page.goto(f"{thread[0].get_absolute_url()}#comments")
        return page

    return opened


def test_a_comment_is_removed_in_place_with_a_reason_and_brought_back(
    open_thread, thread
):
    comment = thread[1][0]
    page = open_thread(roles.MODERATOR)

    page.get_by_role("button", name="Moderate #1").press("Enter")
    page.get_by_label("Reason").select_option("No hats")
    page.get_by_role("button", name="Remove").press("Enter")
    page.get_by_text("Reader a: removed.").wait_for()

    assert state_of(comment) == "removed"
    assert comment.decisions.last().reason == "This sells hats."
    page.keyboard.press("Enter")
    page.get_by_text("Undone: 1.").wait_for()
    assert state_of(comment) == "public"
    assert page.evaluate("document.activeElement.textContent") == "Moderate"


def test_the_tools_open_and_close_by_keyboard(open_thread):
    page = open_thread(roles.MODERATOR)
    button = page.get_by_role("button", name="Moderate #2")

    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")

    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator("form.moderating").count() == 0
    assert button.evaluate("(one) => one === document.activeElement")


def test_who_was_slower_is_told_in_place(open_thread, thread):
    page = open_thread(roles.MODERATOR)
    page.get_by_role("button", name="Moderate #1").click()
    mark_spam(thread[1][0], by=UserFactory(name="Mo"))

    page.get_by_role("button", name="Remove").click()

    page.get_by_text("Somebody else was quicker").wait_for()
    assert state_of(thread[1][0]) == "spam"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_tools_and_axe_finds_nothing(scheme, open_thread, axe):
    phone = {"width": 360, "height": 800}
    page = open_thread(roles.MODERATOR, viewport=phone, color_scheme=scheme)
    page.get_by_role("button", name="Moderate #1").click()
    page.get_by_label("Reason").wait_for()

    assert page.evaluate("complaints") == []
    assert page.evaluate(OVERFLOW) == 0
    page.evaluate(axe)
    found = page.evaluate("axe.run('#comments')")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("role", [roles.AUTHOR, roles.CONTRIBUTOR])
def test_who_does_not_moderate_the_thread_sees_no_tools(role, open_thread):
    page = open_thread(role)

    page.wait_for_load_state("networkidle")

    assert page.get_by_role("button", name="Moderate").count() == 0
