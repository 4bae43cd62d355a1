"""Comments come in with their threads, states and numbers."""

from datetime import UTC, datetime

import pytest
from django_comments_xtd.models import XtdComment

from blog.models import Mention, Post
from comments.models import Comment
from tests.transfer.exports import comment, item


def by_text() -> dict[str, Comment]:
    """The imported comments, by what they say."""
    return {c.comment: c for c in Comment.objects.all()}


def parents() -> dict[str, str | None]:
    """Who answers whom, by text."""
    rows = Comment.objects.select_related("in_reply_to")
    return {c.comment: c.in_reply_to.comment if c.in_reply_to else None for c in rows}


def reading_order() -> list[str]:
    return [c.comment for c in Comment.objects.order_by("path")]


def test_a_comment_comes_in_with_all_that_was_said_of_it(import_export):
    import_export(item(comment(7, "One\n\ntwo", author_url="http://m.example.org")))

    said = Comment.objects.get()
    assert said.author_name == said.user_name == "Mireille"
    assert said.user_email == "mireille@example.org"
    assert said.author_url == said.user_url == "http://m.example.org"
    assert said.ip_address == "192.0.2.7"
    assert said.posted_at == said.submit_date == datetime(2019, 5, 3, 11, tzinfo=UTC)
    assert said.comment == "One\n\ntwo"
    assert said.html == "<p>One</p>\n<p>two</p>"
    assert (said.state, said.number, said.is_public) == ("public", 1, True)
    assert said.import_ref == "wordpress:old.example.org:7"
    assert said.object_pk == str(said.post_id)


def test_answers_stand_below_what_they_answer_whatever_their_order(import_export):
    import_export(
        item(
            comment(3, "c", parent=2, date_gmt="2019-05-03 11:03:00"),
            comment(4, "d", parent=1, date_gmt="2019-05-03 11:04:00"),
            # Its clock was wrong: it is older than what it answers.
            comment(5, "e", parent=4, date_gmt="2019-05-03 10:00:00"),
            comment(2, "b", parent=1, date_gmt="2019-05-03 11:02:00"),
            comment(1, "a", date_gmt="2019-05-03 11:01:00"),
            comment(6, "f", date_gmt="2019-05-03 11:06:00"),
        )
    )

    assert parents() == {"a": None, "b": "a", "c": "b", "d": "a", "e": "d", "f": None}
    assert set(reading_order()[:5]) == set("abcde")
    rows = by_text()
    assert rows["c"].path.startswith(rows["b"].path)
    assert {row.number for row in rows.values()} == {1, 2, 3, 4, 5, 6}


def test_the_tables_of_the_library_agree_with_ours(import_export):
    import_export(item(comment(1, "a"), comment(2, "b", parent=1)))

    rows = by_text()
    below = XtdComment.norel_objects.get(pk=rows["b"].pk)
    assert below.thread_id == below.parent_id == rows["a"].pk
    assert (below.level, below.order) == (1, below.pk)
    top = XtdComment.norel_objects.get(pk=rows["a"].pk)
    assert top.thread_id == top.parent_id == top.pk


def test_a_thread_of_any_depth_keeps_who_answers_whom(import_export):
    import_export(item(*(comment(n, f"{n}", parent=n - 1) for n in range(1, 61))))

    assert parents() == {str(n): str(n - 1) if n > 1 else None for n in range(1, 61)}
    assert max(c.depth for c in Comment.objects.all()) == 31


@pytest.mark.parametrize(
    ("approved", "state"),
    [
        ("1", "public"),
        ("approve", "public"),
        ("0", "held"),
        ("hold", "held"),
        ("spam", "spam"),
        ("trash", "removed"),
        ("post-trashed", "removed"),
        ("from-a-plugin", "held"),
    ],
)
def test_every_state_has_its_place_and_only_public_ones_a_number(
    import_export, approved, state
):
    import_export(item(comment(1, approved=approved)))

    said = Comment.objects.get()
    assert said.state == state
    assert said.number == (1 if state == "public" else None)
    assert said.is_public == (state == "public")


def test_numbers_and_counters_are_those_of_public_comments(import_export):
    import_export(
        item(
            comment(1, "late", date_gmt="2019-05-04 09:00:00"),
            comment(2, "spam", approved="spam"),
            comment(3, "early", date_gmt="2019-05-03 10:00:00"),
            comment(4, "held", approved="0", date_gmt="2019-06-01 00:00:00"),
        )
    )

    rows = by_text()
    assert (rows["early"].number, rows["late"].number) == (1, 2)
    post = Post.objects.get()
    assert (post.comment_count, post.last_comment_number) == (2, 2)
    assert post.last_comment_at == rows["late"].posted_at


def test_answers_to_spam_hang_on_what_is_above_it(import_export):
    report = import_export(
        item(
            comment(1, "a"),
            comment(2, "spam", parent=1, approved="spam"),
            comment(3, "more spam", parent=2, approved="spam"),
            comment(4, "b", parent=3),
            comment(5, "only spam", approved="spam"),
            comment(6, "c", parent=5),
        )
    )

    answered = parents()
    assert (answered["b"], answered["c"]) == ("a", None)
    assert "answered spam: hangs on what is above that" in report


def test_answers_to_removed_comments_stay_below_the_tombstone(import_export):
    import_export(item(comment(1, "a", approved="trash"), comment(2, "b", parent=1)))

    assert parents()["b"] == "a"


def test_a_parent_that_is_not_under_the_post_makes_a_new_thread(import_export):
    report = import_export(
        item(comment(1, "a")),
        item(comment(2, "b", parent=1), comment(3, "c", parent=99)),
    )

    assert parents() == {"a": None, "b": None, "c": None}
    assert "2 comments: its parent is not under the post: starts a thread" in report


def test_comments_in_a_circle_come_in(import_export):
    report = import_export(
        item(
            comment(1, "itself", parent=1),
            comment(2, "hen", parent=3),
            comment(3, "egg", parent=2),
            comment(4, "chick", parent=2),
        )
    )

    answered = parents()
    assert answered["itself"] is None
    assert answered["chick"] == "hen"
    assert {answered["hen"], answered["egg"]} in ({None, "hen"}, {None, "egg"})
    assert "in a circle" in report


def test_spam_in_a_circle_comes_in(import_export):
    import_export(
        item(
            comment(1, "a", parent=2, approved="spam"),
            comment(2, "b", parent=1, approved="spam"),
            comment(3, "c", parent=2),
        )
    )

    assert parents()["c"] is None


def test_one_id_is_one_comment(import_export):
    report = import_export(
        item(comment(1, "first"), comment(1, "again"), title="One"),
        item(comment(1, "elsewhere"), comment(2, "answer", parent=1)),
    )

    assert parents() == {"first": None, "answer": None}
    assert "Left out: 2 comments with the id of another" in report


@pytest.mark.parametrize(
    ("said", "column", "value"),
    [
        ({"author": ""}, "author_name", "Anonymous"),
        ({"author": "N" * 300}, "author_name", "N" * 255),
        ({"author": "N" * 300}, "user_name", "N" * 50),
        ({"author": "Tom &amp; Ines"}, "author_name", "Tom & Ines"),
        ({"author_email": "not one"}, "user_email", ""),
        ({"author_email": "e" * 300 + "@example.org"}, "user_email", ""),
        ({"author_url": "javascript:alert(1)"}, "author_url", ""),
        ({"author_url": "http://[broken"}, "author_url", ""),
        ({"author_url": "http://a.example/" + "u" * 300}, "user_url", ""),
        ({"author_IP": "unknown"}, "ip_address", None),
        ({"author_IP": "2001:db8::7"}, "ip_address", "2001:db8::7"),
        ({"date_gmt": "0000-00-00 00:00:00"}, "posted_at", "2019-05-03 13:00"),
        (
            {"date_gmt": "0000-00-00 00:00:00", "date": ""},
            "posted_at",
            "2019-05-03 10:00",
        ),
    ],
)
def test_what_can_not_be_as_it_was_is_made_to_fit(import_export, said, column, value):
    import_export(item(comment(1, **said)))

    found = getattr(Comment.objects.get(), column)
    if isinstance(found, datetime):
        found = f"{found:%Y-%m-%d %H:%M}"
    assert found == value


def test_pingbacks_and_trackbacks_are_mentions(import_export):
    import_export(
        item(
            comment(
                1,
                "[…] <b>the quay</b> […]",
                type="pingback",
                author="Other &amp; blog",
                author_url="https://other.example/x",
            ),
            comment(2, type="trackback", approved="spam"),
            comment(3, "a reader"),
        )
    )

    ping, track = Mention.objects.order_by("pk")
    assert (ping.kind, ping.state, ping.source_title) == (
        "pingback",
        "public",
        "Other & blog",
    )
    assert ping.source_url == "https://other.example/x"
    assert ping.excerpt == "[…] the quay […]"
    assert (track.kind, track.state) == ("trackback", "spam")
    assert [c.comment for c in Comment.objects.all()] == ["a reader"]


def test_comments_of_plugins_are_left_out_and_named(import_export):
    report = import_export(item(comment(1, type="order_note")))

    assert not Comment.objects.exists()
    assert "Left out: 1 comment of type “order_note”" in report


def test_an_imported_thread_is_drawn_with_the_page(import_export, client):
    import_export(item(comment(1, "First!"), comment(2, "Second.", parent=1)))

    page = client.get(Post.objects.get().get_absolute_url()).content.decode()

    assert page.index("First!") < page.index("Second.")
