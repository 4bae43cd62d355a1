"""Readers report a comment and say why; moderators read it beside the report."""

import pytest

from comments.actions import report
from comments.models import ReportReason
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db

Kind = ReportReason.Kind


def send(client, comment, **fields):
    return client.post(f"/comments/report/{comment.pk}/", fields)


def test_a_report_says_what_is_wrong(client):
    comment = public_comment(PostFactory())
    client.force_login(UserFactory())

    answer = send(client, comment, kind="insult", text="Calls me a turnip.")

    assert "The moderators will look at #1" in answer.content.decode()
    reason = ReportReason.objects.get()
    assert str(reason) == "Insults or threatens somebody: Calls me a turnip."
    comment.refresh_from_db()
    assert comment.report_count == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose what is wrong with it."),
        ({"kind": "ugly"}, "Select a valid choice"),
        ({"kind": "other"}, "Say in a few words what it is."),
        ({"kind": "spam", "text": "x" * 301}, "That is too long"),
    ],
)
def test_a_report_without_a_reason_gets_a_sentence_and_keeps_the_text(
    fields, sentence, client
):
    comment = public_comment(PostFactory())
    client.force_login(UserFactory())

    answer = send(client, comment, **{"text": ""} | fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert fields.get("text", "") in page
    comment.refresh_from_db()
    assert comment.report_count == 0


def test_the_same_readers_second_report_has_the_last_word_and_counts_once():
    comment, reader = public_comment(PostFactory()), UserFactory()
    report(comment, by=reader, kind=Kind.SPAM)
    report(comment, by=reader, kind=Kind.PRIVATE, text="My street")

    comment.refresh_from_db()
    assert comment.report_count == 1
    assert [(r.kind, r.text) for r in ReportReason.objects.all()] == [
        ("private", "My street")
    ]


def test_moderators_read_the_reason_and_other_readers_do_not(client, moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory(), kind=Kind.SPAM, text="Sells <hats>")

    page = client.get(f"/admin/comments/comment/{comment.pk}/change/").content.decode()
    assert "Spam or advertising: Sells &lt;hats&gt;" in page

    client.logout()
    client.force_login(UserFactory())
    for public in (comment.post.get_absolute_url(), f"/comments/report/{comment.pk}/"):
        assert "Sells" not in client.get(public).content.decode()


def test_a_guest_is_led_to_sign_in_and_reports_nothing(client):
    comment = public_comment(PostFactory())

    answer = send(client, comment, kind="spam")

    assert answer["Location"].startswith("/accounts/login/")
    assert not ReportReason.objects.exists()
