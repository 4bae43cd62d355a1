"""A rule's dry run: what it would have done to the comments of the last 30 days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from comments import trying
from comments.actions import mark_spam, remove
from comments.models import Comment, Rule
from comments.trying import try_rule
from tests.accounts.people import somebody
from tests.comments.desk import words
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db

ADD = "/admin/comments/rule/add/"


def rule(condition, value="", **fields):
    return Rule(name="Tried", condition=condition, value=value, **fields)


def ago(**since):
    return timezone.now() - timedelta(**since)


def test_it_finds_the_latest_first_and_nothing_older_than_thirty_days():
    post = PostFactory(published_at=ago(days=90))
    public_comment(post, "pills", posted_at=ago(days=31))
    old = public_comment(post, "pills", posted_at=ago(days=29))
    new = public_comment(post, "Pills!", posted_at=ago(days=1))
    public_comment(post, "Something else", posted_at=ago(hours=1))

    trial = try_rule(rule("words", "pills"))

    assert trial.met == [new, old]
    assert (trial.total, trial.looked_at) == (2, 3)


def test_it_says_what_became_of_them():
    post = PostFactory()
    mark_spam(public_comment(post, "pills"), by=UserFactory())
    public_comment(post, "pills")

    assert try_rule(rule("words", "pills")).by_state == {"Spam": 1, "Public": 1}


def test_it_changes_and_saves_nothing():
    comment = public_comment(PostFactory(), "pills")

    try_rule(rule("words", "pills", verdict="spam"))

    comment.refresh_from_db()
    assert comment.state == "public"
    assert not Rule.objects.filter(name="Tried").exists()


def test_it_knows_who_was_new_then():
    post = PostFactory(published_at=ago(days=90))
    public_comment(post, posted_at=ago(days=40), email="regular@example.org")
    public_comment(post, posted_at=ago(days=5), email="Regular@example.org")
    first = public_comment(post, posted_at=ago(days=3), email="new@example.org")
    public_comment(post, posted_at=ago(days=2), email="new@example.org")

    assert try_rule(rule("first_comment")).met == [first]


def test_it_knows_who_was_trusted_then():
    post, member = PostFactory(published_at=ago(days=90)), UserFactory()
    comments = [
        public_comment(post, user=member, posted_at=ago(days=days))
        for days in (50, 9, 8, 7)
    ]
    trial = try_rule(rule("trusted", "2", verdict="publish"))
    assert trial.met == [comments[3], comments[2]]

    remove(comments[0], by=UserFactory())
    assert try_rule(rule("trusted", "1", verdict="publish")).total == 0


def test_it_knows_how_fast_somebody_wrote():
    post, member = PostFactory(published_at=ago(days=90)), UserFactory()
    for minutes in (60, 59, 58, 10):
        public_comment(post, user=member, posted_at=ago(minutes=minutes))
        public_comment(post, user=UserFactory(), posted_at=ago(minutes=minutes))

    trial = try_rule(rule("rate", "3/5"))

    assert [comment.author for comment in trial.met] == [member]


def test_spam_is_not_met_for_being_like_itself():
    text = "Our wonderful roofs keep every drop of rain outside"
    post = PostFactory()
    spam = public_comment(post, text)
    mark_spam(spam, by=UserFactory())
    assert try_rule(rule("like_spam", "70")).total == 0

    again = public_comment(post, text + " for years")
    assert try_rule(rule("like_spam", "70")).met == [again]


def test_where_nothing_can_be_met_yet_it_says_why():
    public_comment(PostFactory())

    assert "called 0 spam and approved" in try_rule(rule("likely_spam", "90")).why_none
    assert "new comments alone" in try_rule(rule("akismet", "")).why_none
    assert not try_rule(rule("words", "pills")).why_none


def test_of_very_many_it_takes_the_latest_and_says_so(monkeypatch):
    monkeypatch.setattr(trying, "TRIED_AT_MOST", 3)
    monkeypatch.setattr(trying, "LISTED_AT_MOST", 2)
    comments = [public_comment(PostFactory()) for _ in range(5)]

    trial = try_rule(rule("long", "1"))

    assert trial.is_cut
    assert (trial.looked_at, trial.total) == (3, 3)
    assert trial.met == [comments[4], comments[3]]


@pytest.mark.parametrize("many", [1, 12])
@pytest.mark.parametrize("condition", ["words", "trusted"])
def test_it_takes_as_many_queries_at_any_size(
    condition, many, django_assert_num_queries
):
    post = PostFactory()
    for n in range(many):
        public_comment(post, email=f"n{n}@example.org")
        public_comment(post, user=UserFactory())

    # the comments; members' and guests' comments from before
    with django_assert_num_queries(1 if condition == "words" else 3):
        try_rule(rule(condition, "1"))


# --- In the admin ------------------------------------------------------------


def fill(**fields):
    return {
        "name": "Pills",
        "is_active": "on",
        "position": "10",
        "condition": "words",
        "value": "pills",
        "verdict": "spam",
        "message": "",
        **fields,
    }


def test_a_moderator_tries_a_rule_before_saving_it(client, moderator):
    post = PostFactory(title="Of <ferries>")
    public_comment(post, "Buy <b>pills</b>", name="<i>Ann</i>")

    page = client.post(ADD, fill(_try=""))

    html = page.content.decode()
    assert (
        "1 of 1 comments. Its verdict: spam. What became of them: 1 public."
        in words(html)
    )
    assert "Buy &lt;b&gt;pills&lt;/b&gt;" in html
    assert "&lt;i&gt;Ann&lt;/i&gt;" in html
    assert 'value="Pills"' in html
    assert not Rule.objects.filter(name="Pills").exists()

    client.post(ADD, fill())
    assert Rule.objects.filter(name="Pills").exists()


def test_a_change_of_a_rule_is_tried_without_changing_it(client, moderator):
    public_comment(PostFactory(), "hats")
    saved = Rule.objects.create(**(fill() | {"is_active": True, "position": 10}))
    address = f"/admin/comments/rule/{saved.pk}/change/"

    page = client.post(address, fill(value="hats", _try=""))

    assert "1 of 1 comments" in words(page.content.decode())
    saved.refresh_from_db()
    assert saved.value == "pills"


def test_a_rule_with_a_fault_is_not_tried_but_explained(client, moderator):
    page = client.post(ADD, fill(condition="links", _try=""))

    assert "This condition needs a whole number." in page.content.decode()
    assert "What it would have met" not in page.content.decode()


@pytest.mark.parametrize("role", [roles.CONTRIBUTOR, roles.AUTHOR])
def test_who_may_not_write_rules_may_not_try_them(role, client):
    client.force_login(somebody(role))
    public_comment(PostFactory(), "pills", name="Secret")

    page = client.post(ADD, fill(_try=""))

    assert page.status_code == 403
    assert Comment.objects.count() == 1
