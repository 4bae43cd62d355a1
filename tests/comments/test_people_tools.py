"""What a moderator does about a commenter: note, warn, hold, ban, lift."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts import roles
from comments.actions import lift, remove, report
from comments.models import Ban, Comment, Confirmation, Note, ReasonTemplate
from mail.models import Outbox
from tests.accounts.people import somebody, writer
from tests.comments.desk import LIST, said, words
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

TOOLS = f"{LIST}commenter/"
BACK = {"back": LIST}


@pytest.fixture
def of_a_member():
    member = UserFactory(email="ann@example.org", name="Ann")
    post = PostFactory(title="Of ferries")
    return public_comment(post, "You fool.", user=member, ip_address="192.0.2.7")


@pytest.fixture
def of_a_guest():
    return public_comment(PostFactory(), name="Bo", email="Bo@example.org")


def use(client, tool, **fields):
    return client.post(f"{TOOLS}{tool}/", BACK | fields, follow=True)


# --- Notes and warnings ------------------------------------------------------


def test_a_note_is_shared_with_the_other_moderators(client, moderator, of_a_guest):
    response = use(client, "note", comment=of_a_guest.pk, text=" Means well. ")

    note = Note.objects.get()
    assert (note.email, note.text) == ("Bo@example.org", "Means well.")
    assert (note.written_by, note.is_warning) == (moderator, False)
    assert said(response) == ["Noted about Bo@example.org."]
    assert not Outbox.objects.exists()


def test_a_warning_is_a_mail_and_a_note(client, moderator, of_a_member):
    template = ReasonTemplate.objects.create(
        name="Rude", text="Please be kind.", for_warnings=True
    )

    use(client, "warn", comment=of_a_member.pk, template=template.pk, text="Once more?")

    letter, note = Outbox.objects.get(), Note.objects.get()
    assert letter.recipient == "ann@example.org"
    assert "Please be kind. Once more?" in letter.text
    assert "on “Of ferries”:\n\n> You fool." in letter.text
    assert (note.user, note.is_warning) == (of_a_member.author, True)
    page = client.get(f"{LIST}{of_a_member.pk}/change/").content.decode()
    assert "Warned by mail: Please be kind. Once more?" in words(page)


def test_a_warning_about_no_one_comment_names_none(client, moderator, of_a_member):
    use(client, "warn", user=of_a_member.author_id, text="Please be kind.")

    assert "this comment" not in Outbox.objects.get().text


def test_no_warning_goes_to_an_address_that_nobody_proved(
    client, moderator, of_a_guest
):
    page = f"{LIST}{of_a_guest.pk}/change/"
    assert "Send the warning" not in client.get(page).content.decode()

    response = use(client, "warn", comment=of_a_guest.pk, text="Be kind.")

    assert "Nobody has proved" in said(response)[0]
    assert not Outbox.objects.exists()
    assert not Note.objects.exists()
    Confirmation.objects.ask(of_a_guest, "token")
    Confirmation.objects.update(confirmed_at=timezone.now())
    assert "Send the warning" in client.get(page).content.decode()
    use(client, "warn", comment=of_a_guest.pk, text="Be kind.")
    assert Outbox.objects.get().recipient == "Bo@example.org"


def test_nothing_is_sent_without_words(client, moderator, of_a_member):
    for tool, fault in (
        ("warn", "Choose a reason, or write what is wrong."),
        ("note", "Write something first."),
    ):
        assert said(use(client, tool, comment=of_a_member.pk, text=" ")) == [fault]
    assert not Note.objects.exists()


def test_a_warning_is_not_rewritten_afterwards(client, moderator, of_a_member):
    use(client, "warn", comment=of_a_member.pk, text="Be kind.")
    address = f"/admin/comments/note/{Note.objects.get().pk}"

    for path in ("change/", "delete/"):
        data = {"text": "Well done.", "post": "yes", "email": "x@example.org"}
        assert client.post(f"{address}/{path}", data).status_code == 403
    data = {"action": "delete_selected", "index": "0", "post": "yes"}
    data["_selected_action"] = [Note.objects.get().pk]
    client.post("/admin/comments/note/", data)

    assert Note.objects.get().text == "Be kind."


# --- Holds and bans ----------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "days", "label"),
    [
        ("ban", "1", "Ban"),
        ("hold", "30", "Every comment of this writer is held"),
        ("shadow", "", "Shadow hold"),
    ],
)
def test_a_member_is_held_or_banned_for_a_time(kind, days, label, client, of_a_member):
    client.force_login(somebody(roles.MODERATOR, name="Mo"))
    before = timezone.now()
    fields = {"kind": kind, "days": days, "reason": "Hats"}
    response = use(client, "restrain", comment=of_a_member.pk, **fields)

    ban = Ban.objects.get()
    assert (ban.kind, ban.reason, str(ban.made_by)) == (kind, "Hats", "Mo")
    assert (ban.user, ban.email, ban.network) == (of_a_member.author, "", "")
    lasts = ban.until - before if ban.until else None
    assert (lasts.days if lasts else "") == (int(days) if days else "")
    assert said(response) == [f"In force – {label}: Ann (member)."]


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.7", "192.0.2.7/32"), ("2001:db8::7:1", "2001:db8::/64"), (None, "")],
)
def test_a_ban_reaches_the_place_that_a_guest_wrote_from(
    address, network, client, moderator
):
    comment = write_comment(PostFactory(), ip_address=address)

    use(client, "restrain", comment=comment.pk, kind="ban", days="7", network="on")

    ban = Ban.objects.get()
    assert (ban.email, ban.network) == ("regular@example.org", network)


@pytest.mark.parametrize("fields", [{"kind": "exile"}, {"kind": "ban", "days": "2"}])
def test_what_is_no_choice_is_told(fields, client, moderator, of_a_guest):
    response = use(client, "restrain", comment=of_a_guest.pk, **fields)

    assert said(response) == ["Choose what, and for how long."]
    assert not Ban.objects.exists()


def test_who_moderates_all_threads_is_not_held(client, moderator):
    other = public_comment(PostFactory(), user=somebody(roles.EDITOR))

    response = use(client, "restrain", comment=other.pk, kind="hold")

    assert "moderates all threads" in said(response)[0]
    assert not Ban.objects.exists()


def test_what_is_in_force_stands_on_the_comments_page_and_is_lifted_there(
    client, moderator, of_a_member
):
    ban = Ban.objects.create(kind="hold", network="192.0.2.0/24", reason="Hats")
    page = f"{LIST}{of_a_member.pk}/change/"
    assert "192.0.2.0/24 Hats" in words(client.get(page).content.decode())

    address = f"/admin/comments/ban/{ban.pk}/lift/"
    response = client.post(address, {"back": page}, follow=True)

    assert response.redirect_chain[-1][0] == page
    assert "Lifted" in said(response)[0]
    assert ">Lift<" not in client.get(page).content.decode()
    ban.refresh_from_db()
    assert ban.lifted_by == moderator
    response = client.post(address, {"back": "https://example.org/"}, follow=True)
    assert response.redirect_chain[-1][0] == LIST
    assert said(response) == ["This holds no more: somebody has lifted it."]


# --- The commenter's page ----------------------------------------------------


def test_the_page_of_a_commenter_tells_all_that_is_known(
    client, moderator, of_a_member
):
    member = of_a_member.author
    remove(public_comment(PostFactory(), user=member), by=moderator)
    report(of_a_member, by=UserFactory())
    public_comment(PostFactory(), name="Twin", ip_address="192.0.2.7")
    Ban.objects.create(user=member, reason="Hats", lifted_at=timezone.now())
    Ban.objects.create(kind="hold", email="Ann@example.org", reason="Scarves")
    Note.objects.create(user=member, text="Means well")

    read = words(client.get(TOOLS, {"user": member.pk}).content.decode())

    assert "Commenter: Ann" in read
    assert "1 public, 0 held, 1 removed, 0 spam, 1 reported" in read
    for fact in ("ann@example.org", "192.0.2.7", "Ann, Twin", "Scarves", "Means well"):
        assert fact in read
    assert "Hats" in read
    assert "lifted" in read
    assert "on Of ferries: You fool." in read


@pytest.mark.parametrize("by", ["comment", "email"])
def test_a_guest_is_found_by_a_comment_or_the_address(
    by, client, moderator, of_a_guest
):
    named = {"comment": of_a_guest.pk, "email": "bo@EXAMPLE.org"}

    read = words(client.get(TOOLS, {by: named[by]}).content.decode())

    assert "Well said." in read
    assert "not proved" in read


@pytest.mark.parametrize(
    "query", [{}, {"user": "0"}, {"user": "x"}, {"comment": "99"}, {"email": " "}]
)
def test_nobody_has_no_page(query, client, moderator):
    assert client.get(TOOLS, query).status_code == 404


def test_a_writer_without_an_address_has_no_page(client, moderator, of_a_guest):
    Comment.objects.get(pk=of_a_guest.pk).comment_ptr.__class__.objects.update(
        user_email=""
    )

    assert client.get(TOOLS, {"comment": of_a_guest.pk}).status_code == 404
    page = client.get(f"{LIST}{of_a_guest.pk}/change/").content.decode()
    assert "people-tools" not in page


@pytest.mark.parametrize("many", [1, 9])
def test_the_page_takes_as_many_queries_at_any_size(
    many, client, moderator, of_a_member, django_assert_num_queries
):
    member = of_a_member.author
    for number in range(many):
        public_comment(PostFactory(), user=member, ip_address=f"192.0.2.{number}")
        Note.objects.create(user=member, text="x", written_by=moderator)
        ban = Ban.objects.create(user=member, made_by=moderator)
        lift(ban, by=moderator)

    # session, user, two of permissions, member, comments, names there, record, bans,
    # notes, reasons to warn with, settings
    with django_assert_num_queries(12):
        client.get(TOOLS, {"user": member.pk})


# --- Who is refused ----------------------------------------------------------


@pytest.mark.parametrize("who", ["author", "contributor", "member", "nobody"])
def test_only_who_moderates_all_threads_uses_the_tools(who, client, of_a_guest):
    user, author = writer()
    own = public_comment(PostFactory(authors=[author]), email="own@example.org")
    ban = Ban.objects.create(email="bo@example.org")
    users = {
        "author": user,
        "contributor": somebody(roles.CONTRIBUTOR),
        "member": UserFactory(),
    }
    if who != "nobody":
        client.force_login(users[who])
    refused = 403 if who in {"author", "contributor"} else 302

    for comment in (own, of_a_guest):
        fields = {"comment": comment.pk, "text": "x", "kind": "ban", "days": ""}
        for tool in ("note", "warn", "restrain"):
            address = f"{TOOLS}{tool}/"
            assert client.post(address, fields).status_code == refused
        assert client.get(TOOLS, {"comment": comment.pk}).status_code == refused
    lift = f"/admin/comments/ban/{ban.pk}/lift/"
    assert client.post(lift).status_code == refused
    assert Ban.objects.in_force().count() == 1
    assert not Note.objects.exists()


def test_an_editor_sees_the_record_and_bans_nobody(client, of_a_guest):
    client.force_login(somebody(roles.EDITOR))
    ban = Ban.objects.create(email="bo@example.org")

    html = client.get(TOOLS, {"comment": of_a_guest.pk}).content.decode()
    assert "Put in force" not in html
    assert ">Lift<" not in html
    fields = {"comment": of_a_guest.pk, "text": "x", "kind": "ban"}
    for tool in ("note", "warn", "restrain"):
        assert client.post(f"{TOOLS}{tool}/", fields).status_code == 403
    assert client.post(f"/admin/comments/ban/{ban.pk}/lift/").status_code == 403


def test_the_tools_need_a_post_with_a_token(moderator, of_a_guest):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)

    for address in (f"{TOOLS}{tool}/" for tool in ("note", "warn", "restrain")):
        assert client.get(address, {"comment": of_a_guest.pk}).status_code == 405
        assert client.post(address, {"comment": of_a_guest.pk}).status_code == 403


def test_an_author_sees_no_tools_on_the_page_of_a_comment(client):
    user, author = writer()
    comment = public_comment(PostFactory(authors=[author]), ip_address="192.0.2.7")
    Ban.objects.create(kind="hold", network="192.0.2.7/32", reason="Hats")
    client.force_login(user)

    html = client.get(f"{LIST}{comment.pk}/change/").content.decode()

    for hidden in ("192.0.2.7", "Hats", "people-tools", "commenter/?"):
        assert hidden not in html
