"""The whole report of an import as a file that a script can read."""

import json

import pytest
from django.core.management import CommandError

from blog.models import Post
from tests.transfer.exports import comment, export, filed, item, meta


@pytest.fixture
def reported(import_export, tmp_path):
    """Import and answer the report as it was written to the file."""
    path = tmp_path / "report.json"
    import_export.options["report"] = path

    def run(*parts):
        import_export(*parts)
        return json.loads(path.read_text())

    return run


def entries(report, did, kind):
    return [e for e in report["entries"] if (e["did"], e["kind"]) == (did, kind)]


def test_every_thing_that_came_in_is_named_with_its_ref(reported):
    posts = [item(post_id=n, title=f"Post {n}", post_name=f"p{n}") for n in range(1, 6)]

    report = reported(*posts, item(comment(1), post_id=9, title="Quay"))

    found = entries(report, "new", "post")
    assert [(e["ref"], e["title"]) for e in found[:2]] == [
        ("wordpress:old.example.org:1", "Post 1"),
        ("wordpress:old.example.org:2", "Post 2"),
    ]
    assert len(found) == 6
    assert entries(report, "new", "comment")[0]["title"] == "Mireille on Quay"
    assert report["counts"]["new"] == {"author": 1, "post": 6, "comment": 1}
    assert (report["dry_run"], report["stopped"]) == (False, "")


def test_what_changed_or_did_not_is_told_apart(reported):
    reported(item(post_id=1, post_name="a"), item(post_id=2, post_name="b"))

    report = reported(
        item(post_id=1, post_name="a"), item(post_id=2, post_name="b", title="New")
    )

    assert [e["title"] for e in entries(report, "changed", "post")] == ["New"]
    assert report["counts"]["unchanged"]["post"] == 1
    assert not entries(report, "new", "post")


def test_all_that_was_left_out_is_named_with_the_reason(reported):
    report = reported(
        *(item(post_type="recipe", title=f"Soup {n}", post_id=n) for n in range(5)),
        item(
            meta("subtitle", "At the quay"),
            meta("_yoast_wpseo_metadesc", "About boats"),
            meta("_edit_last", "1"),
            meta("empty", ""),
            filed("long-case", "The long case", domain="series"),
            filed("post-format-quote", "Quote", domain="post_format"),
            post_id=7,
            title="Quay",
        ),
        item(comment(1), post_type="page", post_id=8, title="About"),
        item(comment(2), post_type="recipe", post_id=9, title="Stew"),
        term("series", "The long case"),
        term("nav_menu", "Main"),
    )

    soups = entries(report, "left out", "item of type “recipe”")
    assert [e["title"] for e in soups[:5]] == [f"Soup {n}" for n in range(5)]
    fields = entries(report, "left out", "custom field of a post")
    assert [(e["title"], e["ref"], e["why"]) for e in fields] == [
        ("subtitle", "wordpress:old.example.org:7", "nothing here reads them"),
        (
            "_yoast_wpseo_metadesc",
            "wordpress:old.example.org:7",
            "nothing here reads them",
        ),
    ]
    for kind in (
        "filing of a post under “series”",
        "format of a post",
        "comment on a page",
        "comment on item of type “recipe”",
        "term of “series”",
    ):
        assert entries(report, "left out", kind)[0]["why"]
    assert not entries(report, "left out", "term of “nav_menu”")


def term(taxonomy: str, name: str) -> str:
    return (
        f"<wp:term><wp:term_taxonomy>{taxonomy}</wp:term_taxonomy>"
        f"<wp:term_name>{name}</wp:term_name></wp:term>"
    )


def test_every_entry_about_a_post_says_which(reported):
    reported(*(item(status="private", post_id=n, title=f"No {n}") for n in range(5)))
    report = reported(item(status="private", post_id=9, title="Minutes"))

    (note,) = entries(report, "noted", "post")
    assert (note["ref"], note["title"]) == ("wordpress:old.example.org:9", "Minutes")
    assert note["why"] == "was private: withdrawn"


def test_a_dry_run_says_so_and_keeps_nothing_but_the_report(import_export, reported):
    import_export.options["dry_run"] = True

    report = reported(item())

    assert report["dry_run"]
    assert entries(report, "new", "post")
    assert not Post.objects.exists()


def test_an_import_that_ends_early_reports_what_it_did(import_export, tmp_path):
    import_export.options["report"] = tmp_path / "report.json"
    text = export(*(item() for _ in range(150)))

    with pytest.raises(CommandError):
        import_export.run(text[: len(text) - 200])

    report = json.loads((tmp_path / "report.json").read_text())
    assert "is cut off" in report["stopped"]
    assert len(entries(report, "new", "post")) == Post.objects.count() == 99


def test_a_report_that_cannot_be_written_is_refused_before_the_import(
    import_export, tmp_path
):
    import_export.options["report"] = tmp_path / "nowhere" / "report.json"

    with pytest.raises(CommandError, match=r"report\.json can't be written: No such"):
        import_export(item())
    assert not Post.objects.exists()
