"""Whoever wants it that way lets the export overwrite what was edited here."""

import pytest

from accounts.models import Author
from blog.actions import save_page, save_post
from blog.models import Category, Mention, Page, Post, Tag
from comments.actions import change_state
from comments.models import Comment
from tests.transfer.dumps import dump
from tests.transfer.exports import author, category, comment, filed, item, tag

PARTS = (
    author("ines", "Inês"),
    category("law", "Law"),
    tag("tide", "Tide"),
    item(
        filed("law", "Law"),
        comment(1, "a"),
        comment(2, "b", type="pingback", author="Ferry news"),
        post_id=1,
        post_name="quay",
        title="Quay",
    ),
    item(post_id=2, post_type="page", post_name="about", title="About"),
)
OVERWRITTEN = "edited here: overwritten by what the export says"


@pytest.fixture
def overwrite(import_export):
    import_export(*PARTS)
    import_export.options["overwrite"] = True
    return import_export


def edit_all() -> None:
    post, page = Post.objects.get(), Page.objects.get()
    post.title, page.body = "Ours", "<p>Ours</p>"
    save_post(post, categories=[])
    save_page(page)
    change_state(Comment.objects.get(), "removed", by=None)
    Mention.objects.update(state="spam")
    for model in (Author, Category, Tag):
        model.objects.update(name="Ours")


def test_what_was_edited_here_is_overwritten_and_named(overwrite):
    edit_all()

    report = overwrite(*PARTS)

    post = Post.objects.get()
    assert (post.title, post.categories.count()) == ("Quay", 1)
    assert Page.objects.get().body == "<p>Two boats came in.</p>\n<p>One went out.</p>"
    assert (Comment.objects.get().state, post.comment_count) == ("public", 1)
    assert Mention.objects.get().state == "public"
    assert [model.objects.get().name for model in (Author, Category, Tag)] == [
        "Inês",
        "Law",
        "Tide",
    ]
    assert report.count(OVERWRITTEN) == 7
    assert f"1 post: {OVERWRITTEN} (“Quay”)." in report


def test_without_being_asked_for_nothing_is_overwritten(overwrite):
    overwrite.options.clear()
    edit_all()
    before = dump()

    overwrite(*PARTS)

    assert dump() == before


def test_what_nobody_edited_is_not_written_again(overwrite):
    before = dump()

    report = overwrite(*PARTS)

    assert dump() == before
    assert "7 unchanged" in report


def test_what_was_written_here_stays(overwrite):
    save_post(Post(title="Written here", body="<p>x</p>"))

    overwrite(*PARTS)

    assert Post.objects.filter(title="Written here").exists()
