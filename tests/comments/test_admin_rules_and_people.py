"""Rules, bans, notes and the record, as moderators meet them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from comments.actions import CommentRefusedError, mark_spam
from comments.models import Ban, Note, Rule
from tests.accounts.people import writer
from tests.comments.desk import said, words
from tests.factories import PostFactory, UserFactory, write_comment

pytestmark = pytest.mark.django_db

NAMES_NOBODY = (
    "Say whom it is about: an account, an e-mail address, an IP address or a range."
)
NO_RANGE = (
    "300.1.1.1 is no IP address or range: 192.0.2.7, 192.0.2.0/24, 2001:db8::/48."
)
KINDS = ["rule", "ban", "note", "moderationdecision"]


def add(client, kind, **fields):
    if kind == "ban":
        fields = {"kind": "ban", "until_0": "", "until_1": "", **fields}
    return client.post(f"/admin/comments/{kind}/add/", fields)


def faults(response):
    """What a form that came back says is wrong."""
    form = response.context["adminform"].form
    return [said for said in form.errors.values() for said in said]


@pytest.mark.parametrize("kind", KINDS)
def test_a_moderator_opens_the_lists(kind, client, moderator):
    comment = write_comment(PostFactory())
    mark_spam(comment, by=moderator)
    Ban.objects.create(user=UserFactory(), email="x@example.org")
    Note.objects.create(user=UserFactory(), text="Kind")

    assert client.get(f"/admin/comments/{kind}/").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [roles.CONTRIBUTOR, roles.AUTHOR])
def test_writers_do_not_open_them(kind, role, client):
    client.force_login(writer(role)[0])

    assert client.get(f"/admin/comments/{kind}/").status_code == 403
    assert add(client, kind, email="x@example.org", text="x").status_code == 403
    assert not Ban.objects.exists()
    assert not Note.objects.exists()


# --- Bans --------------------------------------------------------------------


@pytest.mark.parametrize(
    "named",
    [
        {"user": "Member@example.org"},
        {"email": "guest@example.org"},
        {"network": "2001:db8::7"},
        {"network": "2001:db8::/48"},
    ],
)
def test_a_ban_names_an_account_or_an_address(named, client, moderator):
    member = UserFactory(email="member@example.org")

    assert add(client, "ban", reason="Hats", **named).status_code == 302

    ban = Ban.objects.get()
    assert ban.made_by == moderator
    assert (ban.user == member) == ("user" in named)
    with pytest.raises(CommentRefusedError):
        write_comment(
            PostFactory(),
            email="guest@example.org",
            user=member if "user" in named else None,
            ip_address="2001:db8::7",
        )


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {},
            NAMES_NOBODY,
        ),
        ({"user": "x@example.org"}, "No account has this e-mail address."),
        ({"email": "no address"}, "Enter a valid email address."),
        (
            {"network": "300.1.1.1"},
            NO_RANGE,
        ),
        ({"network": "0.0.0.0/0"}, "This range is too wide: /8 at most."),
        (
            {"email": "x@example.org", "until_0": "2020-01-01", "until_1": "10:00"},
            "This moment has passed: it would never hold.",
        ),
    ],
)
def test_a_ban_that_would_not_work_is_told(fields, fault, client, moderator):
    response = add(client, "ban", **fields)

    assert fault in faults(response)
    assert not Ban.objects.exists()


def test_a_ban_is_filled_in_from_a_comment(client, moderator):
    guest = write_comment(PostFactory(), email="guest@example.org")
    member = write_comment(PostFactory(), user=UserFactory(email="m@example.org"))

    for comment, field in ((guest, "email"), (member, "user")):
        response = client.get("/admin/comments/ban/add/", {"comment": comment.pk})
        form = response.context["adminform"].form
        assert form[field].value() == comment.user_email
    for nonsense in ("x", "0", "²"):
        response = client.get("/admin/comments/ban/add/", {"comment": nonsense})
        assert response.status_code == 200


def test_no_ban_or_hold_is_for_who_moderates_all_threads(client, moderator):
    for named in ({"user": moderator.email}, {"email": moderator.email.upper()}):
        response = add(client, "ban", reason="Hats", **named)

        assert "moderates all threads" in faults(response)[0]
    assert not Ban.objects.exists()


def test_a_ban_is_neither_changed_nor_deleted_but_lifted(client, moderator):
    ban = Ban.objects.create(email="ann@example.org", reason="Hats")
    address = f"/admin/comments/ban/{ban.pk}"

    assert client.get(f"{address}/change/").status_code == 200
    for path in ("change/", "delete/"):
        data = {"email": "bo@example.org", "post": "yes"}
        assert client.post(f"{address}/{path}", data).status_code == 403
    data = {"action": "lift_selected", "_selected_action": str(ban.pk), "index": "0"}
    response = client.post("/admin/comments/ban/", data, follow=True)

    assert said(response) == ["Lifted: 1."]
    ban.refresh_from_db()
    assert (ban.email, ban.lifted_by) == ("ann@example.org", moderator)


def test_bans_that_have_ended_are_told_apart(client, moderator):
    now = timezone.now()
    day = timedelta(days=1)
    holds = Ban.objects.create(email="a@example.org", until=now + day)
    ended = Ban.objects.create(email="b@example.org", until=now - day)
    lifted = Ban.objects.create(email="c@example.org", lifted_at=now)

    for choice, bans in (("yes", {holds}), ("no", {ended, lifted})):
        response = client.get("/admin/comments/ban/", {"in_force": choice})
        assert set(response.context["cl"].result_list) == bans


# --- Notes -------------------------------------------------------------------


def test_a_note_says_who_wrote_it(client, moderator):
    add(client, "note", email="x@example.org", text="Means well")

    assert Note.objects.get().written_by == moderator


def test_a_note_about_nobody_is_told(client, moderator):
    response = add(client, "note", text="Means well")

    assert faults(response) == [
        "Say whom the note is about: an account or an e-mail address."
    ]


# --- Rules -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "value", "fault"),
    [
        ("links", "some", "This condition needs a whole number."),
        ("links", "²", "This condition needs a whole number."),
        ("capitals", "101", "No text has more than 100 per cent."),
        ("words", " ", "Name at least one, or the rule never applies."),
        ("address", "192.0.2.x", "192.0.2.x is no IP address or range."),
    ],
)
def test_a_rule_that_could_not_work_is_told(condition, value, fault, client, moderator):
    response = add(
        client,
        "rule",
        name="Mine",
        position=30,
        condition=condition,
        value=value,
        verdict="hold",
    )

    assert faults(response) == [fault]
    assert not Rule.objects.filter(name="Mine").exists()


def test_a_new_rule_is_asked_last(client, moderator):
    form = client.get("/admin/comments/rule/add/").context["adminform"].form

    assert form["position"].value() == 30


def test_a_rule_made_here_decides(client, moderator):
    add(
        client,
        "rule",
        name="No hats",
        is_active="on",
        position=5,
        condition="words",
        value="hats\nscarves",
        verdict="spam",
    )

    assert write_comment(PostFactory(), "Buy scarves!").state == "spam"


# --- The record --------------------------------------------------------------


def test_the_record_shows_who_did_what_and_can_be_narrowed(client, moderator):
    comment = write_comment(PostFactory(title="Of ferries"), name="Ann")
    mark_spam(comment, by=UserFactory(name="Ida"), reason="Hats")
    mine = mark_spam(write_comment(PostFactory(), email="b@example.org"), by=moderator)
    address = "/admin/comments/moderationdecision/"

    read = words(client.get(address).content.decode())
    assert "Ann on Of ferries held → spam Ida Hats" in read

    response = client.get(address, {"by": "me"})
    assert list(response.context["cl"].result_list) == [mine]
    assert len(client.get(address, {"by": "people"}).context["cl"].result_list) == 2


def test_the_record_is_no_way_to_addresses(client, moderator):
    address = "/admin/comments/moderationdecision/"

    response = client.get(address, {"comment__user_email__startswith": "a"})

    assert response.status_code == 400


@pytest.mark.parametrize("many", [1, 8])
def test_the_record_takes_as_many_queries_at_any_size(
    many, client, moderator, django_assert_num_queries
):
    for n in range(many):
        mark_spam(write_comment(PostFactory(), email=f"{n}@example.org"), by=moderator)

    # session, user, two of permissions, settings, count, rows
    with django_assert_num_queries(7):
        client.get("/admin/comments/moderationdecision/")


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_nobody_changes_the_record(path, client):
    decision = mark_spam(write_comment(PostFactory()), by=None)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = f"/admin/comments/moderationdecision/{path.format(pk=decision.pk)}"

    assert client.get(address).status_code == 403
    assert client.post(address, {"post": "yes"}).status_code == 403
