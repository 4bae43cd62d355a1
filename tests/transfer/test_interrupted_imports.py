"""An import that is broken off leaves whole batches; a repeat completes it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from blog.models import Category, Post
from comments.models import Comment
from tests.images.drawing import jpeg
from tests.transfer.exports import attachment, comment, export, filed, item
from transfer.load.loader import RECORDS_AT_ONCE

ROOT = Path(__file__).resolve().parents[2]
POSTS = 6 * RECORDS_AT_ONCE
# A batch takes far less; a machine that is busy with other things may take its time.
AT_MOST = 180


class Site:
    """A site of its own on SQLite, worked on by processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "masthead.sqlite3"

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=kept | {"MASTHEAD_VAR_DIR": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: object) -> str:
        """What the command printed; it must end well."""
        process = self.start(*arguments)
        out, complaint = process.communicate(timeout=AT_MOST)
        assert process.returncode == 0, complaint
        return out

    def copy(self, folder: Path) -> "Site":
        shutil.copytree(self.folder, folder)
        return Site(folder)

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.database)) as database:
            return int(database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])

    def dump(self) -> list[str]:
        with closing(sqlite3.connect(self.database)) as database:
            return sorted(database.iterdump())


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    site.run("migrate", "--verbosity=0")
    return site


@pytest.fixture(scope="module")
def long_export(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "export.xml"
    path.write_text(
        export(
            *(
                item(
                    filed("law", "Law"),
                    comment(3 * n),
                    comment(3 * n + 1, parent=3 * n),
                    comment(3 * n + 2, approved="0"),
                    post_id=n,
                    post_name=f"post-{n}",
                )
                for n in range(1, POSTS + 1)
            ),
            item(post_type="page", post_id=POSTS + 1, post_name="about"),
        )
    )
    return path


@pytest.fixture(scope="module")
def whole(empty_site, long_export, tmp_path_factory):
    """What an import that nothing disturbs makes of the export."""
    site = empty_site.copy(tmp_path_factory.mktemp("whole") / "site")
    site.run("import_wordpress", long_export)
    return site.dump()


def is_whole(posts: int) -> bool:
    """Whether so many posts are whole batches: the site is the first record."""
    return (posts + 1) % RECORDS_AT_ONCE == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_import_leaves_whole_batches_and_a_repeat_the_same_database(
    empty_site, long_export, whole, tmp_path, how
):
    site = empty_site.copy(tmp_path / "site")
    running = site.start("import_wordpress", long_export)
    given_up_at = time.monotonic() + AT_MOST
    while not site.count("blog_post") and time.monotonic() < given_up_at:
        time.sleep(0.005)
    running.send_signal(how)
    _, complaint = running.communicate(timeout=AT_MOST)

    posts = site.count("blog_post")
    assert 0 < posts < POSTS
    assert is_whole(posts)
    assert site.count("comments_comment") == 3 * posts
    assert running.returncode != 0
    assert "Traceback" not in complaint
    if how == signal.SIGINT:
        assert complaint.count("\n") == 1
        assert "Interrupted. What came in before stays" in complaint
    assert "All is well" in site.run("doctor")

    site.run("import_wordpress", long_export)
    assert site.dump() == whole


def test_a_cut_off_file_and_then_the_whole_one_make_the_same_database(
    empty_site, long_export, whole, tmp_path
):
    site = empty_site.copy(tmp_path / "site")
    cut = tmp_path / "cut.xml"
    cut.write_text(long_export.read_text()[: long_export.stat().st_size // 2])

    running = site.start("import_wordpress", cut)
    _, complaint = running.communicate(timeout=AT_MOST)
    assert running.returncode == 1
    assert complaint == (
        f"CommandError: {cut} is cut off: it ends before </rss>. Export it once more. "
        "What came in before stays; the same command goes on from there.\n"
    )
    assert 0 < site.count("blog_post") < POSTS
    assert is_whole(site.count("blog_post"))

    site.run("import_wordpress", long_export)
    assert site.dump() == whole


REFUSAL = {
    "sqlite": """CREATE TRIGGER refusal BEFORE INSERT ON comments_comment
        WHEN NEW.author_name = 'Refused'
        BEGIN SELECT RAISE(ABORT, 'the disk is full'); END""",
    "postgresql": """CREATE FUNCTION refusal() RETURNS trigger AS
        $$ BEGIN RAISE 'the disk is full'; END $$ LANGUAGE plpgsql;
        CREATE TRIGGER refusal BEFORE INSERT ON comments_comment FOR EACH ROW
        WHEN (NEW.author_name = 'Refused') EXECUTE FUNCTION refusal()""",
}

ON_TABLE = {"sqlite": "", "postgresql": " ON comments_comment"}


def test_a_batch_that_the_database_refuses_leaves_nothing_of_itself(import_export):
    with connection.cursor() as cursor:
        cursor.execute(REFUSAL[connection.vendor])
    items = [
        item(
            filed(f"shelf-{n // RECORDS_AT_ONCE}", "Shelf"),
            comment(n, author="Refused" if n == RECORDS_AT_ONCE + 7 else "Ann"),
            post_id=n,
        )
        for n in range(2 * RECORDS_AT_ONCE)
    ]

    with pytest.raises(CommandError) as error:
        import_export(*items)
    assert str(error.value) == (
        "The database refused: the disk is full. What came in before stays; the same "
        "command goes on from there."
    )
    posts = Post.objects.count()
    assert posts == Comment.objects.count() == RECORDS_AT_ONCE - 1
    assert [c.slug for c in Category.objects.all()] == ["shelf-0"]
    assert f"{posts} posts, {posts} comments." in import_export.capsys.readouterr().out

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER refusal" + ON_TABLE[connection.vendor])
    import_export(*items)
    assert Post.objects.count() == Comment.objects.count() == 2 * RECORDS_AT_ONCE


PICTURES = 60


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory):
    """An export with pictures in its posts, and the folder that they are in."""
    folder = tmp_path_factory.mktemp("illustrated")
    (folder / "2019" / "05").mkdir(parents=True)
    parts = []
    for n in range(1, PICTURES + 1):
        name = f"wall{n}.jpg"
        (folder / "2019" / "05" / name).write_bytes(jpeg(size=(900 + n, 600)))
        shown = f'<img src="/wp-content/uploads/2019/05/{name}">'
        parts.append(attachment(name, post_id=1000 + n))
        parts.append(item(content=shown, post_id=n, post_name=f"post-{n}"))
    path = folder / "export.xml"
    path.write_text(export(*parts))
    return path


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_pictures_that_came_in_before_a_kill_are_not_brought_again(
    empty_site, illustrated, tmp_path, how
):
    site = empty_site.copy(tmp_path / "site")
    command = ("import_wordpress", illustrated, "--media", illustrated.parent)
    running = site.start(*command)
    given_up_at = time.monotonic() + AT_MOST
    while not site.count("images_image") and time.monotonic() < given_up_at:
        time.sleep(0.005)
    running.send_signal(how)
    running.communicate(timeout=AT_MOST)
    brought = site.count("images_image")
    assert 0 < brought < PICTURES

    report = site.run(*command)

    assert f"{PICTURES - brought} pictures" in report.partition("unchanged")[0]
    assert site.count("images_image") == site.count("blog_post") == PICTURES
    assert "stay where they are" not in report
    before = site.dump()
    assert "0 new." in site.run(*command)
    assert site.dump() == before
    site.run("doctor")
