"""A member reads the answers in the inbox, and looks for an old one."""

import pytest

from accounts import roles
from accounts.models import User
from comments.actions import tell_due
from tests.factories import public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_reads_the_inbox_and_chooses_the_mails(post, sign_in_as):
    page = sign_in_as(roles.AUTHOR, viewport={"width": 360, "height": 800})
    member = User.objects.get(groups__name=roles.AUTHOR)
    own = public_comment(post, "The crane is old.", user=member)
    public_comment(post, "It was painted in June.", name="Bea", in_reply_to=own)
    tell_due()

    page.goto("/me/")
    # A thread says that there is something, too.
    page.goto(f"{post.get_absolute_url()}#comments")
    page.get_by_role("link", name="1 reply to you").click()
    page.get_by_role("heading", name="New").wait_for()
    page.get_by_role("button", name="Mark all as read").click()
    page.get_by_role("heading", name="New").wait_for(state="detached")
    page.get_by_role("link", name="by Bea").click()
    page.locator(":target").get_by_text("painted in June").wait_for()

    page.goto("/me/")
    page.get_by_role("link", name="Choose which mails you get").click()
    page.get_by_label("Replies to your comments").select_option("Once a day")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("status").inner_text() == "Saved."
    chosen = page.get_by_label("Replies to your comments").input_value()
    assert chosen == "daily"


def test_a_reader_searches_from_the_foot_of_a_page(post, page):
    public_comment(post, "It was painted in June.", name="Bea")
    page.goto("/")
    page.get_by_role("link", name="Search comments").click()
    page.get_by_label("Words in comments").fill('"in june"')
    page.keyboard.press("Enter")

    assert page.locator("mark").inner_text() == "in June"
    page.get_by_role("listitem").get_by_role("link", name="#").click()
    page.locator(":target").get_by_text("painted in June").wait_for()
