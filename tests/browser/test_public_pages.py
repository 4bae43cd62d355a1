"""Public pages in a browser: nothing blocked, nothing wider than a phone."""

import itertools

import pytest
from django.utils import timezone

from blog.actions import save_correction
from blog.models import Correction
from tests.browser.looking import OVERFLOW
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    SeriesFactory,
    public_comment,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_WORD = "Hafenliegeplatzgebührenverrechnungsstellenordnungsänderungsantrag"
BODY = f"""
<h2>{LONG_WORD}</h2>
<p>{LONG_WORD} and https://example.org/{"a" * 90}</p>
<pre>{"code " * 40}</pre>
<table><tr>{"<td>unbreakable</td>" * 12}</tr></table>
<blockquote><p>Quite.</p><footer>Somebody, somewhere</footer></blockquote>
<p>Noted.<small class="footnote">Below.</small></p>
"""
# In pixels: WCAG 2.2, criterion 2.5.8.
SMALLEST_TARGET = 24


@pytest.fixture
def post():
    post = PostFactory(
        title=LONG_WORD,
        dek=LONG_WORD,
        body=BODY,
        published_at=timezone.now(),
        authors=[AuthorFactory(name=LONG_WORD, tagline=LONG_WORD, slug="ann")],
        categories=[CategoryFactory(name=LONG_WORD, slug="law")],
        tags=[LONG_WORD],
        series=SeriesFactory(title=LONG_WORD),
        part=1,
    )
    save_correction(Correction(post=post, text=LONG_WORD))
    PostFactory(title=LONG_WORD, tags=[LONG_WORD])
    PageFactory(title=LONG_WORD, path="about", body=BODY, menu_position=1)
    parent = None
    for number in range(8):
        parent = public_comment(
            post,
            LONG_WORD,
            name=f"{LONG_WORD} {number}",
            email=f"n{number}@example.org",
            in_reply_to=parent,
        )
    return post


@pytest.fixture
def page(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def said(page):
    """What the browser says of the pages: errors, refusals of the policy."""
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


def addresses_of(post):
    """One page of each kind."""
    at = timezone.localtime(post.published_at)
    comment = post.comments.latest("pk")
    return [
        "/",
        f"/{at:%Y}/",
        f"/{at:%Y/%m}/",
        f"/{at:%Y/%m/%d}/",
        "/archive/",
        "/category/law/",
        post.tags.get().get_absolute_url(),
        post.series.get_absolute_url(),
        "/author/ann/",
        "/authors/",
        "/about/",
        post.get_absolute_url(),
        f"/comments/post/?post={post.pk}",
        f"/comments/reply/{comment.pk}/",
        "/accounts/login/",
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_and_nothing_is_blocked(width, colours, post, page, said):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=colours)

    for address in addresses_of(post):
        page.goto(address)
        assert page.evaluate(OVERFLOW) == 0, address

    assert said == []


def test_the_page_for_a_wrong_address_fits_too(page, said):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/nowhere/")

    assert page.evaluate(OVERFLOW) == 0
    # The browser itself remarks on the status, and on nothing else.
    assert len(said) == 1
    assert "404" in said[0]


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
