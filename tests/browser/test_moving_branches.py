"""A moderator moves a branch to another post, and takes it back; without JavaScript."""

import pytest

from accounts import roles
from comments.actions import feature, freeze, move_branch
from comments.models import Comment
from tests.browser.looking import OVERFLOW
from tests.browser.publication import LONG_WORD
from tests.browser.test_page_quality import faults_of
from tests.comments.desk import LIST
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_branch_is_moved_and_brought_back(sign_in_as):
    post, target = PostFactory(title="Of ferries"), PostFactory(title="Of bridges")
    public_comment(post, "Slow ones")
    top = public_comment(post, "But bridges!", name="Ann", email="ann@example.org")
    reply = public_comment(post, "Indeed", in_reply_to=top)
    there = public_comment(target, "They stand")
    page = sign_in_as(roles.MODERATOR, java_script_enabled=False)

    page.goto(f"{LIST}{top.pk}/change/")
    page.get_by_role("link", name="Move to another post").click()
    page.get_by_label("To which post?").fill("bridges")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Of bridges").click()
    assert "#2 and 1 reply (1 public) go to" in page.content()
    page.get_by_label("As a reply to number").fill("1")
    page.get_by_label("Reason").fill("About bridges")
    page.get_by_role("button", name="Move it there").click()

    page.goto(f"/comments/{reply.pk}/")
    assert page.url.endswith(f"{target.get_absolute_url()}#comment-{reply.pk}")
    assert Comment.objects.get(pk=top.pk).in_reply_to_id == there.pk
    page.goto(f"{post.get_absolute_url()}#comment-{top.pk}")
    signpost = page.locator(f"#comment-{top.pk}")
    assert signpost.inner_text() == "#2 and 1 reply were moved to “Of bridges”."
    signpost.get_by_role("link").click()
    page.wait_for_url(f"**{target.get_absolute_url()}#comment-{top.pk}")

    page.goto(f"/admin/comments/thread/{post.pk}/")
    page.get_by_role("button", name="Undo").click()
    page.goto(post.get_absolute_url())
    assert "But bridges!" in page.locator(f"#comment-{top.pk}").inner_text()
    page.goto(target.get_absolute_url())
    assert page.locator("article.comment").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_threads_are_accessible_and_fit(width, scheme, axe, sign_in_as):
    editor = UserFactory(name=LONG_WORD)
    post, target = PostFactory(title=LONG_WORD), PostFactory(title=LONG_WORD)
    top = public_comment(post, LONG_WORD * 2, name=LONG_WORD)
    freeze(top, by=editor, reason=LONG_WORD)
    feature(public_comment(post), by=editor)
    move_branch(public_comment(post), to=target, by=editor)
    page = sign_in_as(
        roles.MODERATOR,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    own = f"{LIST}{top.pk}/"

    for address in (
        f"/admin/comments/thread/{post.pk}/",
        f"{own}edit/",
        f"{own}move/?q={LONG_WORD}",
        f"{own}move/?to={target.pk}",
    ):
        page.goto(address)
        assert page.evaluate("complaints") == []
        assert page.evaluate(OVERFLOW) == 0
        assert faults_of(page, axe, [address]) == []
