"""The moderators' list: what it shows and what it finds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.actions import change_state, mark_spam, remove, report
from comments.admin.tallies import Tally, tallies_of
from comments.models import Ban, Comment, Note
from tests.accounts.people import writer
from tests.comments.desk import LIST, shown, words
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

# --- What is shown -----------------------------------------------------------


def test_it_opens_on_what_waits_the_longest_first(client, moderator):
    post = PostFactory()
    public_comment(post, email="known@example.org")
    late, early = (write_comment(post, email=f"{n}@example.org") for n in "ab")
    Comment.objects.filter(pk=early.pk).update(
        posted_at=late.posted_at - timedelta(days=1)
    )

    assert shown(client.get(LIST)) == [early, late]


@pytest.mark.parametrize("state", ["public", "unconfirmed", "spam", "removed"])
def test_another_state_is_shown_the_newest_first(state, client, moderator):
    post = PostFactory()
    old, new = (write_comment(post, email=f"{n}@example.org") for n in "ab")
    write_comment(post, email="held@example.org")
    for comment in (old, new):
        change_state(comment, state, by=moderator)

    assert shown(client.get(LIST, {"state": state})) == [new, old]


def test_reported_ones_are_shown_the_most_reported_first(client, moderator):
    post = PostFactory()
    public_comment(post)
    once, twice = public_comment(post), public_comment(post)
    for comment in (once, twice, twice):
        report(comment, by=UserFactory())

    response = client.get(LIST, {"state": "reported"})

    assert shown(response) == [twice, once]
    assert "Reported (2)" in response.content.decode()


def test_the_filter_says_how_many_wait(client, moderator):
    for n in range(3):
        write_comment(PostFactory(), email=f"{n}@example.org")

    assert "Held (3)" in client.get(LIST).content.decode()


def test_an_unknown_state_shows_nothing_and_breaks_nothing(client, moderator):
    write_comment(PostFactory())

    assert shown(client.get(LIST, {"state": "x'"})) == []


def test_a_row_says_who_wrote_what_where_and_which_rule_held_it(client, moderator):
    write_comment(
        PostFactory(title="Of ferries & quays"),
        "Rats & <b>mice</b>.\n\nSecond paragraph.",
        name="Ann <i>Lee</i>",
    )

    html = client.get(LIST).content.decode()

    assert "Rats &amp; &lt;b&gt;mice&lt;/b&gt;. Second paragraph." in html
    assert "Ann &lt;i&gt;Lee&lt;/i&gt;" in html
    assert "Of ferries &amp; quays" in html
    assert "A first comment waits for a moderator" in html
    assert "guest" in html
    assert "none public yet" in words(html)


def test_a_row_says_who_decided_and_why(client, moderator):
    comment = write_comment(PostFactory())
    mark_spam(comment, by=moderator, reason="Sells hats")

    html = client.get(LIST, {"state": "spam"}).content.decode()

    assert "Mo: Sells hats" in html


def test_a_row_counts_the_public_comments_of_its_writer(client, moderator):
    post, member = PostFactory(), UserFactory()
    for _ in range(2):
        public_comment(post, email="Ann@example.org")
    public_comment(post, user=member)
    public_comment(post, email="ann@example.org", user=member)
    write_comment(post, "http://a http://b http://c", email="ann@example.org")
    write_comment(post, "http://a http://b http://c", user=member)
    for address in ("1@example.org", "2@example.org"):
        nameless = public_comment(post, email=address)
        Comment.objects.filter(pk=nameless.pk).update(user_email="", state="held")

    rows = shown(client.get(LIST))

    assert [row.published_by_writer for row in rows] == [2, 2, 0, 0]


def test_a_row_tells_the_record_of_its_writer(client, moderator):
    post, member = PostFactory(), UserFactory()
    for written_by in ({"user": member}, {"email": "Ann@example.org"}):
        for act in (remove, mark_spam, None):
            comment = public_comment(post, **written_by, ip_address="192.0.2.7")
            if act:
                act(comment, by=moderator)
            else:
                report(comment, by=UserFactory())
    public_comment(post, name="Bo", email="bo@example.org", ip_address="192.0.2.7")
    Note.objects.create(user=member, text="x")
    Note.objects.create(email="ann@EXAMPLE.org", text="x")
    Ban.objects.create(kind="hold", email="ann@Example.org")
    Ban.objects.create(user=member, lifted_at=timezone.now())
    links = "http://a http://b http://c"
    write_comment(post, links, user=member, ip_address="192.0.2.7")
    write_comment(post, email="ANN@example.org", name="Nan", ip_address="192.0.2.7")

    by_member, by_guest = shown(client.get(LIST))

    first = Comment.objects.order_by("pk").first().posted_at
    assert by_member.tally == Tally(4, 1, 2, 1, 1, first, names_there=3, notes=1)
    guests = by_guest.tally
    assert (guests.total, guests.public, guests.gone, guests.reported) == (4, 1, 2, 1)
    assert (guests.names, guests.names_there, guests.notes) == (2, 3, 1)
    assert guests.bans == ("Every comment of this writer is held",)
    read = words(client.get(LIST).content.decode())
    assert "2 removed or spam 1 reported" in read
    assert "3 other names at this IP address" in read


def test_an_author_sees_the_record_without_addresses_notes_and_bans(client):
    user, author = writer()
    post = PostFactory(authors=[author])
    for name in ("Ann", "Bo"):
        write_comment(
            post, name=name, email=f"{name}@example.org", ip_address="192.0.2.7"
        )
    Note.objects.create(email="ann@example.org", text="x")
    Ban.objects.create(kind="hold", email="ann@example.org")
    client.force_login(user)

    tallies = [row.tally for row in shown(client.get(LIST))]

    assert [tally.total for tally in tallies] == [1, 1]
    assert {(one.names_there, one.notes, one.bans) for one in tallies} == {(0, 0, ())}


def test_of_a_regular_the_latest_are_looked_at(client, moderator, monkeypatch):
    monkeypatch.setattr("comments.admin.tallies.LOOKED_AT", 2)
    post = PostFactory()
    for _ in range(3):
        remove(public_comment(post, email="ann@example.org"), by=moderator)
    write_comment(post, email="ann@example.org")

    (row,) = shown(client.get(LIST))

    assert (row.tally.total, row.tally.gone) == (2, 1)
    assert "of the latest 2" in words(client.get(LIST).content.decode())


if connection.vendor == "sqlite":  # PostgreSQL's plans depend on how much there is.

    @pytest.mark.parametrize(
        ("user", "index"),
        [(None, "comments_library_email"), (UserFactory, "comments_by_author")],
    )
    def test_the_latest_of_a_writer_come_from_an_index(user, index):
        user = user() if user else None
        comment = write_comment(PostFactory(), user=user, ip_address="192.0.2.7")

        with CaptureQueriesContext(connection) as queries:
            tallies_of([comment.pk], with_addresses=True)

        asked = [query["sql"] for query in queries if "latest" in query["sql"]]
        plans = "\n".join(plan_of(sql) for sql in asked)
        assert index in plans
        assert "comments_library_address" in plans
        assert "FOR ORDER BY" not in plans


def plan_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_takes_as_many_queries_at_any_size(
    many, client, moderator, django_assert_num_queries
):
    post = PostFactory()
    for n in range(many):
        place = {"ip_address": f"192.0.2.{n}"}
        write_comment(post, email=f"{n}@example.org", **place)
        links = "http://a http://b http://c"
        write_comment(PostFactory(), links, user=UserFactory(), **place)

    # session, user, two of permissions, settings, held and reported ones counted,
    # page counted, keys, rows, decisions, reasons; the writers, their comments,
    # names at their addresses, notes and bans
    with django_assert_num_queries(17):
        assert len(shown(client.get(LIST))) == 2 * many


def test_counting_ends_somewhere(client, moderator, monkeypatch):
    monkeypatch.setattr("comments.admin.lists.COUNTED_AT_MOST", 2)
    post = PostFactory()
    for n in range(3):
        write_comment(post, email=f"{n}@example.org")

    assert "2 or more comments" in words(client.get(LIST).content.decode())


# --- What is found -----------------------------------------------------------


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("ann", ["Ann Lee", "anna"]),
        ("ANN L", ["Ann Lee"]),
        ("Élo", ["Élodie"]),
        ("lee", ["Ann Lee"]),
        ("le", []),
        ("%", []),
        ("guest@Example.org", ["Ann Lee"]),
        ("guest", []),
        ("192.0.2.7", ["anna"]),
        ("#{last}", ["Élodie"]),
        ("#0", []),
        (f"#{10**30}", []),
        ("@nobody", []),
    ],
)
def test_a_search_finds_names_and_whole_addresses(sought, found, client, moderator):
    post = PostFactory()
    public_comment(post, name="Ann Lee", email="Guest@example.org")
    write_comment(post, name="anna", email="b@example.org", ip_address="192.0.2.7")
    last = write_comment(post, name="Élodie", email="c@example.org")

    rows = shown(client.get(LIST, {"q": sought.format(last=last.pk)}))

    assert sorted(row.author_name for row in rows) == found


def test_an_author_does_not_find_out_addresses(client):
    user, author = writer()
    post = PostFactory(authors=[author])
    write_comment(post, email="guest@example.org", ip_address="192.0.2.7")
    client.force_login(user)

    for sought in ("guest@example.org", "192.0.2.7"):
        assert shown(client.get(LIST, {"q": sought})) == []
    for lookup in ("user_email__startswith", "ip_address", "user__email"):
        assert client.get(LIST, {lookup: "guest@example.org"}).status_code == 400
    html = client.get(LIST).content.decode()
    assert "guest@example.org" not in html
    assert "e-mail" not in html


def test_the_comments_of_one_post_are_shown_in_every_state(client, moderator):
    post = PostFactory()
    first, second = public_comment(post), write_comment(post, email="b@example.org")
    public_comment(PostFactory())

    assert shown(client.get(LIST, {"post": post.pk})) == [second, first]


def test_an_endless_number_is_the_key_of_nothing(client, moderator):
    write_comment(PostFactory())

    found = client.get(LIST, {"state": "all", "q": "#" + "9" * 5000})
    assert shown(found) == []
    assert client.get(LIST, {"post": "9" * 30}).status_code == 400
