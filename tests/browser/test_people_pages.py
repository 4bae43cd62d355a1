"""The pages about people and reasons, before the checkers and on a phone."""

import pytest
from django.utils import timezone

from accounts import roles
from accounts.models import User
from comments.models import Ban, Note, ReasonTemplate
from tests.browser.looking import OVERFLOW
from tests.browser.publication import LONG_WORD
from tests.comments.desk import LIST
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def commenter():
    """A member with everything on record, by a comment."""
    member = UserFactory(name=LONG_WORD[:50], email="ann@example.org")
    post = PostFactory(title=LONG_WORD)
    comment = public_comment(post, LONG_WORD, user=member, ip_address="2001:db8::7:1")
    Ban.objects.create(kind="hold", user=member, reason=LONG_WORD)
    Ban.objects.create(network="2001:db8::/32", user=member, lifted_at=timezone.now())
    Note.objects.create(user=member, text=LONG_WORD, is_warning=True)
    ReasonTemplate.objects.get_or_create(
        name="Rude", text=LONG_WORD, for_removed=True, for_warnings=True
    )
    write_comment(post, "http://a http://b http://c", email="bo@example.org")
    return comment


def addresses(comment):
    return [
        LIST,
        f"{LIST}{comment.pk}/change/",
        f"{LIST}commenter/?user={comment.author_id}",
        "/admin/comments/ban/",
        "/admin/comments/ban/add/",
        f"/admin/comments/ban/{Ban.objects.first().pk}/change/",
        "/admin/comments/reasontemplate/",
        "/admin/comments/reasontemplate/add/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    width, scheme, sign_in_as, commenter, axe
):
    size = {"width": width, "height": 800}
    page = sign_in_as(roles.MODERATOR, viewport=size, color_scheme=scheme)
    found = {}

    for address in addresses(commenter):
        page.goto(address)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        assert page.evaluate("complaints") == []
        assert page.evaluate(OVERFLOW) == 0, address
        page.evaluate(axe)
        # The box to search lists is Django's.
        faults = page.evaluate("axe.run({include: '#content', exclude: '#toolbar'})")[
            "violations"
        ]
        found[address] = [(one["id"], one["nodes"][0]["html"]) for one in faults]

    assert {address: faults for address, faults in found.items() if faults} == {}


def test_a_commenter_is_held_and_freed_by_keyboard_without_javascript(
    sign_in_as, commenter
):
    page = sign_in_as(roles.MODERATOR, java_script_enabled=False)
    page.goto(f"{LIST}{commenter.pk}/change/")
    page.get_by_role("button", name="Lift").press("Enter")
    page.get_by_text("Lifted – ").wait_for()

    page.get_by_text("Hold or ban").press("Enter")
    page.get_by_label("What:").select_option("Ban")
    page.get_by_label("For:").select_option("a month")
    page.get_by_label("Reason:").fill("Third time")
    page.get_by_label("Whoever writes from 2001:db8::/64").check()
    page.get_by_role("button", name="Put in force").press("Enter")
    page.get_by_text("In force – Ban").wait_for()

    ban = Ban.objects.in_force().get()
    assert (ban.kind, ban.network, ban.reason) == ("ban", "2001:db8::/64", "Third time")
    assert ban.until
    assert (ban.until - timezone.now()).days == 29


def test_who_is_shadow_held_sees_the_comment_in_the_thread(
    sign_in_as, live_server, commenter
):
    page = sign_in_as(roles.CONTRIBUTOR)
    member = User.objects.get(groups__name=roles.CONTRIBUTOR)
    Ban.objects.create(kind="shadow", user=member)
    write_comment(commenter.post, "Nobody reads this.", user=member)
    marker = {"name": "known", "value": "1", "url": live_server.url}
    page.context.add_cookies([marker])

    page.goto(f"{commenter.post.get_absolute_url()}#comments")

    page.get_by_text("Nobody reads this.").wait_for()
    assert page.get_by_text("Only you see this").count() == 0
