"""Decisions in the moderators' list, and who is refused there."""

import pytest

from accounts import roles
from comments.actions import approve, hold, mark_spam, remove, report
from comments.models import ModerationDecision
from tests.accounts.people import somebody, writer
from tests.comments.desk import LIST, TOO_LATE, UNDO, said, shown, state_of
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def decide(client, action, *comments, address=LIST, **fields):
    data = {
        "action": f"{action}_selected",
        "_selected_action": [comment.pk for comment in comments],
        "index": "0",
        **fields,
    }
    return client.post(address, data, follow=True)


# --- What is decided ---------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "state", "word"),
    [
        ("approve", "public", "approved"),
        ("spam", "spam", "marked as spam"),
        ("remove", "removed", "removed"),
    ],
)
def test_a_moderator_decides_about_several_at_once(
    action, state, word, client, moderator
):
    post = PostFactory()
    both = [write_comment(post, email=f"{n}@example.org") for n in "ab"]

    response = decide(client, action, *both, reason="Because")

    assert {state_of(comment) for comment in both} == {state}
    assert said(response) == [f"2 comments {word}. Undo"]
    decision = both[0].decisions.last()
    assert (decision.made_by, decision.reason) == (moderator, "Because")


def test_a_public_comment_is_held_again(client, moderator):
    comment = public_comment(PostFactory())

    decide(client, "hold", comment, address=f"{LIST}?state=public")

    assert state_of(comment) == "held"


def test_what_was_done_to_many_is_undone_with_one_button(client, moderator):
    post = PostFactory()
    both = [write_comment(post, email=f"{n}@example.org") for n in "ab"]
    html = decide(client, "spam", *both).content.decode()
    made = ModerationDecision.objects.filter(to_state="spam")
    pks = ",".join(str(decision.pk) for decision in made)
    assert f'name="decisions" value="{pks}"' in html

    response = client.post(UNDO, {"decisions": pks, "back": LIST}, follow=True)

    assert said(response) == ["Undone: 2."]
    assert {state_of(comment) for comment in both} == {"held"}
    assert all(decision.undone_by for decision in made.all())


def test_dismissed_reports_leave_the_comment_and_the_list(client, moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    reported = f"{LIST}?state=reported"

    response = decide(client, "dismiss", comment, address=reported, reason="Fair")

    assert said(response) == ["1 comment kept, the reports dismissed. Undo"]
    assert shown(client.get(reported)) == []
    assert state_of(comment) == "public"
    assert comment.decisions.last().reason == "Fair"


def test_a_dismissal_is_taken_back(client, moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    decide(client, "dismiss", comment, address=f"{LIST}?state=reported")
    pk = comment.decisions.last().pk

    response = client.post(UNDO, {"decisions": pk, "back": LIST}, follow=True)

    assert said(response) == ["Undone: 1."]
    assert shown(client.get(f"{LIST}?state=reported")) == [comment]
    assert "Undone" in comment.decisions.last().reason
    again = client.post(UNDO, {"decisions": comment.decisions.last().pk}, follow=True)
    assert said(again) == ["The comment is already back where it was."]


def test_who_approves_what_was_reported_settles_the_reports(client, moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    hold(comment, by=moderator)

    decide(client, "approve", comment)

    assert shown(client.get(f"{LIST}?state=reported")) == []
    report(comment, by=UserFactory())
    comment.refresh_from_db()
    assert comment.report_count == 1


def test_undoing_a_removal_brings_back_the_reports(client, moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    removal = remove(comment, by=moderator)

    client.post(UNDO, {"decisions": removal.pk, "back": LIST})

    assert shown(client.get(f"{LIST}?state=reported")) == [comment]


def test_only_later_reports_count_after_a_dismissal(client, moderator):
    comment = public_comment(PostFactory())
    report(comment, by=UserFactory())
    decide(client, "dismiss", comment, address=f"{LIST}?state=reported")

    report(comment, by=UserFactory())

    comment.refresh_from_db()
    assert comment.report_count == 1


def test_what_needs_no_decision_is_told(client, moderator):
    comment = public_comment(PostFactory())

    response = decide(client, "approve", comment, address=f"{LIST}?state=all")

    assert said(response) == ["1 needed no decision: nothing changed."]


@pytest.mark.parametrize("address", [LIST, f"{LIST}?state=all"])
def test_the_second_of_two_moderators_is_told_and_changes_nothing(
    address, client, moderator
):
    post = PostFactory()
    decided, waiting = (
        write_comment(post, name=n, email=f"{n}@example.org") for n in ("Ann", "Bo")
    )
    form = client.get(address).context["action_form"]
    seen_at = form["seen_at"].initial
    approve(decided, by=UserFactory(name="Ida"), reason="Funny")

    response = decide(
        client, "spam", decided, waiting, address=address, seen_at=seen_at
    )

    assert said(response) == [
        "1 comment marked as spam. Undo",
        f"{TOO_LATE}Ann: public (Ida: Funny)",
    ]
    assert (state_of(decided), state_of(waiting)) == ("public", "spam")


@pytest.mark.parametrize("seen_at", ["", "yesterday", "2026-13-45", "2026-01-01"])
def test_a_form_that_says_no_moment_is_taken(seen_at, client, moderator):
    comment = write_comment(PostFactory())

    decide(client, "approve", comment, seen_at=seen_at)

    assert state_of(comment) == "public"


def test_more_than_enough_at_once_is_told(client, moderator, monkeypatch):
    monkeypatch.setattr("comments.admin.deciding.DECIDED_AT_ONCE", 2)
    post = PostFactory()
    three = [write_comment(post, email=f"{n}@example.org") for n in range(3)]

    response = decide(client, "approve", *three)

    assert [state_of(comment) for comment in three] == ["public", "public", "held"]
    assert "That were the first 2. The others are unchanged." in said(response)


# --- Who is refused ----------------------------------------------------------


def test_an_author_sees_and_decides_in_own_threads_alone(client):
    user, author = writer()
    own = write_comment(PostFactory(authors=[author]))
    other = write_comment(PostFactory(), email="other@example.org")
    client.force_login(user)

    assert shown(client.get(LIST)) == [own]
    response = decide(client, "approve", own, other)

    assert (state_of(own), state_of(other)) == ("public", "held")
    assert said(response) == [
        "1 comment approved. Undo",
        "1 refused: not in a thread that you moderate.",
    ]


def test_an_author_does_not_undo_in_the_threads_of_others(client):
    user, author = writer()
    own = write_comment(PostFactory(authors=[author]))
    other = write_comment(PostFactory(), email="other@example.org")
    made = [mark_spam(one, by=UserFactory()) for one in (own, other)]
    client.force_login(user)

    pks = ",".join(str(decision.pk) for decision in made)
    response = client.post(UNDO, {"decisions": pks})

    assert response.status_code == 403
    assert (state_of(own), state_of(other)) == ("spam", "spam")


def strangers():
    return {
        "contributor": somebody(roles.CONTRIBUTOR),
        "staff": UserFactory(is_staff=True),
        "member": UserFactory(),
    }


@pytest.mark.parametrize("who", ["contributor", "staff", "member", "nobody"])
def test_others_neither_see_nor_decide(who, client):
    comment = write_comment(PostFactory())
    decision = mark_spam(comment, by=None)
    user = strangers().get(who)
    if user:
        client.force_login(user)
    refused = 403 if user and user.is_staff else 302

    assert client.get(LIST).status_code == refused
    assert decide_status(client, comment) == refused
    assert client.post(UNDO, {"decisions": decision.pk}).status_code == refused
    assert state_of(comment) == "spam"


def decide_status(client, comment):
    data = {"action": "approve_selected", "_selected_action": [comment.pk]}
    return client.post(LIST, data).status_code


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_nobody_adds_or_deletes_comments_in_the_admin(path, client):
    comment = write_comment(PostFactory())
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(LIST + path.format(pk=comment.pk)).status_code == 403


def test_looking_changes_nothing(client, moderator):
    comment = write_comment(PostFactory())

    data = {"action": "approve_selected", "_selected_action": comment.pk, "index": 0}
    client.get(LIST, data)

    assert client.get(UNDO).status_code == 405
    assert state_of(comment) == "held"


@pytest.mark.parametrize("key", ["abc", "9" * 30, "-1"])
def test_a_made_up_key_decides_nothing_and_breaks_nothing(key, client, moderator):
    comment = write_comment(PostFactory())
    data = {"action": "approve_selected", "_selected_action": [key]}

    assert client.post(LIST, data).status_code in {200, 302}
    assert client.post(UNDO, {"decisions": key}).status_code == 302
    assert client.get(f"{LIST}{key}/change/").status_code in {302, 404}

    assert state_of(comment) == "held"
