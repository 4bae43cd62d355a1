"""What scripts add to the reading of a thread."""

import re

import pytest

from blog.models import Post
from comments.actions import remove
from tests.browser.looking import OVERFLOW
from tests.browser.test_page_quality import RUN_AXE
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Of ferries and what is said of them on both banks of the river. " * 6


def comments_on(post, count, **fields):
    return [
        public_comment(post, f"{WORDS} {n}", email=f"r{n}@example.org", **fields)
        for n in range(count)
    ]


def visit(page, post, asked=""):
    """Open the thread as somebody does who comes from elsewhere."""
    page.goto("about:blank")
    page.goto(f"{post.get_absolute_url()}{asked}#comments")
    page.locator(".thread-bar").wait_for()


def bar(page):
    return " ".join(page.locator(".thread-bar").inner_text().split())


def focused(page):
    return page.evaluate("document.activeElement.id")


def news_asked_by(page):
    """The requests for news, as they come."""
    asked = []

    def note(request):
        if "news.json" in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


def test_nothing_is_new_on_the_first_visit(page):
    post = PostFactory()
    comments_on(post, 3)

    visit(page, post)

    assert page.get_by_text("New", exact=True).count() == 0
    assert bar(page) == "Options"


def test_what_came_since_the_last_visit_is_marked_and_led_to_by_keys(page):
    post = PostFactory()
    first, *_ = comments_on(post, 12)
    visit(page, post)
    late = public_comment(post, WORDS, in_reply_to=first)
    later = public_comment(post, WORDS)

    visit(page, post)

    assert "2 new" in bar(page)
    marked = page.locator(".comment", has=page.get_by_text("New", exact=True))
    assert marked.count() == 2
    seen = []
    for key in "nnnpp":
        page.keyboard.press(key)
        seen.append(focused(page))
    first_new, second_new = f"comment-{late.pk}", f"comment-{later.pk}"
    assert seen == [first_new, second_new, second_new, first_new, first_new]
    assert "1 of 2 new" in bar(page)
    assert page.locator(f"#{first_new}").bounding_box()["y"] > 0

    visit(page, post)
    assert bar(page) == "Options"


def test_a_reload_and_the_next_page_are_the_same_visit(page, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 5
    post = PostFactory()
    comments_on(post, 5)
    visit(page, post)
    comments_on(post, 2)

    visit(page, post)
    assert "2 new on other pages" in bar(page)
    page.reload()
    page.get_by_role("link", name="Page 2").first.click()
    page.wait_for_url("**/comment-page-2/**")

    page.get_by_text("2 new", exact=True).wait_for()


def test_keys_do_nothing_while_somebody_types_or_holds_another_key(page):
    post = PostFactory()
    comments_on(post, 4)
    visit(page, post)
    public_comment(post, WORDS)
    visit(page, post)

    page.evaluate(
        "document.querySelector('.thread').append(document.createElement('textarea'))"
    )
    page.locator("textarea").fill("")
    page.keyboard.type("nc?")
    assert page.locator("textarea").input_value() == "nc?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+n")
    assert focused(page) == ""
    assert not page.locator("dialog").is_visible()


def test_the_keys_are_listed_and_can_be_switched_off(page):
    post = PostFactory()
    comments_on(post, 4)
    visit(page, post)

    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Reading this thread").is_visible()
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert focused(page) != f"comment-{post.comments.get(number=1).pk}"

    page.get_by_role("button", name="Options").click()
    page.get_by_label("Use these keys").check()
    page.get_by_role("button", name="Close").click()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.keyboard.press("j")
    assert focused(page) == f"comment-{post.comments.get(number=1).pk}"


def test_a_folded_branch_is_still_folded_on_the_next_visit(page):
    post = PostFactory()
    root = public_comment(post, WORDS)
    (reply, *_) = comments_on(post, 2, in_reply_to=root)
    deep = public_comment(post, WORDS, in_reply_to=reply)
    visit(page, post)

    page.get_by_role("button", name="Fold #1 and 3 replies").click()
    visit(page, post)

    show = page.get_by_role("button", name="+ 3 replies hidden")
    assert show.get_attribute("aria-expanded") == "false"
    assert not page.locator(f"#comment-{deep.pk}").is_visible()

    # A link to what is folded opens it.
    page.goto("about:blank")
    page.goto(f"{post.get_absolute_url()}#comment-{deep.pk}")
    page.locator(f"#comment-{deep.pk}").wait_for()


def test_what_is_answered_is_shown_by_keyboard_and_jumped_to_and_back(page):
    post = PostFactory()
    parent = public_comment(post, "The ferry is *slow*.", name="Ann Lee")
    comments_on(post, 9)
    reply = public_comment(post, WORDS, in_reply_to=parent)
    deep = public_comment(post, WORDS, in_reply_to=reply)
    visit(page, post)

    page.locator(f"#comment-{deep.pk} > header a").first.focus()
    page.keyboard.press("Tab")
    card = page.locator(".peek")
    card.wait_for()
    assert "#11 Regular" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()

    page.keyboard.press("Enter")
    assert focused(page) == f"comment-{reply.pk}"
    assert page.url.endswith(f"#comment-{reply.pk}")
    page.get_by_role("button", name="Back to #12").click()
    assert focused(page) == f"comment-{deep.pk}"


def test_what_is_answered_on_another_page_is_shown_by_the_mouse(page, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 2
    post = PostFactory()
    parent = public_comment(post, "The ferry is slow.", name="Ann Lee")
    for _ in range(2):
        public_comment(post, in_reply_to=parent)
    page.goto(f"{post.get_absolute_url()}comment-page-2/#comments")
    page.locator(".thread-bar").wait_for()

    page.get_by_role("link", name="in reply to #1").hover()

    page.locator(".peek", has_text="The ferry is slow.").wait_for()


def test_a_muted_commenter_is_one_line_until_unmuted(page):
    post = PostFactory()
    for name in ("Ann Lee", "Bertil", "Ann Lee"):
        public_comment(post, f"Says {name}.", name=name)
    visit(page, post)

    page.get_by_role("button", name="More about #1").click()
    page.get_by_role("button", name="Mute Ann Lee").click()
    visit(page, post)
    said = page.get_by_text("Says Ann Lee.")
    assert [row.is_visible() for row in said.all()] == [False, False]
    assert page.get_by_text("Says Bertil.").is_visible()

    page.get_by_role("button", name="Muted – show").first.click()
    assert [row.is_visible() for row in said.all()] == [True, False]

    page.keyboard.press("?")
    page.get_by_label("Hide their comments altogether").check()
    page.get_by_role("button", name="Close").click()
    assert not page.locator(".comment").nth(2).is_visible()

    page.keyboard.press("?")
    page.get_by_role("button", name="Unmute Ann Lee").click()
    assert [row.is_visible() for row in said.all()] == [True, True]


@pytest.fixture
def open_thread(page):
    """A thread that is open while others write, with a clock that waits for nobody."""
    post = PostFactory()
    comments = comments_on(post, 8)
    # Nothing glides while its place is measured.
    page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    visit(page, post)
    return post, comments


def test_comments_that_come_meanwhile_are_announced_and_shown_in_place(
    open_thread, page
):
    post, comments = open_thread
    reading = page.locator(f"#comment-{comments[5].pk}")
    page.evaluate(
        "document.querySelector('.thread-list').firstElementChild"
        ".after(document.createElement('textarea'))"
    )
    page.locator("textarea").fill("Half a thought")
    reading.evaluate("(row) => row.scrollIntoView({behavior: 'instant'})")
    reply = public_comment(post, WORDS, in_reply_to=comments[0])
    later = public_comment(post, WORDS)

    page.clock.fast_forward(31_000)
    page.get_by_role("status").get_by_text("2 new comments").wait_for()
    before = reading.bounding_box()["y"]
    # A click of Playwright would first scroll a little.
    page.get_by_role("button", name="Show").dispatch_event("click")

    page.locator(f"#comment-{later.pk}").wait_for()
    order = page.locator(".comment").evaluate_all("(rows) => rows.map((r) => r.id)")
    assert order.index(f"comment-{reply.pk}") == 1
    assert order[-1] == f"comment-{later.pk}"
    assert abs(reading.bounding_box()["y"] - before) <= 2
    assert page.locator("textarea").input_value() == "Half a thought"
    assert "2 new" in bar(page)
    assert page.get_by_role("heading", name="10 comments").count() == 1
    # The first row has an answer now, and so a branch to fold.
    assert page.get_by_role("button", name="Fold #1 and 1 reply").count() == 1


def test_the_page_asks_for_news_ever_more_seldom_and_hears_that_nothing_is_new(
    open_thread, page
):
    asked = news_asked_by(page)
    counts = []
    for _ in range(5):
        page.clock.fast_forward(31_000)
        page.wait_for_timeout(250)
        counts.append(len(asked))

    # After half a minute, a minute, two.
    assert counts == [1, 1, 2, 2, 2]


def test_news_on_another_page_of_the_thread_are_led_to(page, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 3
    post = PostFactory()
    comments_on(post, 3)
    page.clock.install()
    visit(page, post)
    late = public_comment(post, WORDS)

    page.clock.fast_forward(31_000)
    page.get_by_role("button", name="Show").click()

    page.wait_for_url(f"**/comment-page-2/#comment-{late.pk}")


def test_a_thread_that_is_closed_is_not_asked_for_news(page):
    post = PostFactory()
    comments_on(post, 2)
    Post.objects.update(comment_policy="closed")
    asked = news_asked_by(page)
    page.clock.install()
    visit(page, post)

    page.clock.fast_forward(120_000)
    page.wait_for_timeout(200)

    assert asked == []


def test_a_tombstone_with_answers_folds(page):
    post = PostFactory()
    parent = public_comment(post)
    comments_on(post, 2, in_reply_to=parent)
    remove(parent, by=UserFactory())
    visit(page, post)

    page.get_by_role("button", name="and 2 replies").click()

    assert page.locator(".comment:visible").count() == 1


def test_a_conversation_has_a_page_that_its_rows_lead_to(page):
    post = PostFactory()
    parent = public_comment(post, WORDS)
    reply = public_comment(post, WORDS, in_reply_to=parent)
    public_comment(post, WORDS)
    visit(page, post)

    page.get_by_role("button", name="More about #2").click()
    page.get_by_role("link", name="Conversation from #2").click()

    page.get_by_role("heading", name="Conversation from #2").wait_for()
    assert page.locator(".comment").count() == 1
    assert page.locator(".branch-above").inner_text().startswith("#1")
    page.get_by_role("link", name="Back to the whole thread").click()
    page.wait_for_url(re.compile(f"#comment-{reply.pk}$"))


@pytest.mark.parametrize("width", [360, 1280])
def test_what_scripts_add_is_accessible_and_fits(width, page, axe):
    page.set_viewport_size({"width": width, "height": 800})
    post, parent = PostFactory(), None
    for n in range(8):
        name = f"Hafenliegeplatzgebührenverrechnungsstelle {n}"
        parent = public_comment(post, WORDS, name=name, in_reply_to=parent)
    visit(page, post)
    public_comment(post, WORDS, in_reply_to=parent)
    visit(page, post)
    page.get_by_role("button", name="More about #1").click()
    page.keyboard.press("n")

    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate(OVERFLOW) == 0
    page.keyboard.press("?")
    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate("complaints") == []


def test_the_first_comments_of_a_thread_are_shown_in_place(page):
    post = PostFactory()
    page.clock.install()
    visit(page, post)
    public_comment(post, "The very first.")

    page.clock.fast_forward(31_000)
    page.get_by_role("button", name="Show").click()

    page.get_by_text("The very first.").wait_for()
    assert page.get_by_text("Nobody has commented yet.").count() == 0
    assert page.get_by_role("heading", name="1 comment", exact=True).count() == 1
