"""A table says who of the old blog's authors is whom here."""

import pytest
from django.core.management import CommandError

from accounts.models import Author
from blog.models import Post, Redirect
from comments.models import Comment
from tests.factories import AuthorFactory
from tests.transfer.dumps import dump
from tests.transfer.exports import author, comment, item


@pytest.fixture
def author_map(import_export, tmp_path):
    """``author_map("ines,ines-vale")`` is given to the imports that follow."""

    def write(*lines: str, **how: str) -> None:
        path = tmp_path / "authors.csv"
        path.write_text("\n".join(lines), **({"encoding": "utf-8"} | how))
        import_export.options["author_map"] = path

    return write


@pytest.mark.parametrize("there", ["ines", "INES@example.org", "Inês Faria"])
@pytest.mark.parametrize("here", ["ines-vale", "Vale@example.org"])
def test_an_author_there_becomes_an_author_here(import_export, author_map, there, here):
    vale = AuthorFactory(name="Ines Vale", slug="ines-vale", email="vale@example.org")
    author_map("there,here", f"{there},{here}")

    import_export(
        author("ines", "Inês Faria", "ines@example.org", key=7),
        item(comment(1, user_id=7)),
    )

    assert Comment.objects.get().as_author == vale
    assert list(Post.objects.get().authors.all()) == [vale]
    assert Author.objects.get().name == "Ines Vale"
    for old in ("/author/ines/", "/?author=7"):
        assert Redirect.objects.find(old) == "/author/ines-vale/"


def test_who_is_new_or_not_in_the_table_comes_in(import_export, author_map):
    AuthorFactory(slug="vale")
    author_map("# who is who", "", "ines,new")

    import_export(item(creator="ines"), item(creator="bertil"))

    assert Author.objects.count() == 3


def test_two_authors_there_may_be_one_here_and_a_byline_names_them_once(
    import_export, author_map
):
    vale = AuthorFactory(slug="vale")
    author_map("ines,vale", "ines2,vale")

    import_export(
        item(*(coauthor(login) for login in ("ines", "ines2")), creator="ines")
    )

    assert list(Post.objects.get().authors.all()) == [vale]


def coauthor(login):
    return f'<category domain="author" nicename="cap-{login}">{login}</category>'


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["ines,nobody"], "line 1: nobody here has the address or e-mail address “no"),
        (["ines,x@example.org"], "line 1: nobody here has the address or e-mail addr"),
        (["ines,twin@example.org"], "line 1: several authors here have the e-mail"),
        (["there,here", "ines"], "line 2: needs two columns with a comma between"),
        (["ines;new"], "line 1: needs two columns"),
        (["ines,new,x"], "line 1: needs two columns"),
        (["ines,"], "line 1: needs two columns"),
        (["ines,new", "", "Ines,new"], "line 3: “Ines” has been named in a line above"),
    ],
)
def test_a_wrong_line_is_named_before_anything_is_written(
    import_export, author_map, lines, fault
):
    AuthorFactory(email="twin@example.org")
    AuthorFactory(email="twin@example.org")
    author_map(*lines)
    before = dump()

    with pytest.raises(CommandError) as error:
        import_export(item())

    assert fault in str(error.value)
    assert dump() == before


def test_every_wrong_line_is_named_at_once(import_export, author_map):
    author_map("ines,nobody", "bertil")

    with pytest.raises(CommandError) as error:
        import_export(item())

    assert str(error.value).count("authors.csv, line ") == 2


def test_a_table_that_is_not_there_or_no_text_is_refused(import_export, author_map):
    author_map("ïnes,new", encoding="latin-1")
    with pytest.raises(CommandError, match="is not UTF-8 text"):
        import_export(item())

    import_export.options["author_map"] = import_export.path.with_name("nowhere")
    with pytest.raises(CommandError, match="nowhere can't be read"):
        import_export(item())


def test_a_line_for_nobody_is_named_in_the_report(import_export, author_map):
    author_map("ines,new", "inse,new")

    report = import_export(item())

    assert "1 line of the author map (“inse”): the export names nobody" in report


def test_with_the_same_table_a_repeat_changes_nothing(import_export, author_map):
    AuthorFactory(slug="vale")
    author_map("ines,vale")
    parts = author("ines", "Inês", key=3), item(comment(1), post_id=1, post_name="a")
    import_export(*parts)
    before = dump()

    import_export(*parts)

    assert dump() == before


def test_who_came_in_as_an_own_author_before_is_named(import_export, author_map):
    import_export(item(post_id=1, post_name="a"))
    vale = AuthorFactory(slug="vale")
    author_map("ines,vale")

    report = import_export(
        item(post_id=1, post_name="a"), item(post_id=2, post_name="b")
    )

    assert list(Post.objects.get(slug="b").authors.all()) == [vale]
    assert "1 author: came in before as an author of their own" in report


def test_a_dry_run_prints_a_table_to_fill_in(import_export):
    import_export.options["dry_run"] = True

    report = import_export(author("ines", "Inês"), item(), item(creator="vale, i."))

    assert (
        "New authors, as a table for --author-map:\n"
        'there,here\nines,new\n"vale, i.",new\n' in report
    )
