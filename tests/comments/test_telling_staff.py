"""Authors and moderators are told of new and held comments, as they choose."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail

from accounts import roles
from comments.actions import (
    approve,
    change_state,
    edit_comment,
    hold,
    report,
    send_gathered,
    tell_due,
)
from comments.models import Rule
from mail.models import Outbox, Subscription
from mail.sending import send_due
from tests.accounts.people import somebody, writer
from tests.comments.test_writing_pages import fields_of
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return writer()


@pytest.fixture
def post(author):
    return PostFactory(title="The quay", authors=[author[1]])


def choose(user, kind, pace):
    Subscription.objects.update_or_create(
        topic=f"{kind}:{user.pk}", defaults={"email": user.email, "pace": pace}
    )


def told():
    """Who got which mail at once."""
    tell_due()
    return sorted(Outbox.objects.values_list("recipient", "subject"))


def told_in_an_hour(time_machine, minutes=61):
    from datetime import timedelta

    from django.utils import timezone

    tell_due()
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
    send_gathered()
    return sorted(Outbox.objects.values_list("recipient", "subject"))


def test_an_author_is_told_of_each_comment_on_own_posts_and_of_no_others(author, post):
    public_comment(post, name="Bea")
    public_comment(PostFactory(), name="Bea")

    assert told() == [(author[0].email, "Bea on “The quay”")]
    send_due()
    body = django_mail.outbox[0].body
    assert "as their author" in body
    assert "/me/mails/" in body
    assert "List-Unsubscribe-Post" in django_mail.outbox[0].extra_headers


def test_an_author_is_not_told_of_the_own_comment(author, post):
    public_comment(post, user=author[0])

    assert told() == []


@pytest.mark.parametrize("role", [roles.MODERATOR, roles.EDITOR])
def test_moderators_are_told_of_held_comments_once_an_hour(role, time_machine):
    moderator = somebody(role)
    post = PostFactory()
    held = [write_comment(post, email=f"n{n}@example.org") for n in range(2)]

    assert told() == []
    assert told_in_an_hour(time_machine) == [
        (moderator.email, "2 comments wait for you")
    ]
    text = Outbox.objects.get().text
    assert f"/admin/comments/comment/{held[0].pk}/change/" in text
    assert send_gathered() == 0, "once"


def test_who_wants_it_is_told_of_each_held_comment(post):
    moderator = somebody(roles.MODERATOR)
    choose(moderator, "held", "each")
    comment = write_comment(post, "Is this spam?", name="Bea")

    assert told() == [(moderator.email, "Waits for you: Bea on “The quay”")]
    text = Outbox.objects.get().text
    assert "> Is this spam?" in text
    assert f"/admin/comments/comment/{comment.pk}/change/" in text


def test_only_who_may_moderate_a_thread_is_told_of_what_waits_there(author, post):
    others, _ = writer()
    gone = somebody(roles.MODERATOR, is_active=False)
    outside = somebody(roles.MODERATOR)
    outside.is_staff = False
    outside.save()
    for user in (author[0], others, gone, outside, UserFactory()):
        choose(user, "held", "each")

    write_comment(post)

    assert [email for email, _ in told()] == [author[0].email]


def test_who_moderates_no_more_is_not_told_of_what_has_gathered(time_machine, post):
    moderator = somebody(roles.MODERATOR)
    write_comment(post)
    tell_due()
    moderator.groups.clear()

    assert moderator.email not in dict(told_in_an_hour(time_machine))


def test_what_was_decided_within_the_hour_is_left_out(time_machine):
    somebody(roles.MODERATOR)
    comment = write_comment(PostFactory())
    tell_due()
    approve(comment, by=UserFactory())

    assert told_in_an_hour(time_machine) == []


def test_what_a_rule_of_reports_holds_is_told_of(post):
    moderator = somebody(roles.MODERATOR)
    choose(moderator, "held", "each")
    Rule.objects.create(name="R", condition="reports", value="1", position=9)
    comment = public_comment(post, user=UserFactory())

    report(comment, by=UserFactory())

    assert moderator.email in dict(told())


def test_what_a_rule_holds_after_an_edit_is_told_of(post):
    moderator, member = somebody(roles.MODERATOR), UserFactory()
    choose(moderator, "held", "each")
    comment = public_comment(post, user=member)
    tell_due()
    Outbox.objects.all().delete()

    edit_comment(comment, "https://a.example " * 3, by=member)

    assert moderator.email in dict(told())


def test_nobody_is_told_of_what_a_moderator_holds(post):
    moderator = somebody(roles.MODERATOR)
    choose(moderator, "held", "each")
    comment = write_comment(post, user=UserFactory())
    change_state(comment, "public", by=None)
    tell_due()
    Outbox.objects.all().delete()

    hold(comment, by=UserFactory())

    assert told() == []


def test_one_click_ends_what_staff_gets_for_good(client, author, post):
    public_comment(post)
    tell_due()
    key = Subscription.objects.get(topic__startswith="own:").key

    answer = client.post(f"/comments/mute/{key}/", {"List-Unsubscribe": "One-Click"})

    assert "no more mails about new comments on your posts" in answer.content.decode()
    assert not Outbox.objects.exists()
    public_comment(post)
    assert told() == []


def test_staff_chooses_on_a_page_of_its_own(client, author):
    client.force_login(author[0])
    page = client.get("/me/mails/")
    form = fields_of(page)
    own, held = (f"pace-{kind}:{author[0].pk}" for kind in ("own", "held"))
    assert "New comments on your posts" in page.content.decode()

    client.post("/me/mails/", form | {own: "hourly", held: "never"})

    paces = dict(Subscription.objects.values_list("topic", "pace"))
    assert paces == {own[5:]: "hourly", held[5:]: "never"}


def test_members_are_offered_nothing_of_staffs(client):
    client.force_login(member := UserFactory())
    assert "moderator" not in client.get("/me/mails/").content.decode()

    client.post(
        "/me/mails/", {f"pace-held:{member.pk}": "each", "pace-replies": "each"}
    )

    assert Subscription.objects.get().topic == "replies"


def test_nobody_chooses_for_others(client, author, post):
    public_comment(post)
    tell_due()
    client.force_login(UserFactory())

    client.post("/me/mails/", {f"pace-own:{author[0].pk}": "never"})
    client.post("/me/mails/", {"stop": f"own:{author[0].pk}"})

    assert Subscription.objects.get(topic__startswith="own:").pace == "each"


def test_the_page_needs_somebody_signed_in_and_the_forms_token(client):
    from django.test import Client

    assert client.get("/me/mails/").status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory())
    assert strict.post("/me/mails/", {"pace-replies": "each"}).status_code == 403
