"""The forms of the content files: what is read, and what is refused by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from demo.dates import moment, span
from demo.documents import ContentError, read_document, read_table
from demo.records import read_posts
from demo.threads import moments, read_thread

NOW = datetime(2026, 11, 23, 0, 13, tzinfo=UTC)

THREAD = """# for editors
= ann [as first]
One.

== ben [after 3 hours; held]
Two, see {#first}.

=== ann [removed: Not kind]
Three.

= ben
Four.
"""


@pytest.fixture
def write(tmp_path):
    def written(text, name="file.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 hours ago", datetime(2026, 11, 22, 22, 13, tzinfo=UTC)),
        ("1 day ago at 09:30", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("in 3 days at 07:00", datetime(2026, 11, 26, 7, 0, tzinfo=UTC)),
    ],
)
def test_dates_are_said_from_the_first_run(text, expected):
    assert moment(text, now=NOW) == expected


@pytest.mark.parametrize("text", ["yesterday", "3 weeks ago", "12 days at 09:30", ""])
def test_unknown_date_is_refused(text):
    with pytest.raises(ContentError):
        moment(text, now=NOW)


def test_document_has_header_and_body(write):
    path = write("title: A: B\nlink: one\nlink: two\n# note\n\n<p>Body.</p>\n")
    document = read_document(path, needed={"title"}, known={"link"})
    assert document.one("title") == "A: B"
    assert document.every("link") == ["one", "two"]
    assert document.body == "<p>Body.</p>"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("titel: A", "“titel” is not known"),
        ("link: A", "lacks “title”"),
        ("title: A\njust words", "“just words”"),
        ("title:", "“title:”"),
    ],
)
def test_header_with_a_fault_is_refused_with_its_name(write, header, said):
    path = write(f"{header}\n\nBody")
    with pytest.raises(ContentError, match=r"^file\.txt: ") as refusal:
        read_document(path, needed={"title"}, known={"link"})
    assert said in str(refusal.value)


def test_table_row_with_a_missing_cell_is_refused(write):
    assert read_table(write("# key | name\na | b\n\nc |\n"), columns=2) == [
        ["a", "b"],
        ["c", ""],
    ]
    with pytest.raises(ContentError, match="1 cells, not 2"):
        read_table(write("a\n"), columns=2)


def test_thread_says_who_answers_whom(write):
    first, second, third, fourth = read_thread(write(THREAD))
    assert [r.parent for r in (first, second, third, fourth)] == [None, 0, 1, None]
    assert (first.name, second.state, second.after) == (
        "first",
        "held",
        timedelta(hours=3),
    )
    assert (third.state, third.reason) == ("removed", "Not kind")
    assert fourth.text == "Four."


def test_thread_says_who_agreed_and_what_was_set_apart(write):
    marked = "= ann [agreed ben cat; featured]\nOne.\n\n= ben [frozen: Enough]\nTwo.\n"
    first, second = read_thread(write(marked))
    assert (first.agreed, first.mark) == (("ben", "cat"), "featured")
    assert (second.mark, second.reason) == ("frozen", "Enough")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Words first.\n= ann\nOne.\n", "no speaker"),
        ("= ann\nOne.\n\n=== ben\nThree.\n", "=== ben"),
        ("= ann\n\n= ben\nTwo.\n", "= ann"),
        ("= ann [hidden]\nOne.\n", "“hidden”"),
    ],
)
def test_thread_with_a_fault_is_refused(write, text, said):
    with pytest.raises(ContentError) as refusal:
        read_thread(write(text))
    assert said in str(refusal.value)


def test_answers_come_after_what_they_answer_and_before_now(write):
    records = read_thread(write(THREAD))
    start = NOW - timedelta(hours=2)
    times = moments(records, start=start, end=NOW)
    assert times == moments(records, start=start, end=NOW)
    assert start < times[0] < times[1] < times[2] < NOW
    assert times[0] < times[3] < NOW


def test_pause_of_a_comment_is_kept_where_there_is_time(write):
    records = read_thread(write(THREAD))
    times = moments(records, start=NOW - timedelta(days=9), end=NOW)
    assert times[1] - times[0] == span("3 hours")


def test_newest_post_is_the_newest_at_any_hour_of_the_day():
    for hour in range(24):
        now = NOW.replace(hour=hour)
        dates = {
            post.published_at: post.key
            for post in read_posts(now=now)
            if post.published_at and post.published_at <= now
        }
        assert dates[max(dates)] == "the-quiet-end-of-the-boat"
        assert now - max(dates) < timedelta(days=1)
