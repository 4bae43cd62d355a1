"""Readers and moderators find comments by their words; nobody finds what is not public."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.actions import hold, mark_spam, remove
from comments.models import Comment
from comments.search import (
    found_among,
    index_differs,
    matching,
    page_of_found,
    read_query,
)
from comments.search.finding import pieces_of
from tests.comments.desk import LIST, shown, words
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

SEARCH = "/comments/search/"


@pytest.fixture
def post():
    return PostFactory(title="The quay")


def found(query, **where):
    """The texts that a reader finds."""
    page = page_of_found(read_query(query, **where), Comment.objects.findable())
    pks = [row.pk for row, _ in page.rows]
    texts = Comment.objects.in_bulk(pks)
    return [texts[pk].comment for pk in pks]


def test_all_words_must_be_there_in_any_case_and_order(post):
    public_comment(post, "The harbour has a crane.")
    public_comment(post, "A Crane stands in the HARBOUR.")
    public_comment(post, "No crane.")

    assert found("harbour crane") == [
        "A Crane stands in the HARBOUR.",
        "The harbour has a crane.",
    ]
    assert found("harb") == []


def test_a_phrase_stands_together(post):
    public_comment(post, "the old crane works")
    public_comment(post, "the crane is old")

    assert found('"old crane"') == found("“old crane”") == ["the old crane works"]
    assert found('"old crane') == ["the old crane works"], "an open end is closed"


def test_a_writer_is_found_by_the_words_of_the_name(post):
    public_comment(post, "Boats.", name="Ann Lee")
    public_comment(post, "Boats, says Ann Lee.", name="Bea O'Neil")

    assert found("author:ann boats") == ["Boats."]
    assert found('author:"ann lee"') == found("AUTHOR:Lee") == ["Boats."]
    assert found('author:"lee ann"') == []
    assert found("author:O'Neil") == ["Boats, says Ann Lee."]


def test_a_search_may_be_of_one_post(client, post):
    public_comment(post, "Boats here.")
    public_comment(PostFactory(), "Boats there.")

    assert found("boats", post=post.pk) == ["Boats here."]
    page = words(client.get(SEARCH, {"q": "boats", "post": post.pk}).content.decode())
    assert "Boats here." in page
    assert "Boats there." not in page
    assert "Comments on this post only." in page


@pytest.mark.parametrize("act", [hold, mark_spam, remove])
def test_what_is_not_public_is_not_found(act, post):
    act(public_comment(post, "A secret."), by=UserFactory())
    write_comment(post, "A secret that waits.", email="new@example.org")

    assert found("secret") == []


def test_comments_on_posts_that_are_not_public_are_not_found(post):
    public_comment(post, "A secret.")
    later = PostFactory()
    public_comment(later, "A secret.")
    type(later).objects.filter(pk=later.pk).update(
        published_at=timezone.now() + timedelta(days=1)
    )
    type(post).objects.filter(pk=post.pk).update(status="withdrawn")

    assert found("secret") == []


def test_an_edited_text_is_found_by_its_new_words(post):
    comment = public_comment(post, "Before.")
    Comment.objects.filter(pk=comment.pk).update(comment="Afterwards.")

    assert found("before") == []
    assert found("afterwards") == ["Afterwards."]
    assert not index_differs()


def test_a_deleted_comment_leaves_nothing_in_the_index(post):
    public_comment(post, "Before.").delete()

    assert list(matching.matches(read_query("before"))) == []
    assert not index_differs()


def test_an_imported_comment_is_found(post):
    from comments.bulk import ImportedComment, lock_posts, write_comments

    row = ImportedComment(
        import_ref="wordpress:old.example.org:comment:1",
        import_digest="",
        parent_ref="",
        post_id=post.pk,
        state="public",
        posted_at=timezone.now(),
        name="Ann",
        email="",
        url="",
        ip_address=None,
        text="From the old harbour.",
        body_html="<p>From the old harbour.</p>",
    )
    write_comments([row], posts=lock_posts([post.pk]), places={})

    assert found("harbour") == ["From the old harbour."]


HOSTILE = [
    '"',
    '""',
    '"""" OR 1',
    "NOT",
    "a AND OR NEAR(b, 3)",
    "^a* + b - c",
    "comment:x user_name:x",
    "rowid : 1",
    "{comment} : x",
    "'); DROP TABLE comments_words; --",
    "a & | ! <-> b:*",
    "%s %% \\ \\' $q$",
    "author:",
    'author:""',
    "author:!!! ???",
    "😀 ² ½ ﷺ ß İ",
    "a\u202eb \u0301\u0301\u0301",
    "x" * 5000,
    "word " * 500,
    "https://example.org:80/a?b=c&d p:12 ' p1'",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_answered(query, client, post):
    public_comment(post, "Well said.", user=UserFactory())
    address = f"{SEARCH}?q={quote(query)}"

    assert client.get(address).status_code == 200
    assert client.get(f"{address}&post={post.pk}").status_code == 200


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_query_breaks_the_index(query, post):
    sought = read_query(query)
    if not sought.is_empty:
        assert found_among(Comment.objects.all(), sought) == []


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "²"])
def test_a_page_that_cannot_be_is_the_first(before, client, post):
    public_comment(post, "Here.")

    page = client.get(SEARCH, {"q": "here", "before": before}).content.decode()
    assert "<mark>Here</mark>" in page


def test_pages_go_on_where_the_one_before_ended(client, post):
    for n in range(25):
        public_comment(post, f"Boat {n:02}")
    page = client.get(SEARCH, {"q": "boat"}).content.decode()
    assert "24" in page
    assert "<mark>Boat</mark> 04" not in page

    twentieth = Comment.objects.order_by("-pk")[19].pk
    assert f"?q=boat&amp;before={twentieth}" in page
    older = client.get(SEARCH, {"q": "boat", "before": twentieth}).content.decode()

    assert "<mark>Boat</mark> 04" in older
    assert "<mark>Boat</mark> 05" not in older
    assert "Older comments" not in older


def test_where_nearly_nothing_may_be_seen_the_search_goes_on_by_a_link(
    client, post, monkeypatch
):
    monkeypatch.setattr("comments.search.matching.CHUNKS", (2, 3))
    monkeypatch.setattr("comments.search.finding.CHUNKS", (2, 3))
    public_comment(post, "Boat, public.")
    for n in range(6):
        mark_spam(public_comment(post, f"Boat {n}"), by=UserFactory())
    last = Comment.objects.order_by("-pk")[4].pk

    page = client.get(SEARCH, {"q": "boat"}).content.decode()
    assert f"before={last}" in page
    assert (
        "public." in client.get(SEARCH, {"q": "boat", "before": last}).content.decode()
    )


def test_the_page_is_the_same_for_everyone_and_in_no_index(client, post):
    public_comment(post, "Boats.")
    stranger = client.get(SEARCH, {"q": "boats"})
    client.force_login(UserFactory())
    member = client.get(SEARCH, {"q": "boats"})

    assert stranger.content == member.content
    assert "public" in stranger.headers["Cache-Control"]
    assert not stranger.cookies
    assert 'content="noindex"' in stranger.content.decode()
    assert "<mark>Boats</mark>" in stranger.content.decode()


def test_a_query_is_shown_as_text(client):
    page = client.get(SEARCH, {"q": '"><script>x'}).content.decode()

    assert "<script>x" not in page


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("The crane.", "crane", "The [crane]."),
        ("Crânes, cranes", "cranes", "[Crânes], [cranes]"),
        ("old crane, crane", '"old crane"', "[old crane], crane"),
        ("nothing", "crane", "nothing"),
        ("a b a", "a b", "[a] [b] [a]"),
    ],
)
def test_what_was_sought_is_marked(text, query, shown):
    pieces = pieces_of(text, read_query(query).words)

    assert "".join(f"[{p.text}]" if p.found else p.text for p in pieces) == shown


def test_a_long_text_is_shown_around_the_first_match():
    text = "before " * 100 + "the crane " + "after " * 100

    shown = "".join(piece.text for piece in pieces_of(text, [["crane"]]))

    assert shown.startswith("… before")
    assert "crane" in shown
    assert shown.endswith("after …")
    assert len(shown) < 320


def test_an_index_that_was_lost_is_found_out_and_made_anew(post, capsys):
    public_comment(post, "Boats.")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO comments_words (comments_words) VALUES ('delete-all')"
            )
        else:
            cursor.execute("DELETE FROM comments_words")
    assert found("boats") == []
    assert index_differs()

    with pytest.raises(SystemExit):
        call_command("doctor")
    assert "The search index does not hold" in capsys.readouterr().out
    call_command("doctor", repair=True)

    assert found("boats") == ["Boats."]
    call_command("reindex")
    assert not index_differs()
    assert found("boats") == ["Boats."]


class TestInTheAdmin:
    def search(self, client, query, **filters):
        return [row.comment for row in shown(client.get(LIST, {"q": query, **filters}))]

    def test_moderators_find_texts_in_every_state(self, client, moderator, post):
        public_comment(post, "Cheap boats.")
        write_comment(post, "Cheap boats held.", email="new@example.org")

        assert len(self.search(client, "cheap boats")) == 2
        assert self.search(client, "cheap boats", state="held") == ["Cheap boats held."]

    def test_names_are_found_by_their_beginning_still(self, client, moderator, post):
        public_comment(post, "One.", name="Annabel")
        public_comment(post, "Anna is right.", name="Bea")

        assert set(self.search(client, "anna")) == {"One.", "Anna is right."}

    def test_an_author_finds_only_in_own_threads(self, client, post):
        from tests.accounts.people import writer

        user, author = writer()
        public_comment(PostFactory(authors=[author]), "Boats here.")
        public_comment(post, "Boats there.")
        client.force_login(user)

        assert self.search(client, "boats") == ["Boats here."]

    @pytest.mark.parametrize("query", HOSTILE)
    def test_a_hostile_query_is_answered(self, query, client, moderator, post):
        public_comment(post)

        assert client.get(LIST, {"q": query}).status_code == 200
