"""A changed export updates what was not edited here, and only that."""

import pytest

from accounts.models import Author
from blog.actions import save_page, save_post
from blog.models import Category, Mention, Page, Post, Redirect, Tag
from comments.actions import change_state
from comments.models import Comment, ModerationDecision
from tests.transfer.dumps import dump
from tests.transfer.exports import author, category, comment, filed, item, tag

THERE = "https://old.example.org"
# One item as it always is: left alone, the factory numbers slugs anew.
SAME = {"post_id": 1, "post_name": "quay"}
STAYS = "changed in the export, but edited here: stays as it is here"


def post_of(key):
    return Post.objects.get(import_ref__endswith=f":{key}")


def test_a_post_that_changed_there_changes_here(import_export, client):
    import_export(item(post_id=1, title="Before", content="Old", post_name="before"))

    report = import_export(
        item(
            filed("courts", "Courts"),
            filed("tide", "Tide", domain="post_tag"),
            post_id=1,
            title="After",
            content="New",
            excerpt="A dek.",
            creator="bertil",
            post_name="after",
            is_sticky=1,
            comment_status="closed",
            link=f"{THERE}/after-there/",
            post_modified_gmt="2020-01-02 03:04:05",
        )
    )

    post = Post.objects.get()
    assert (post.title, post.body, post.dek) == ("After", "<p>New</p>", "A dek.")
    assert (post.slug, post.comment_policy) == ("after", "closed")
    assert post.sticky_until
    assert [a.name for a in post.authors.all()] == ["bertil"]
    assert [c.slug for c in post.categories.all()] == ["courts"]
    assert [t.name for t in post.tags.all()] == ["Tide"]
    assert f"{post.updated_at:%Y-%m-%d %H:%M:%S}" == "2020-01-02 03:04:05"
    assert client.get("/2019/05/before/").status_code == 301
    assert Redirect.objects.find("/after-there/") == "/2019/05/after/"
    assert "1 changed: 1 post." in report


def test_a_draft_that_was_published_meanwhile_is_published(import_export, client):
    import_export(item(post_id=1, status="draft", post_name=""))

    import_export(item(post_id=1, post_name="at-last"))

    assert client.get("/2019/05/at-last/").status_code == 200


def test_a_slug_that_had_to_be_numbered_stays(import_export):
    twins = item(post_id=1, post_name="same"), item(post_id=2, post_name="same")
    import_export(*twins)

    import_export(twins[0], item(post_id=2, post_name="same", title="Changed"))

    assert (post_of(2).slug, post_of(2).title) == ("same-2", "Changed")


@pytest.mark.parametrize(
    "edit",
    [
        lambda post: setattr(post, "title", "Here"),
        lambda post: setattr(post, "body", "<p>Here</p>"),
        lambda post: setattr(post, "status", "withdrawn"),
        lambda post: post.tags.add("here"),
        lambda post: post.filings.all().delete(),
        lambda post: post.bylines.all().delete(),
    ],
)
def test_a_post_that_was_edited_here_stays_and_is_named(import_export, edit):
    import_export(item(filed("law", "Law"), post_id=1, title="There"))
    post = Post.objects.get()
    edit(post)
    save_post(post)
    before = dump()

    report = import_export(item(post_id=1, title="There, changed"))

    assert dump() == before
    assert f"1 post: {STAYS} (“There, changed”)." in report


def test_an_edit_here_of_what_did_not_change_there_stays(import_export):
    import_export(item(**SAME))
    post = Post.objects.get()
    post.title = "Here"
    save_post(post)

    assert "1 unchanged: 1 post." in import_export(item(**SAME))
    assert Post.objects.get().title == "Here"


def test_a_comment_that_changed_there_changes_here(import_export):
    import_export(item(comment(1, "a"), comment(2, "b", approved="0"), **SAME))

    report = import_export(
        item(comment(1, "a, mended"), comment(2, "b", approved="1"), **SAME)
    )

    mended, approved = Comment.objects.order_by("pk")
    assert (mended.comment, mended.body_html) == ("a, mended", "<p>a, mended</p>")
    assert (approved.state, approved.number) == ("public", 2)
    assert Post.objects.get().comment_count == 2
    decision = ModerationDecision.objects.get()
    assert (decision.comment.pk, decision.to_state) == (approved.pk, "public")
    assert "2 changed: 2 comments." in report


def test_a_comment_that_was_moderated_here_stays_and_is_named(import_export):
    import_export(item(comment(1, "a"), **SAME, title="Quay"))
    change_state(Comment.objects.get(), "removed", by=None)
    before = dump()

    report = import_export(item(comment(1, "worse"), **SAME, title="Quay"))

    assert dump() == before
    assert f"1 comment: {STAYS} (“Mireille on Quay”)." in report


def test_a_mention_that_changed_there_changes_here_but_for_an_edited_one(import_export):
    def pings(excerpt):
        return item(
            comment(1, excerpt, type="pingback"),
            comment(2, excerpt, type="trackback"),
            **SAME,
        )

    import_export(pings("old"))
    Mention.objects.filter(kind="trackback").update(state="spam")

    report = import_export(pings("new"))

    said = dict(Mention.objects.values_list("kind", "excerpt"))
    assert said == {"pingback": "new", "trackback": "old"}
    assert "1 changed: 1 mention." in report
    assert f"1 mention: {STAYS}" in report


def test_a_page_that_changed_there_changes_here_and_keeps_its_address(import_export):
    page = {"post_type": "page", "post_id": 1}
    import_export(item(post_name="about", **page))

    import_export(
        item(post_name="us", content="New", link=f"{THERE}/us/", **page),
    )

    assert (Page.objects.get().path, Page.objects.get().body) == ("about", "<p>New</p>")
    assert Redirect.objects.find("/us/") == "/about/"


def test_a_page_that_was_edited_here_stays_and_is_named(import_export):
    page = {"post_type": "page", "post_id": 1, "title": "About"}
    import_export(item(**page))
    row = Page.objects.get()
    row.body = "<p>Here</p>"
    save_page(row)

    report = import_export(item(content="There", **page))

    assert Page.objects.get().body == "<p>Here</p>"
    assert f"1 page: {STAYS} (“About”)." in report


def test_lists_of_authors_categories_and_tags_are_brought_up_to_date(import_export):
    post = item(filed("courts", "Courts"), filed("tide", "Tide", domain="post_tag"))
    # The first file has no lists: only what its post names.
    import_export(post)

    report = import_export(
        author("ines", "Inês", "ines@example.org"),
        category("courts", "The courts", parent="law"),
        category("law", "Law"),
        tag("tide", "Tides"),
        post,
    )

    assert Author.objects.get().name == "Inês"
    moved = Category.objects.get(slug="courts")
    assert (moved.name, moved.path) == ("The courts", "law/courts")
    assert Category.objects.get(slug="law").posts.count() == 1
    assert Redirect.objects.find("/category/courts/") == "/category/law/courts/"
    assert Tag.objects.get().name == "Tides"
    assert "3 changed: 1 author, 1 category, 1 tag." in report


def test_names_that_were_changed_here_stay(import_export):
    lists = (author("ines", "Inês"), category("law", "Law"), tag("tide", "Tide"))
    import_export(*lists)
    for model in (Author, Category, Tag):
        model.objects.update(name="Here")

    report = import_export(
        author("ines", "I."), category("law", "Laws"), tag("tide", "Tides")
    )

    for model in (Author, Category, Tag):
        assert model.objects.get().name == "Here"
    assert report.count(STAYS) == 3


def test_a_tag_does_not_take_the_name_of_another(import_export):
    import_export(tag("tide", "Tide"), tag("ebb", "Ebb"))

    import_export(tag("tide", "Tide"), tag("ebb", "tide"))

    assert set(Tag.objects.values_list("name", flat=True)) == {"Tide", "Ebb"}


def test_a_category_is_not_moved_below_itself(import_export):
    import_export(category("law", "Law"), category("courts", "Courts", parent="law"))

    import_export(
        category("law", "Law", parent="courts"),
        category("courts", "Courts", parent="law"),
    )

    assert Category.objects.get(slug="courts").path == "law/courts"


def test_of_what_comes_twice_in_a_file_the_first_counts_every_time(import_export):
    doubled = (
        author("ines", "Inês"),
        author("ines", "Other"),
        item(comment(1, "a"), post_id=1, title="First"),
        item(comment(1, "b"), comment(2, "c"), post_id=1, title="Second"),
    )
    import_export(*doubled)
    before = dump()

    report = import_export(*doubled)

    assert dump() == before
    assert "0 new." in report
    assert "changed:" not in report.replace("unchanged:", "")
    assert (Author.objects.get().name, post_of(1).title) == ("Inês", "First")
    assert set(Comment.objects.values_list("comment", flat=True)) == {"a", "c"}


def test_after_a_change_a_repeat_changes_nothing(import_export):
    import_export(item(comment(1, "a"), post_id=1, status="draft", post_name=""))
    changed = item(comment(1, "b"), post_id=1, title="After")
    import_export(category("law", "Law"), changed)
    before = dump()

    import_export(category("law", "Law"), changed)

    assert dump() == before
