"""A moderator moves a branch to another post, and takes it back; without JavaScript."""

import pytest

from accounts import roles
from comments.models import Comment
from tests.comments.desk import LIST
from tests.factories import PostFactory, public_comment

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
    assert page.url.endswith(f"{target.get_absolute_url()}#comment-{top.pk}")

    page.goto(f"/admin/comments/thread/{post.pk}/")
    page.get_by_role("button", name="Undo").click()
    page.goto(post.get_absolute_url())
    assert "But bridges!" in page.locator(f"#comment-{top.pk}").inner_text()
    page.goto(target.get_absolute_url())
    assert page.locator("article.comment").count() == 1
