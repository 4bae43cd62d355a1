"""What a ban, a hold and a shadow hold do to those whom they name."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import roles
from comments import migrations
from comments.actions import (
    CommentRefusedError,
    approve,
    edit_comment,
    lift,
    mark_spam,
    remove,
    undo,
)
from comments.drafts import Draft
from comments.models import Ban, Comment
from comments.networks import network_of, networks_around, shown_network
from tests.accounts.people import somebody, writer
from tests.comments.desk import LIST, words
from tests.comments.test_writing_pages import fields_of
from tests.factories import (
    PostFactory,
    UserFactory,
    moment,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db

MIGRATIONS = Path(migrations.__file__).parent
RANGE = "192.0.2.0/24"


@pytest.fixture
def known():
    """A guest whose first comment is public: no rule speaks against the next."""
    public_comment(PostFactory(), email="ann@example.org")
    return {"email": "ann@example.org"}


# --- Ranges ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("192.0.2.7", "192.0.2.7/32", "192.0.2.7"),
        (" 192.0.2.7/24 ", RANGE, RANGE),
        ("2001:DB8:0::7", "2001:db8::7/128", "2001:db8::7"),
        ("2001:db8::7/48", "2001:db8::/48", "2001:db8::/48"),
        ("::ffff:192.0.2.7", "192.0.2.7/32", "192.0.2.7"),
    ],
)
def test_a_range_has_one_spelling(typed, kept, shown):
    assert network_of(typed) == kept
    assert shown_network(kept) == shown


@pytest.mark.parametrize("typed", ["", "x", "192.0.2.0/33", "10.0.0.0/7", "::/8"])
def test_what_is_no_range_or_too_wide_a_one_is_told(typed):
    with pytest.raises(ValueError, match=r"range"):
        network_of(typed)


@pytest.mark.parametrize(
    ("address", "network", "lies_in_it"),
    [
        ("192.0.2.255", RANGE, True),
        ("192.0.3.0", RANGE, False),
        ("::ffff:192.0.2.7", RANGE, True),
        ("2001:db8:0:7::1", "2001:db8::/48", True),
        ("2001:db8:1::1", "2001:db8::/48", False),
        ("192.0.2.7", "2001:db8::/48", False),
        (None, RANGE, False),
    ],
)
def test_an_address_lies_in_the_ranges_around_it(address, network, lies_in_it):
    assert (network in networks_around(address)) == lies_in_it


# --- Bans --------------------------------------------------------------------


def test_who_is_banned_for_a_time_is_told_until_when(known):
    Ban.objects.create(**known, until=moment("2026-12-03 14:00"))
    with time_machine.travel(moment("2026-12-03 13:59"), tick=False):
        with pytest.raises(CommentRefusedError) as refusal:
            write_comment(PostFactory(), **known)
        assert (
            str(refusal.value) == "You can’t comment here until 3 December 2026, 14:00."
        )
    with time_machine.travel(moment("2026-12-03 14:01")):
        assert write_comment(PostFactory(), **known).state == "public"


def test_who_shares_a_banned_range_is_told_that_it_is_the_network():
    Ban.objects.create(network=RANGE)

    with pytest.raises(CommentRefusedError, match="here from your network\\."):
        write_comment(PostFactory(), ip_address="192.0.2.200")
    assert write_comment(PostFactory(), ip_address="198.51.100.1").pk


def test_what_a_banned_guest_typed_is_not_lost(client):
    Ban.objects.create(email="ann@example.org")
    address = f"/comments/post/?post={PostFactory().pk}"
    form = fields_of(client.get(address))
    form |= {"name": "Ann", "email": "ANN@example.org", "comment": "A long thought."}

    response = client.post("/comments/post/", form)

    assert response.status_code == 422
    html = response.content.decode()
    assert "You can’t comment here." in html
    assert "A long thought." in html


@pytest.mark.parametrize("end", ["lifted", "ended"])
def test_a_ban_that_was_lifted_or_has_ended_holds_no_more(end, known):
    ban = Ban.objects.create(**known)
    if end == "lifted":
        assert lift(ban, by=UserFactory())
        assert not lift(ban, by=UserFactory())
    else:
        Ban.objects.update(until=timezone.now() - timedelta(seconds=1))

    assert write_comment(PostFactory(), **known).state == "public"


# --- Holds -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("hold", "Every comment of this writer is held"), ("shadow", "Shadow hold")],
)
@pytest.mark.parametrize("who", ["member", "guest", "range"])
def test_every_comment_of_who_is_held_waits(kind, rule, who, known):
    member = UserFactory()
    public_comment(PostFactory(), user=member)
    named = {"member": {"user": member}, "guest": known, "range": {"network": RANGE}}
    Ban.objects.create(kind=kind, **named[who])
    written_by = {"user": member} if who == "member" else known

    comment = write_comment(PostFactory(), **written_by, ip_address="192.0.2.9")

    assert comment.state == "held"
    assert comment.decisions.get().rule == rule


def test_no_rule_publishes_what_a_hold_holds_and_others_are_free(known):
    Ban.objects.create(kind="hold", email="bo@example.org")
    public_comment(PostFactory(), email="bo@example.org")

    assert write_comment(PostFactory(), email="bo@example.org").state == "held"
    assert write_comment(PostFactory(), **known).state == "public"


def test_the_strictest_decides(known):
    for kind in ("hold", "shadow"):
        Ban.objects.create(kind=kind, **known)
    assert write_comment(PostFactory(), **known).decisions.get().rule == "Shadow hold"

    soon = timezone.now() + timedelta(days=1)
    Ban.objects.create(kind="ban", until=soon, **known)
    Ban.objects.create(kind="ban", **known)
    with pytest.raises(CommentRefusedError, match=r"here\.$"):
        write_comment(PostFactory(), **known)


def test_who_moderates_the_thread_is_not_held_there():
    user, author = writer()
    Ban.objects.create(kind="hold", user=user)

    assert write_comment(PostFactory(authors=[author]), user=user).state == "public"
    assert write_comment(PostFactory(), user=user).state == "held"


def test_a_post_that_holds_all_says_so_to_the_shadow_held_too(known):
    Ban.objects.create(kind="shadow", **known)
    post = PostFactory(comment_policy="held")

    rule = write_comment(post, **known).decisions.get().rule

    assert rule == "Every comment on this post is held"


def test_all_bans_and_holds_are_asked_with_one_query(known, django_assert_num_queries):
    for number in range(20):
        Ban.objects.create(kind="hold", network=f"192.0.2.{number}/32")
    draft = Draft(text="x", name="Ann", **known, ip_address="192.0.2.7")

    with django_assert_num_queries(1):
        ban = Ban.objects.in_force().against(draft).strictest()

    assert ban.network == "192.0.2.7/32"


# --- Shadow holds ------------------------------------------------------------


def sent_page(client, comment):
    return words(client.get(f"/comments/{comment.pk}/sent/").content.decode())


@pytest.fixture
def shadow_held(client):
    member = UserFactory()
    client.force_login(member)
    Ban.objects.create(kind="shadow", user=member)
    return write_comment(PostFactory(), "Nobody reads this.", user=member)


def test_who_is_shadow_held_is_told_that_the_comment_is_online(client, shadow_held):
    read = sent_page(client, shadow_held)

    assert "Your comment is online" in read
    assert "Nobody reads this." in read
    assert "wait" not in read
    assert "Shadow" not in read


def test_one_that_was_public_before_an_edit_leads_nowhere_else(client):
    member = UserFactory()
    client.force_login(member)
    comment = public_comment(PostFactory(), user=member)
    Ban.objects.create(kind="shadow", user=member)

    edit_comment(comment, "Something else.", by=member)

    assert Comment.objects.get(pk=comment.pk).state == "held"
    read = sent_page(client, comment)
    assert "Your comment is online" in read
    assert "see it there" not in read


def test_scripts_are_told_the_same(client, shadow_held):
    known = client.get("/me.json", {"post": shadow_held.post_id}).json()

    (own,) = known["own"]
    assert (own["state"], own["reason"]) == ("public", "")
    assert "Nobody reads this." in own["html"]
    assert own["looks"]["initials"].startswith("M")
    assert f"{timezone.localdate():%Y}" in own["looks"]["when"]


def test_nobody_else_sees_what_is_shadow_held(shadow_held):
    post, reader = shadow_held.post, Client()

    assert "Nobody reads" not in reader.get(post.get_absolute_url()).content.decode()
    for address in (f"/comments/{shadow_held.pk}/sent/", "/comments/{}/"):
        assert reader.get(address.format(shadow_held.pk)).status_code == 404
    post.refresh_from_db()
    assert post.comment_count == 0


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (approve, "It is number 1 in the thread"),
        (remove, "Your comment was removed"),
        (mark_spam, "Your comment waits for a moderator"),
    ],
)
def test_a_moderators_decision_ends_the_shadow(act, said, client, shadow_held):
    act(shadow_held, by=UserFactory())

    assert said in sent_page(client, shadow_held)


def test_a_decision_that_is_undone_leaves_the_shadow_as_it_was(client, shadow_held):
    undo(remove(shadow_held, by=UserFactory()), by=UserFactory())

    assert "Your comment is online" in sent_page(client, shadow_held)
    (own,) = client.get("/me.json", {"post": shadow_held.post_id}).json()["own"]
    assert (own["state"], own["reason"]) == ("public", "")


def test_the_queue_marks_what_is_shadow_held(client, shadow_held):
    client.force_login(somebody(roles.MODERATOR))

    assert "Shadow hold" in words(client.get(LIST).content.decode())


# --- The tables before -------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_banned_addresses_survive_the_way_back_and_forth():
    Ban.objects.create(network="192.0.2.7/32")
    Ban.objects.create(network=RANGE)
    Ban.objects.create(network=RANGE, email="ann@example.org")
    Ban.objects.create(kind="hold", email="bo@example.org")
    Ban.objects.create(email="cy@example.org", lifted_at=timezone.now())
    names = sorted(file.stem for file in MIGRATIONS.glob("0*.py"))
    before = next(n for n, name in enumerate(names) if "bans_of_ranges" in name) - 1
    try:
        call_command("migrate", "comments", names[before], verbosity=0)
    finally:
        call_command("migrate", verbosity=0)

    kept = {(ban.email, ban.network) for ban in Ban.objects.all()}
    assert kept == {("", "192.0.2.7/32"), ("ann@example.org", "")}
