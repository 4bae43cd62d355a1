"""Reasons from templates: chosen with a decision, told to the writer by mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.utils import timezone

from comments.actions import decide, undo
from comments.models import Comment, Confirmation, Reason, ReasonTemplate
from mail.models import Outbox
from mail.sending import send_due
from tests.comments.desk import LIST, said, state_of, words
from tests.factories import (
    PageFactory,
    PostFactory,
    UserFactory,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db

INSULT = "It attacks a person instead of what the person says."


@pytest.fixture
def insult():
    return ReasonTemplate.objects.create(
        name="Rude", text=INSULT, tells_writer=True, for_removed=True
    )


def comment_of_a_member(text="You **fool**."):
    member = UserFactory(email="ann@example.org")
    return public_comment(PostFactory(title="Of ferries"), text, user=member)


def comment_of_a_guest(*, confirmed):
    comment = public_comment(PostFactory(), email="Bo@example.org")
    Confirmation.objects.ask(comment, "token")
    if confirmed:
        Confirmation.objects.update(confirmed_at=timezone.now(), email="bo@example.org")
    return comment


def mails_after(minutes):
    """What has been sent so many minutes from now."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        send_due()
    return django_mail.outbox


# --- Choosing ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", INSULT), ("Third time.", f"{INSULT} Third time.")],
)
def test_a_row_is_decided_with_a_reason_from_a_template(
    typed, reason, client, moderator, insult
):
    comment = public_comment(PostFactory())

    client.post(
        f"{LIST}{comment.pk}/decide/",
        {"to": "removed", "template": insult.pk, "reason": typed},
    )

    decision = comment.decisions.last()
    assert (decision.reason, decision.template) == (reason, "Rude")
    comment.refresh_from_db()
    assert comment.removal_note == reason


def test_many_are_decided_with_a_reason_from_a_template(client, moderator, insult):
    post = PostFactory()
    both = [write_comment(post, email=f"{n}@example.org") for n in "ab"]

    client.post(
        LIST,
        {
            "action": "remove_selected",
            "_selected_action": [comment.pk for comment in both],
            "index": "0",
            "template": insult.pk,
        },
    )

    assert [one.decisions.last().reason for one in both] == [INSULT, INSULT]


@pytest.mark.parametrize("chosen", ["for others", "not offered", "9" * 30, "²", "x"])
def test_a_template_that_does_not_fit_the_decision_gives_no_reason(
    chosen, client, moderator, insult
):
    comment = write_comment(PostFactory())
    to = "public" if chosen == "for others" else "removed"
    if chosen == "not offered":
        ReasonTemplate.objects.filter(pk=insult.pk).update(is_active=False)
    pk = insult.pk if chosen in {"for others", "not offered"} else chosen

    client.post(f"{LIST}{comment.pk}/decide/", {"to": to, "template": pk})

    assert state_of(comment) == to
    decision = comment.decisions.last()
    assert (decision.reason, decision.template) == ("", "")


def test_templates_are_offered_in_the_list_and_on_the_page(client, moderator):
    comment = write_comment(PostFactory())
    ReasonTemplate.objects.all().delete()
    for place, name in enumerate(["Second", "First", "Gone"]):
        ReasonTemplate.objects.create(
            name=name, text="x", for_spam=True, position=-place % 3
        )
    ReasonTemplate.objects.filter(name="Gone").update(is_active=False)

    for address in (LIST, f"{LIST}{comment.pk}/change/"):
        read = words(client.get(address).content.decode())
        assert "none 1 Second 2 First" in read
        assert "Gone" not in read


def test_a_template_for_nothing_is_told(client, moderator):
    address = "/admin/comments/reasontemplate/add/"

    response = client.post(address, {"name": "A", "text": "B", "position": "1"})

    form = response.context["adminform"].form
    assert form.non_field_errors() == ["Say what the reason is for."]


def test_a_new_template_comes_last_and_says_what_it_is_for(client, moderator):
    address = "/admin/comments/reasontemplate/"
    form = client.get(f"{address}add/").context["adminform"].form
    place = form["position"].value()
    data = {"name": "Hats", "text": "No hats.", "position": place, "for_spam": "on"}

    client.post(f"{address}add/", data | {"for_removed": "on", "is_active": "on"})

    assert ReasonTemplate.objects.last().name == "Hats"
    assert "Hats No hats. spam, remove" in words(client.get(address).content.decode())


# --- Telling the writer ------------------------------------------------------


def test_the_writer_gets_the_reason_and_the_text_by_mail(moderator, insult):
    comment = comment_of_a_member()
    PageFactory(path="comment-policy")

    decide(comment, "removed", by=moderator, reason=Reason("Third time.", insult))

    assert mails_after(minutes=4) == []
    letter = mails_after(minutes=6)[0]
    assert letter.to == ["ann@example.org"]
    assert letter.subject == "Your comment on “Of ferries” was removed"
    assert f"A moderator says: {INSULT} Third time." in letter.body
    assert "> You **fool**." in letter.body
    assert comment.post.get_absolute_url() in letter.body
    assert "/comment-policy/" in letter.body


def test_a_mail_leads_to_no_page_that_is_not_there(moderator, insult):
    decide(comment_of_a_member(), "removed", by=moderator, reason=Reason("", insult))

    assert "commenters" not in Outbox.objects.get().text


def test_only_a_template_that_says_so_tells_the_writer(moderator, insult):
    comment = comment_of_a_member()
    insult.tells_writer = False

    decide(comment, "removed", by=moderator, reason=Reason("No", insult))
    decide(comment, "spam", by=moderator, reason=Reason("No"))

    assert not Outbox.objects.exists()


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_guest_is_told_at_a_proved_address_alone(confirmed, moderator, insult):
    comment = comment_of_a_guest(confirmed=confirmed)
    Outbox.objects.all().delete()

    decide(comment, "removed", by=moderator, reason=Reason("", insult))

    told = [letter.recipient for letter in Outbox.objects.all()]
    assert told == (["Bo@example.org"] if confirmed else [])


def test_nobody_is_told_of_what_they_decided_themselves(insult):
    comment = comment_of_a_member()

    decide(comment, "removed", by=comment.author, reason=Reason("", insult))

    assert not Outbox.objects.exists()


def test_the_writer_is_not_told_the_same_twice(moderator, insult):
    comment, reason = comment_of_a_member(), Reason("", insult)

    decide(comment, "removed", by=moderator, reason=reason)
    decide(comment, "held", by=moderator, reason=Reason())
    decide(comment, "removed", by=moderator, reason=reason)

    assert len(mails_after(minutes=6)) == 1


def test_a_decision_that_is_undone_in_time_is_not_told(moderator, insult):
    comment, reason = comment_of_a_member(), Reason("", insult)

    undo(decide(comment, "removed", by=moderator, reason=reason), by=moderator)
    assert mails_after(minutes=6) == []

    decide(comment, "removed", by=moderator, reason=reason)
    assert len(mails_after(minutes=6)) == 1


def test_a_mail_that_has_gone_out_is_not_called_back(moderator, insult):
    comment = comment_of_a_member()
    decision = decide(comment, "removed", by=moderator, reason=Reason("", insult))
    mails_after(minutes=6)

    undo(decision, by=moderator)

    assert Comment.objects.get(pk=comment.pk).state == "public"
    assert Outbox.objects.get().sent_at


def test_the_record_says_that_the_writer_was_told(client, moderator, insult):
    comment = comment_of_a_member()
    decide(comment, "removed", by=moderator, reason=Reason("", insult))

    html = client.get(f"{LIST}{comment.pk}/change/").content.decode()

    assert "its writer told by mail" in words(html)


def test_a_decision_about_nothing_new_tells_nobody(client, moderator, insult):
    comment = comment_of_a_member()
    data = {"to": "removed", "seen": "held", "template": insult.pk}

    response = client.post(f"{LIST}{comment.pk}/decide/", data, follow=True)

    assert said(response)[0].startswith("Somebody else was quicker")
    assert not Outbox.objects.exists()
