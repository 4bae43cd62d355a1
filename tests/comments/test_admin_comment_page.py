"""The page of one comment: what a moderator reads there, and decides."""

import re

import pytest
from django.test import Client
from django_comments.models import Comment as LibraryComment

from accounts import roles
from comments.actions import approve, edit_comment, mark_spam, remove, report
from comments.models import Comment, Note
from tests.accounts.people import somebody, writer
from tests.comments.desk import LIST, TOO_LATE, said, state_of, words
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def page(comment):
    return f"{LIST}{comment.pk}/change/"


def decide(client, comment, to, *, filters="", **fields):
    data = {"to": to, "seen": comment.state, **fields}
    address = f"{LIST}{comment.pk}/decide/{filters}"
    return client.post(address, data, follow=True)


def where(response):
    return response.redirect_chain[-1][0]


# --- What it shows -----------------------------------------------------------


def test_it_shows_the_text_as_readers_see_it_and_as_it_was_written(client, moderator):
    comment = write_comment(PostFactory(), "**Rats** & <script>mice</script>")

    html = client.get(page(comment)).content.decode()

    assert "<strong>Rats</strong> &amp; " in html
    assert "**Rats** &amp; &lt;script&gt;mice&lt;/script&gt;" in html
    assert "<script>mice" not in html


def test_it_shows_where_the_comment_stands(client, moderator):
    post = PostFactory(title="Of ferries")
    parent = public_comment(post, "They are slow.", name="Ann")
    comment = public_comment(post, in_reply_to=parent)
    public_comment(post, in_reply_to=comment)

    html = client.get(page(comment)).content.decode()

    assert f'href="{page(parent)}">Ann</a>' in html
    assert "They are slow." in html
    assert f'href="{post.get_absolute_url()}">Of ferries</a>' in html
    assert f'href="{comment.get_absolute_url()}">#2 on the site</a>' in html
    assert "Replies 1" in words(html)


def test_it_shows_the_record_and_the_notes(client, moderator):
    comment = write_comment(PostFactory(), email="Ann@example.org")
    Note.objects.create(
        email="ann@example.org", text="Means well", written_by=moderator
    )
    mark_spam(comment, by=moderator, reason="Hats")

    read = words(client.get(page(comment)).content.decode())

    assert "came in as held by rule: A first comment waits for a moderator" in read
    assert "held → spam by Mo Hats" in read
    assert "Means well Mo" in read


def test_moderators_see_addresses_and_reporters(client, moderator):
    comment = public_comment(PostFactory(), email="a@b.example", ip_address="192.0.2.7")
    report(comment, by=UserFactory(name="Tell Tale"))

    read = words(client.get(page(comment)).content.decode())

    assert "a@b.example" in read
    assert "192.0.2.7" in read
    assert "Tell Tale" in read


def test_authors_see_neither_addresses_nor_reporters_nor_notes(client):
    user, author = writer()
    comment = public_comment(
        PostFactory(authors=[author]), email="a@b.example", ip_address="192.0.2.7"
    )
    report(comment, by=UserFactory(name="Tell Tale"))
    Note.objects.create(email="a@b.example", text="Means well")
    client.force_login(user)

    html = client.get(page(comment)).content.decode()

    assert "a member" in html
    for hidden in ("a@b.example", "192.0.2.7", "Tell Tale", "Means well"):
        assert hidden not in html


@pytest.mark.parametrize("many", [1, 9])
def test_the_page_takes_as_many_queries_at_any_size(
    many, client, moderator, django_assert_num_queries
):
    post = PostFactory()
    comment = public_comment(post, in_reply_to=public_comment(post))
    for _ in range(many):
        public_comment(post, in_reply_to=comment)
        report(comment, by=UserFactory())
        remove(comment, by=UserFactory())
        approve(comment, by=UserFactory())
        Note.objects.create(email="regular@example.org", text="Means well")

    # session, user, two of permissions, comment, its parent's package rows are not
    # asked for, replies, the writer's record, bans, notes, proof of the address, next
    # and previous one, decisions, reports, earlier texts, acts on the branch, settings,
    # reasons
    with django_assert_num_queries(18):
        client.get(page(comment))


def test_a_comment_that_is_not_there_is_not_found(client, moderator):
    assert client.get(f"{LIST}12345/change/").status_code == 404


# --- What is decided ---------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "word"),
    [("public", "approved"), ("spam", "marked as spam"), ("removed", "removed")],
)
def test_a_decision_leads_to_the_next_that_waits(to, word, client, moderator):
    post = PostFactory(title="Of ferries")
    first, second, third = (
        write_comment(post, name=n, email=f"{n}@example.org") for n in "abc"
    )

    response = decide(client, second, to, reason="Because")

    assert state_of(second) == to
    assert second.decisions.last().reason == "Because"
    assert where(response) == page(third)
    assert said(response) == [f"b on “Of ferries”: {word}. Undo"]
    assert where(decide(client, third, to)) == page(first)
    assert where(decide(client, first, to)) == LIST


def test_who_came_from_a_list_goes_back_to_it(client, moderator):
    comment = public_comment(PostFactory())
    write_comment(PostFactory(), email="held@example.org")
    filters = "?_changelist_filters=state%3Dpublic"

    html = client.get(page(comment) + filters).content.decode()
    response = decide(client, comment, "held", filters=filters)

    assert f'action="{LIST}{comment.pk}/decide/{filters}"' in html
    assert where(response) == f"{LIST}?state=public"


def test_the_last_decision_is_undone_from_the_page(client, moderator):
    comment = write_comment(PostFactory())
    decision = mark_spam(comment, by=moderator)
    assert f'name="decisions" value="{decision.pk}"' in (
        client.get(page(comment)).content.decode()
    )

    data = {"decisions": decision.pk, "back": page(comment)}
    response = client.post(f"{LIST}undo/", data, follow=True)

    assert where(response) == page(comment)
    assert said(response) == ["Undone: 1."]
    assert state_of(comment) == "held"
    assert "(undone)" in response.content.decode()


def test_a_decision_that_was_overtaken_is_not_undone(client, moderator):
    comment = write_comment(PostFactory())
    decision = mark_spam(comment, by=moderator)
    approve(comment, by=UserFactory())

    data = {"decisions": decision.pk, "back": "https://example.org/"}
    response = client.post(f"{LIST}undo/", data, follow=True)

    assert where(response) == LIST
    assert said(response) == ["Somebody has decided about this comment since."]
    assert state_of(comment) == "public"


def test_reports_are_dismissed_from_the_page(client, moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    assert "Dismiss reports" in client.get(page(comment)).content.decode()

    decide(client, comment, "")

    assert "Dismiss reports" not in client.get(page(comment)).content.decode()
    assert state_of(comment) == "public"


def test_the_second_of_two_moderators_is_told_and_keeps_the_reason(client, moderator):
    comment = write_comment(PostFactory(), name="Ann")
    as_seen = Comment.objects.get(pk=comment.pk)
    approve(comment, by=UserFactory(name="Ida"), reason="Funny")

    response = decide(client, as_seen, "spam", reason="Sells hats")

    assert state_of(comment) == "public"
    assert said(response) == [f"{TOO_LATE}Ann: public (Ida: Funny)"]
    assert ">Sells hats</textarea>" in response.content.decode()


@pytest.mark.parametrize("to", ["unconfirmed", "gone", "PUBLIC"])
def test_a_state_that_nobody_decides_is_refused(to, client, moderator):
    comment = write_comment(PostFactory())

    response = decide(client, comment, to)

    assert said(response) == ["Choose approve, hold, spam or remove."]
    assert state_of(comment) == "held"


# --- Who is refused ----------------------------------------------------------


def test_an_author_decides_in_own_threads_alone(client):
    user, author = writer()
    own = write_comment(PostFactory(authors=[author]))
    other = write_comment(PostFactory(), email="other@example.org")
    client.force_login(user)

    assert decide(client, own, "public").status_code == 200
    assert client.get(page(other)).status_code == 404
    assert decide(client, other, "public").status_code == 404
    assert (state_of(own), state_of(other)) == ("public", "held")


@pytest.mark.parametrize("who", ["contributor", "member", "nobody"])
def test_others_are_refused(who, client):
    comment = write_comment(PostFactory())
    if who == "contributor":
        client.force_login(somebody(roles.CONTRIBUTOR))
    elif who == "member":
        client.force_login(UserFactory())
    refused = 403 if who == "contributor" else 302

    assert client.get(page(comment)).status_code == refused
    data = {"to": "public", "seen": "held"}
    assert client.post(f"{LIST}{comment.pk}/decide/", data).status_code == refused
    assert state_of(comment) == "held"


def test_a_decision_needs_a_post_with_a_token(moderator):
    comment = write_comment(PostFactory())
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    address = f"{LIST}{comment.pk}/decide/"

    assert client.get(address, {"to": "public"}).status_code == 405
    assert client.post(address, {"to": "public"}).status_code == 403
    assert client.post(f"{LIST}undo/", {"decisions": "1"}).status_code == 403
    assert state_of(comment) == "held"


# --- The commenter's record --------------------------------------------------


def test_the_record_says_how_the_others_ended(client, moderator):
    post = PostFactory()
    comments = [public_comment(post, email="ann@example.org") for _ in range(5)]
    remove(comments[0], by=moderator)
    mark_spam(comments[1], by=moderator)
    report(comments[2], by=UserFactory())
    public_comment(post, email="other@example.org")
    public_comment(post, user=UserFactory(email="ann2@example.org"))

    html = words(client.get(page(comments[3])).content.decode())

    assert "3 public, 0 held, 1 removed, 1 spam, 1 reported" in html
    assert f"First seen {comments[0].posted_at:%-d %B %Y}" in html


def test_a_guest_without_an_address_is_nobody_else(client, moderator):
    post = PostFactory()
    imported = [public_comment(post) for _ in range(3)]
    LibraryComment.objects.update(user_email="")

    html = words(client.get(page(imported[0])).content.decode())

    assert "1 public, 0 held" in html


def test_other_names_at_the_same_ip_address_are_for_those_who_see_addresses(client):
    user, author = writer()
    post = PostFactory(authors=[author])
    for name in ("Ann", "Bo & Co", "Bo & Co"):
        public_comment(post, name=name, ip_address="192.0.2.7")
    ann = post.comments.get(author_name="Ann")

    client.force_login(user)
    assert "Bo &amp; Co" not in client.get(page(ann)).content.decode()
    client.force_login(somebody(roles.MODERATOR))
    assert "Bo &amp; Co" in client.get(page(ann)).content.decode()


def test_a_text_that_its_writer_has_changed_is_not_approved_unread(client, moderator):
    member = UserFactory()
    comment = write_comment(PostFactory(), "Kind words.", user=member)
    shown = client.get(page(comment)).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', shown)[1]

    edit_comment(comment, "Buy my pills.", by=member)
    response = decide(client, comment, "public", seen=seen)

    assert Comment.objects.get().state == "held"
    assert said(response)[0].startswith(TOO_LATE)


def test_a_reason_with_a_null_character_is_taken_without_it(client, moderator):
    comment = write_comment(PostFactory())

    decide(client, comment, "removed", reason="Not\0 kind")

    assert comment.decisions.last().reason == "Not kind"
