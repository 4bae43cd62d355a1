"""A reader argues without JavaScript, a moderator lets it through."""

import re

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from comments.models import Comment
from tests.factories import PostFactory, public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plain_page(browser, live_server):
    """A page in a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_a_guest_replies_and_is_told_that_a_moderator_reads_it_first(plain_page):
    post = PostFactory(title="On ferries")
    public_comment(post, "They are slow.", name="Bertil", email="b@example.org")

    plain_page.goto(post.get_absolute_url())
    plain_page.get_by_role("link", name="Reply to #1").click()
    plain_page.get_by_label("Name").fill("Ann Lee")
    plain_page.get_by_label("E-mail address").fill("ann@example.org")
    plain_page.get_by_label("Comment").fill("> They are slow.\n\nThey are *patient*.")
    plain_page.get_by_role("button", name="Send").click()

    heading = plain_page.get_by_role("heading", level=1)
    assert heading.inner_text() == "Your comment waits for a moderator"
    assert plain_page.locator("blockquote").inner_text() == "They are slow."
    reply = Comment.objects.get(state="held")
    assert (reply.author_name, reply.in_reply_to.number) == ("Ann Lee", 1)


def test_a_guest_confirms_by_the_link_in_the_mail(plain_page, settings, mailoutbox):
    settings.MASTHEAD_CONFIRM_GUESTS = True
    page, post = plain_page, PostFactory(title="On ferries")

    page.goto(f"/comments/post/?post={post.pk}")
    page.get_by_label("Name").fill("Ann Lee")
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_label("Comment").fill("They are slow.")
    page.get_by_role("button", name="Send").click()
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text() == "Check your mail"

    page.goto(re.search(r"/comments/confirm/\S+", mailoutbox[0].body)[0])
    page.get_by_label("Tell me by mail").select_option("thread")
    page.get_by_role("button", name="Yes, send it").click()

    assert heading.inner_text() == "Your comment waits for a moderator"
    assert Comment.objects.get().state == "held"


def test_a_comment_is_written_by_keyboard_alone(plain_page):
    post = PostFactory()
    public_comment(post, "They are slow.")
    page = plain_page

    page.goto(post.get_absolute_url())
    page.get_by_role("link", name="Write a comment").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name").focus()
    for typed in ("Ann Lee", "ann@example.org", "", "By hand."):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Your comment waits").wait_for()
    assert Comment.objects.get(state="held").comment == "By hand."


def test_what_was_typed_is_still_there_after_a_mistake(plain_page):
    post = PostFactory()

    plain_page.goto(f"/comments/post/?post={post.pk}")
    plain_page.get_by_label("Comment").fill("A long thought")
    plain_page.get_by_role("button", name="Send").click()

    assert plain_page.get_by_label("Comment").input_value() == "A long thought"
    plain_page.get_by_role("link", name="Name: Tell readers what to call you.").click()
    assert plain_page.locator("#id_name:target").count() == 1


def test_a_moderator_signs_in_and_approves(browser, live_server, plain_page):
    post = PostFactory()
    plain_page.goto(f"/comments/post/?post={post.pk}")
    plain_page.get_by_label("Name").fill("Ann Lee")
    plain_page.get_by_label("E-mail address").fill("ann@example.org")
    plain_page.get_by_label("Comment").fill("Let me in.")
    plain_page.get_by_role("button", name="Send").click()
    moderator = User.objects.create_user(
        "mo@example.org", "quite a long one", is_staff=True
    )
    moderator.groups.add(Group.objects.get(name="Moderator"))

    page = browser.new_context(base_url=live_server.url).new_page()
    page.goto("/admin/comments/comment/")
    page.get_by_label("E-mail address").fill("mo@example.org")
    page.get_by_label("Password").fill("quite a long one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("input.action-select").check()
    page.locator("select[name=action]").select_option(label="Approve")
    page.get_by_role("button", name="Go").click()
    page.wait_for_load_state()

    plain_page.goto(post.get_absolute_url())
    assert "Let me in." in plain_page.locator("#comments").inner_text()
