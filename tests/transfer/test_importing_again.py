"""An import can be repeated, and goes on where it was broken off."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from blog.models import Post
from comments.models import Comment
from tests.transfer.dumps import dump
from tests.transfer.exports import author, category, comment, export, filed, item, tag
from transfer.load import loader

EVERYTHING = (
    author("ines", "Inês"),
    category("courts", "Courts", parent="law"),
    category("law", "Law"),
    tag("tide", "Tide"),
    item(
        filed("courts", "Courts"),
        filed("tide", "Tide", domain="post_tag"),
        comment(1, "a"),
        comment(2, "b", parent=1),
        comment(3, "spam", approved="spam"),
        comment(4, "ping", type="pingback"),
        content='<a href="/2019/05/second/">x</a>',
        post_id=1,
    ),
    item(post_id=2, post_name="second"),
    item(post_id=3, post_type="page", post_name="about"),
    item(post_id=4, post_type="page", post_name="staff", post_parent=3),
)


def test_importing_twice_changes_no_row(import_export):
    import_export(*EVERYTHING)
    before = dump()

    report = import_export(*EVERYTHING)

    assert dump() == before
    assert report.splitlines()[1] == "0 new."
    assert "1 author, 2 categories, 1 tag, 2 posts, 3 comments, 1 mention" in report


def test_a_dry_run_reports_what_it_would_do_and_keeps_nothing(import_export):
    import_export(item(post_id=1, post_name="first"))
    before = dump()
    import_export.path.write_text(export(*EVERYTHING))

    call_command("import_wordpress", str(import_export.path), dry_run=True)
    said = import_export.capsys.readouterr().out.splitlines()

    assert dump() == before
    assert said[-1] == "Dry run: nothing of this was kept."
    assert import_export(*EVERYTHING).splitlines()[1:] == said[1:-1]


def test_a_dry_run_of_half_a_file_keeps_nothing(import_export):
    before = dump()
    import_export.path.write_text(export(*[item()] * 200).rpartition("<item>")[0])

    with pytest.raises(CommandError, match=r"once more\.$"):
        call_command("import_wordpress", str(import_export.path), dry_run=True)

    assert dump() == before


def test_the_same_file_twice_in_one_call_is_one_import(import_export):
    import_export.path.write_text(export(*EVERYTHING))

    call_command("import_wordpress", *[str(import_export.path)] * 2)

    assert Post.objects.count() == 2
    assert Comment.objects.count() == 3


def test_a_later_export_brings_only_what_is_new(import_export):
    import_export(item(comment(1, "a"), comment(2, "b"), post_id=1))

    report = import_export(
        item(comment(1, "a"), comment(2, "b"), comment(3, "c", parent=1), post_id=1),
        item(post_id=2),
    )

    assert "2 new: 1 post, 1 comment." in report
    new = Comment.objects.get(comment="c")
    assert (new.number, new.in_reply_to.comment) == (3, "a")
    assert new.path.startswith(new.in_reply_to.path)
    post = Post.objects.get(import_ref__endswith=":1")
    assert (post.comment_count, post.last_comment_number) == (3, 3)


def test_two_blogs_may_have_the_same_ids(import_export):
    import_export(item(comment(1), post_id=1))

    import_export(item(comment(1), post_id=1), url="https://other.example.org")

    assert Post.objects.count() == Comment.objects.count() == 2


def test_a_cut_off_export_keeps_whole_batches_and_the_whole_one_the_rest(
    import_export, monkeypatch
):
    monkeypatch.setattr(loader, "RECORDS_AT_ONCE", 2)
    items = [item(comment(n), post_id=n) for n in range(1, 6)]
    whole = export(*items)

    with pytest.raises(CommandError, match=r"cut off.*What came in before stays"):
        import_export.run(whole[: whole.rindex("<item>") + 400])
    assert Post.objects.count() == Comment.objects.count() == 3

    report = import_export.run(whole)
    assert "4 new: 2 posts, 2 comments." in report
    assert Post.objects.count() == Comment.objects.count() == 5


def test_several_files_are_one_import(db, tmp_path, capsys):
    first, second = tmp_path / "1.xml", tmp_path / "2.xml"
    first.write_text(export(item(post_type="page", post_name="child", post_parent=9)))
    second.write_text(export(item(post_type="page", post_name="top", post_id=9)))

    call_command("import_wordpress", str(first), str(second))

    page = apps.get_model("blog", "Page")
    assert set(page.objects.values_list("path", flat=True)) == {"top", "top/child"}


@pytest.mark.parametrize("many", [3, 30])
def test_a_batch_takes_as_many_queries_at_any_size(
    import_export, django_assert_max_num_queries, many
):
    text = export(
        author("ines"),
        category("law", "Law"),
        *(
            item(filed("law", "Law"), *(comment(n * 100 + c) for c in range(3)))
            for n in range(many)
        ),
    )

    # What grows is the rows of one INSERT on SQLite and the refs of one look-up.
    with django_assert_max_num_queries(60):
        import_export.run(text)

    assert Comment.objects.count() == many * 3
