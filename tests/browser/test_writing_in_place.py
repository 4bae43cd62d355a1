"""Readers write in the thread itself, where their browser runs scripts."""

import re

import pytest
from playwright.sync_api import expect

from accounts.actions import vouch_for_email
from accounts.models import User
from comments.models import Ban, Comment
from tests.browser.looking import COMPLAINTS, OVERFLOW
from tests.browser.test_page_quality import RUN_AXE
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RED = "Ferries are slow."


@pytest.fixture
def thread():
    """A post on which three readers have said something."""
    post = PostFactory(title="On ferries")
    first = public_comment(post, RED, name="Bertil Berg", email="b@example.org")
    public_comment(
        post, "Bridges rust.", name="Anna", email="a@example.org", in_reply_to=first
    )
    public_comment(post, "Both do.", name="Ann Lee", email="ann@example.org")
    return post


@pytest.fixture
def member_page(browser, live_server, client):
    """The window of a member whose comments are let in."""
    member = UserFactory(name="Mia Member")
    public_comment(PostFactory(), user=member)
    client.force_login(member)
    context = browser.new_context(base_url=live_server.url)
    session = client.cookies["sessionid"].value
    context.add_cookies(
        [
            {"name": "sessionid", "value": session, "url": live_server.url},
            {"name": "known", "value": "1", "url": live_server.url},
        ]
    )
    context.add_init_script(COMPLAINTS)
    page = context.new_page()
    yield page
    assert page.evaluate("complaints") == []
    context.close()


def go_to(page, post):
    """The thread, with what its scripts add."""
    # To the same address with a fragment a browser would only scroll.
    page.goto("about:blank")
    page.goto(f"{post.get_absolute_url()}#comments")
    page.get_by_role("link", name="Quote #1").wait_for()


def select(page, text):
    """Select a paragraph, as a reader would with the mouse."""
    paragraph = page.locator(".comment-body p", has_text=text).first
    # Which takes the focus from the form.
    page.evaluate("document.activeElement.blur()")
    paragraph.evaluate("node => getSelection().selectAllChildren(node)")


def latest():
    return Comment.objects.latest("pk")


def test_a_member_replies_with_a_quote(thread, member_page):
    page = member_page
    go_to(page, thread)
    select(page, RED)
    page.get_by_role("button", name="Quote").click()
    box = page.get_by_label("Comment", exact=True)
    expect(box).to_have_value(re.compile("^> Ferries are slow"))
    # A second passage, of another comment, is collected by keyboard.
    select(page, "Both do.")
    page.keyboard.press("q")
    expect(box).to_have_value(re.compile("> Both do"))
    box.press_sequentially("So what?")
    page.get_by_role("button", name="Send").click()

    first, third = thread.comments.filter(number__in=[1, 3]).order_by("number")
    row = page.locator("article", has_text="So what?")
    expect(row).to_be_focused()
    reply = latest()
    assert (reply.in_reply_to, reply.author_name) == (first, "Mia Member")
    links = row.locator("blockquote a")
    assert [link.get_attribute("href") for link in links.all()] == [
        f"/comments/{first.pk}/",
        f"/comments/{third.pk}/",
    ]
    assert links.first.inner_text() == "Bertil Berg, #1"
    # Below the reply that was there before.
    ids = page.locator("article.comment").evaluate_all("rows => rows.map(r => r.id)")
    assert ids[2] == f"comment-{reply.pk}"
    expect(page.locator(".writing")).to_have_count(0)


def test_three_clicks_on_a_paragraph_are_a_selection_and_two_comments_are_none(
    thread, page
):
    go_to(page, thread)
    bubble = page.get_by_role("button", name="Quote")
    page.locator(".comment-body p").first.click(click_count=3)
    expect(bubble).to_be_visible()

    page.evaluate(
        """() => {
          const [first, second] = document.querySelectorAll(".comment-body p");
          getSelection().setBaseAndExtent(first, 0, second, 1);
        }"""
    )

    expect(bubble).to_have_count(0)


def test_a_form_in_place_closes_with_escape_and_keeps_the_text(thread, page):
    go_to(page, thread)
    opener = page.get_by_role("link", name="Reply to #1", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Comment", exact=True)
    expect(box).to_be_focused()
    page.keyboard.type("A long thought")
    page.keyboard.press("Escape")
    expect(page.locator(".writing")).to_have_count(0)
    expect(opener).to_be_focused()

    page.reload()
    page.get_by_role("link", name="Reply to #1", exact=True).click()

    expect(box).to_have_value("A long thought")
    page.get_by_role("button", name="Discard it").click()
    expect(box).to_have_value("")


def test_a_guest_learns_in_place_what_is_missing_and_what_became_of_it(thread, page):
    go_to(page, thread)
    page.get_by_role("link", name="Write a comment").last.click()
    page.get_by_label("Comment", exact=True).fill("By *hand*.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_label("Name").fill("Gus Guest")
    page.get_by_label("E-mail address").fill("gus@example.org")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".draft-preview")).to_be_focused()
    expect(page.locator(".draft-preview em")).to_have_text("hand")
    # Above the text that it shows, not somewhere over the page.
    parts = page.locator(".writing :is(.draft-preview, textarea)")
    tops = parts.evaluate_all("all => all.map(one => one.offsetTop)")
    assert tops == sorted(tops)
    assert parts.first.evaluate("one => getComputedStyle(one).position") == "static"
    page.get_by_role("button", name="Send").click()

    own = page.locator("article", has_text="Only you see this")
    expect(own).to_be_focused()
    expect(own).to_contain_text("A first comment waits for a moderator")
    # That is no news to the bar.
    expect(page.locator(".thread-bar.is-needed")).to_have_count(0)
    # It is still there when the guest comes back, and there for nobody else.
    go_to(page, thread)
    expect(own).to_contain_text("By hand.")
    # Who the guest is need not be said twice.
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    expect(page.get_by_label("Name")).to_have_value("Gus Guest")
    expect(page.get_by_label("E-mail address")).to_have_value("gus@example.org")
    page.context.clear_cookies()
    go_to(page, thread)
    expect(own).to_have_count(0)


def test_a_comment_is_edited_in_place(thread, member_page):
    member = User.objects.get(name="Mia Member")
    own = public_comment(thread, "Frist!", user=member)
    page = member_page
    go_to(page, thread)
    page.get_by_role("link", name="Edit #4").click()
    box = page.get_by_label("Comment", exact=True)
    expect(box).to_have_value("Frist!")
    box.fill("First!")
    page.get_by_role("button", name="Save").click()

    row = page.locator(f"#comment-{own.pk}")
    expect(row).to_contain_text("First!")
    expect(row).to_be_focused()
    assert Comment.objects.get(pk=own.pk).comment == "First!"
    expect(row.get_by_role("link", name="Delete #4")).to_be_visible()
    expect(row.get_by_role("button", name="More about #4")).to_be_visible()
    # Nobody agrees with themselves.
    expect(row.get_by_role("link", name="Agree: #4")).to_be_hidden()


def test_names_and_numbers_are_completed_by_keyboard(thread, page):
    go_to(page, thread)
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    box = page.get_by_label("Comment", exact=True)
    box.press_sequentially("@an")
    options = page.get_by_role("option")
    expect(options).to_have_text(["@Ann Lee", "@Anna"])
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").inner_text() == "@Ann Lee"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("@Anna ")
    page.keyboard.type("see @ber")
    page.keyboard.press("Tab")
    page.keyboard.type("and #")
    expect(options).to_have_text(["#1 Bertil Berg", "#2 Anna", "#3 Ann Lee"])
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    # Escape closed the list, not the form.
    expect(box).to_have_value("@Anna see @Bertil Berg and #")
    expect(box).to_be_focused()


def test_a_lost_connection_loses_no_text(thread, member_page):
    page = member_page
    go_to(page, thread)
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    box = page.get_by_label("Comment", exact=True)
    box.fill("A long thought")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("no connection")
    expect(box).to_have_value("A long thought")

    page.context.set_offline(False)
    page.get_by_role("button", name="Send").click()

    expect(page.locator("article", has_text="A long thought")).to_be_focused()
    assert latest().comment == "A long thought"


def test_what_was_typed_survives_signing_in(thread, page):
    member = UserFactory(name="Mia Member", email="mia@example.org")
    member.set_password("quite a long one")
    member.save()
    vouch_for_email(member)
    go_to(page, thread)
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    page.get_by_label("Comment", exact=True).fill("A long thought")
    page.locator(".writing").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill("mia@example.org")
    page.get_by_label("Password", exact=True).fill("quite a long one")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_label("Comment", exact=True)).to_have_value("A long thought")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Your comment").wait_for()
    assert latest().author_name == "Mia Member"
    # Accepted: the draft is gone.
    page.goto(f"/comments/reply/{latest().in_reply_to_id}/")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")


def test_a_form_whose_token_was_lost_is_sent_at_the_second_try(thread, member_page):
    page = member_page
    go_to(page, thread)
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    page.get_by_label("Comment", exact=True).fill("A long thought")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Your text is still here")

    page.get_by_role("button", name="Send").click()

    expect(page.locator("article", has_text="A long thought")).to_be_focused()


def test_a_double_click_sends_one_comment(thread, member_page):
    page = member_page
    go_to(page, thread)
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    page.get_by_label("Comment", exact=True).fill("Once")
    page.get_by_role("button", name="Send").dblclick()

    expect(page.locator("article", has_text="Once")).to_be_focused()
    assert Comment.objects.filter(comment="Once").count() == 1


def test_who_is_held_in_the_dark_sees_the_own_comment_as_everybodys(
    thread, member_page
):
    member = User.objects.get(name="Mia Member")
    Ban.objects.create(user=member, kind=Ban.Kind.SHADOW)
    page = member_page
    go_to(page, thread)
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    page.get_by_label("Comment", exact=True).fill("Slower!")
    page.get_by_role("button", name="Send").click()
    own = page.locator("article", has_text="Slower!")
    expect(own).to_be_focused()
    assert latest().state == "held"

    go_to(page, thread)

    expect(own).to_contain_text("Mia Member")
    expect(own.locator("time")).not_to_be_empty()
    expect(own).not_to_contain_text("Only you")


def test_nothing_of_it_is_loaded_before_it_is_wanted(thread, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    go_to(page, thread)
    before = [
        url for url in asked if re.search(r"compos|complet|/me\.json|forms.*css", url)
    ]
    page.get_by_role("link", name="Reply to #1", exact=True).click()
    page.get_by_label("Comment", exact=True).wait_for()

    assert before == []
    assert any("composing" in url for url in asked)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_form_in_place_is_accessible(width, colours, thread, axe, page):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=colours)
    go_to(page, thread)
    page.get_by_role("link", name="Quote #1").click()
    box = page.get_by_label("Comment", exact=True)
    box.press_sequentially("@a")
    page.get_by_role("option").first.wait_for()
    page.evaluate(axe)

    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate(OVERFLOW) == 0
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Preview").click()
    page.locator(".draft-preview").wait_for()
    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate("complaints") == []
