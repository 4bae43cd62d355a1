"""Public pages in a browser: nothing blocked, nothing wider than a phone."""

import itertools

import pytest

from tests.browser.looking import OVERFLOW
from tests.browser.publication import ERRORS, addresses_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# In pixels: WCAG 2.2, criterion 2.5.8.
SMALLEST_TARGET = 24


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_and_nothing_is_blocked(width, colours, post, page, said):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=colours)

    for address in addresses_of(post):
        page.goto(address)
        assert page.evaluate(OVERFLOW) == 0, address
        assert page.evaluate("complaints") == [], address

    # The browser itself remarks on the status of the errors, and on nothing else.
    remarks = [
        f"the server responded with a status of {code}" for code in ERRORS.values()
    ]
    assert len(said) == len(remarks)
    assert all(remark in text for remark, text in zip(remarks, said, strict=True))


def test_by_keyboard_the_first_stop_leads_past_the_menu(post, page):
    page.goto("/")
    page.keyboard.press("Tab")

    link = page.get_by_role("link", name="Skip to the text")
    assert link.evaluate("link => link === document.activeElement")
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_is_tapped_in_a_thread_is_large_and_far_enough_apart(post, page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(post.get_absolute_url())

    links = page.locator(".comment header a, .comment footer a").all()
    boxes = [link.bounding_box() for link in links]
    assert min(box["height"] for box in boxes) >= SMALLEST_TARGET
    assert min(box["width"] for box in boxes) >= SMALLEST_TARGET


def test_the_focus_is_seen_at_every_stop(post, page):
    page.goto(post.get_absolute_url())
    stops = page.locator("a:visible, button:visible").count()

    for _ in range(stops):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px"


def test_headings_follow_each_other_without_gaps(post, page):
    for address in ("/", "/archive/", "/author/ann/", post.get_absolute_url()):
        page.goto(address)
        levels = [
            int(heading.evaluate("heading => heading.tagName[1]"))
            for heading in page.locator("h1, h2, h3, h4").all()
        ]

        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        steps = itertools.pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), address


def test_in_print_the_text_stays_and_the_menu_goes(post, page):
    page.emulate_media(media="print")
    page.goto(post.get_absolute_url())

    assert page.locator(".prose").is_visible()
    assert page.locator(".comment-body").first.is_visible()
    assert not page.locator(".site-menu").is_visible()
    assert not page.locator(".thread-form-link").is_visible()
