"""Reading a post and its thread, in windows of all widths and from both sides."""

import pytest

from tests.browser.looking import OVERFLOW
from tests.browser.publication import addresses_of
from tests.factories import PostFactory, public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Of ferries and what is said of them on both banks of the river. " * 3
NOTE = f'<small class="footnote">{WORDS}</small>'
# What is left of 360 pixels for the words of the deepest reply.
NARROWEST_COLUMN = 240


@pytest.fixture
def noted():
    """A post with two long notes in one line, and one after them."""
    body = f"<p>Slow,{NOTE} very slow.{NOTE} {WORDS}</p><p>{WORDS}{NOTE}</p>"
    return PostFactory(body=body)


def test_in_a_wide_window_a_note_stands_beside_its_line(noted, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(noted.get_absolute_url())

    text = page.locator(".prose").bounding_box()
    call = page.locator("#fnref-1").bounding_box()
    notes = [note.bounding_box() for note in page.locator(".note").all()]
    assert all(note["x"] > text["x"] + text["width"] for note in notes)
    assert abs(notes[0]["y"] - call["y"]) < 20
    # Where there is no room beside the line, below the note before it.
    assert notes[1]["y"] >= notes[0]["y"] + notes[0]["height"]
    assert notes[2]["y"] >= notes[1]["y"] + notes[1]["height"]
    assert page.evaluate(OVERFLOW) == 0


def test_in_a_narrow_window_a_note_opens_below_its_line_and_closes(noted, page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(noted.get_absolute_url())
    note = page.locator("#fn-2")
    assert not note.is_visible()

    page.get_by_role("link", name="2", exact=True).click()
    line = page.locator("#fnref-2").bounding_box()
    assert note.is_visible()
    assert note.bounding_box()["y"] > line["y"]
    assert not page.locator("#fn-1").is_visible()

    note.get_by_label("Back to reference 2").click()
    assert not note.is_visible()


def test_print_shows_every_note(noted, page):
    page.emulate_media(media="print")
    page.goto(noted.get_absolute_url())

    assert all(note.is_visible() for note in page.locator(".note").all())


def test_the_deepest_reply_has_room_on_a_phone(page):
    post, parent = PostFactory(), None
    for number in range(8):
        email = f"n{number}@example.org"
        parent = public_comment(post, WORDS, email=email, in_reply_to=parent)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(post.get_absolute_url())

    bodies = [body.bounding_box() for body in page.locator(".comment-body").all()]
    assert len({body["x"] for body in bodies}) == 7
    assert min(body["width"] for body in bodies) >= NARROWEST_COLUMN


def test_a_text_from_right_to_left_has_its_quotes_and_notes_on_its_own_sides(
    post, page
):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(post.get_absolute_url().replace("/all/", "/rtl/"))

    quote = page.locator(".prose blockquote")
    borders = "(e) => [getComputedStyle(e).borderLeftWidth, getComputedStyle(e).borderRightWidth]"
    assert quote.evaluate(borders) == ["0px", "2px"]
    text = page.locator(".prose").bounding_box()
    assert page.locator(".note").bounding_box()["x"] < text["x"]


def test_a_site_from_right_to_left_is_turned_round_whole(post, page, settings):
    settings.LANGUAGE_CODE = "ar"
    page.set_viewport_size({"width": 360, "height": 800})
    for address in addresses_of(post):
        page.goto(address)
        assert page.evaluate(OVERFLOW) == 0, address

    page.goto(post.get_absolute_url())
    assert page.locator("html").get_attribute("dir") == "rtl"
    reply = page.locator(".depth-2")
    insets = (
        "(e) => [getComputedStyle(e).paddingLeft, getComputedStyle(e).paddingRight]"
    )
    assert reply.evaluate(insets) == ["0px", "22.4px"]
    assert "to left" in reply.evaluate("(e) => getComputedStyle(e).backgroundImage")
