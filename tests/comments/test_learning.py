"""Moderators' decisions teach what spam looks like; what they take back is forgotten."""

from __future__ import annotations

from itertools import islice

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments import learning
from comments.actions import approve, change_state, hold, mark_spam, remove, undo
from comments.models import Comment, Lesson, ModerationDecision, Rule, TokenCount
from comments.trying import try_rule
from ops.due import do_what_is_due
from tests.comments.desk import words
from tests.comments.labelled import labelled_comments
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

SPAM = "Cheap casino bonus at https://shop.example/"


def counts(token=""):
    row = TokenCount.objects.filter(pk=token).first()
    return (row.spam, row.good) if row else (0, 0)


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """``after_commit(mark_spam, comment)``: with what is done after the commit."""

    def act(action, subject):
        with django_capture_on_commit_callbacks(execute=True):
            return action(subject, by=UserFactory())

    return act


def teach(spam=60, good=60, seed=7):
    """Comments that somebody has decided about, all learned."""
    post, moderator = PostFactory(), UserFactory()
    Rule.objects.all().delete()
    for row in labelled_comments(seed, spam=spam, good=good):
        comment = write_comment(
            post, row.text, name=row.name, email=row.email, url=row.url
        )
        if row.is_spam:
            mark_spam(comment, by=moderator)
        else:
            hold(comment, by=moderator)
            approve(comment, by=moderator)
    call_command("learn", verbosity=0)
    return post


def test_a_spam_verdict_is_learned_after_the_commit(after_commit):
    comment = public_comment(PostFactory(), SPAM)
    assert counts("casino") == (0, 0)

    after_commit(mark_spam, comment)

    assert counts("casino") == counts("link to shop.example") == counts() == (1, 0)
    assert Lesson.objects.get().is_spam


def test_an_approval_is_learned(after_commit):
    after_commit(approve, write_comment(PostFactory(), "The ferry, again"))

    assert counts("ferry") == counts() == (0, 1)


@pytest.mark.parametrize("act", [hold, remove])
def test_what_is_neither_teaches_nothing(after_commit, act):
    after_commit(act, public_comment(PostFactory(), SPAM))

    assert not Lesson.objects.exists()


def test_what_a_rule_decided_teaches_nothing(after_commit):
    comment = write_comment(PostFactory(), SPAM)
    change_state(comment, "spam", by=None)

    assert not learning.learn_from(comment.pk)
    assert not TokenCount.objects.filter(spam__gt=0).exists()


def test_a_verdict_that_is_undone_is_forgotten(after_commit):
    comment = write_comment(PostFactory(), SPAM)
    decision = after_commit(mark_spam, comment)

    after_commit(undo, decision)

    assert counts("casino") == counts() == (0, 0)
    assert not Lesson.objects.exists()


def test_another_verdict_is_learned_instead_of_the_first(after_commit):
    comment = public_comment(PostFactory(), SPAM)
    after_commit(mark_spam, comment)
    # What was counted is taken back, not what the text says by now.
    Comment.objects.filter(pk=comment.pk).update(comment="The ferry")

    after_commit(approve, comment)

    assert counts("casino") == (0, 0)
    assert counts("ferry") == counts() == (0, 1)


def test_learning_twice_counts_once(after_commit):
    comment = public_comment(PostFactory(), SPAM)
    after_commit(mark_spam, comment)

    assert not learning.learn_from(comment.pk)
    assert counts("casino") == (1, 0)


def test_what_no_task_has_learned_the_next_tick_learns():
    comment, other = (public_comment(PostFactory(), SPAM) for _ in range(2))
    decision = mark_spam(comment, by=UserFactory())
    mark_spam(other, by=UserFactory())

    assert do_what_is_due()["comments learned from"] == 2
    assert counts("casino") == (2, 0)
    undo(decision, by=UserFactory())
    approve(comment, by=UserFactory())
    hold(other, by=UserFactory())

    assert do_what_is_due()["comments learned from"] == 2
    assert counts("casino") == (0, 1)
    assert learning.catch_up() == 0


def test_an_erased_comment_is_no_error():
    assert not learning.learn_from(987)


def test_imported_comments_are_learned_by_the_command(capsys):
    post = PostFactory()
    spam, good, _ = (
        public_comment(post, text) for text in (SPAM, "The ferry", "Bridge")
    )
    change_state(spam, "spam", by=None)
    for number, comment in enumerate((spam, good)):
        Comment.objects.filter(pk=comment.pk).update(import_ref=f"there:{number}")

    call_command("learn")
    assert capsys.readouterr().out == "Comments learned from: 2\n"
    assert (counts("casino"), counts("ferry"), counts("bridge")) == (
        (1, 0),
        (0, 1),
        (0, 0),
    )
    call_command("learn")
    assert capsys.readouterr().out == "Comments learned from: 0\n"


def test_the_command_says_how_well_it_would_do(capsys):
    teach(spam=150, good=150)
    lessons = Lesson.objects.count()
    capsys.readouterr()

    call_command("learn", evaluate=True)

    said = capsys.readouterr().out
    caught, spam, held, good = (
        int(word)
        for word in said.replace(":", "").split()
        if word.isdigit() and word != "90"
    )
    assert (spam + good, lessons) == (60, 300)
    assert caught > 0.9 * spam
    assert held <= 0.02 * good


def test_a_taught_rule_holds_what_looks_like_spam_and_tells_moderators_why(client):
    from accounts import roles
    from tests.accounts.people import somebody

    post = teach()
    Rule.objects.create(name="Looks like spam", condition="likely_spam", value="90")

    held = write_comment(
        post,
        "Cheap loans and casino bonus! Order now: https://buyzopo.example/casino",
        name="Casino Slots",
        email="x@y.example",
    )
    public = write_comment(
        post, "the ferry was decided by 12 votes, and nobody objected"
    )

    assert (held.state, public.state) == ("held", "public")
    decision = ModerationDecision.objects.get(comment=held)
    assert decision.rule == "Looks like spam"
    assert "casino" in decision.because
    client.force_login(somebody(roles.MODERATOR))
    page = client.get(f"/admin/comments/comment/{held.pk}/change/")
    assert f"(because of: {decision.because})" in words(page.content.decode())


def test_its_writer_is_not_told_what_to_write_around(client):
    from tests.comments.test_writing_pages import form_address, send

    post = teach()
    Rule.objects.create(name="Looks like spam", condition="likely_spam", value="90")

    answer = send(
        client,
        form_address(post),
        "Cheap casino bonus, order now https://buyzopo.example/casino",
    )

    page = words(client.get(answer["Location"]).content.decode())
    assert "The reason: Looks like spam." in page
    assert "because of" not in page


def test_a_taught_rule_costs_one_query(django_assert_num_queries):
    from comments.drafts import Draft
    from comments.facts import facts_about

    post = teach()
    draft = Draft(
        text=" ".join(f"word{n}x" for n in range(2000)), name="A", email="a@b.example"
    )

    with django_assert_num_queries(1):
        facts_about(draft, post, [Rule(condition="likely_spam", value="90")])


def test_a_dry_run_asks_about_each_as_if_it_had_not_been_learned():
    post = teach()
    rule = Rule(name="Tried", condition="likely_spam", value="90")
    unique = public_comment(
        post,
        "wholly unheard-of gibberish flumox quabble",
        name="Zork",
        email="z@z.example",
    )
    trial = try_rule(rule)
    spam = Comment.objects.filter(state="spam").count()
    assert trial.by_state["Spam"] > 0.8 * spam
    assert trial.by_state.get("Public", 0) <= 1

    mark_spam(unique, by=UserFactory())
    learning.learn_from(unique.pk)
    assert unique not in try_rule(rule).met


def test_a_dry_run_takes_as_many_queries_at_any_size(django_assert_max_num_queries):
    teach()

    with django_assert_max_num_queries(3):  # comments, counts, lessons
        try_rule(Rule(name="Tried", condition="likely_spam", value="90"))


def test_only_the_latest_are_learned(monkeypatch):
    monkeypatch.setattr(learning, "LESSONS_AT_MOST", 3)
    post = PostFactory()
    comments = [
        public_comment(post, f"Text {n}", posted_at=timezone.now()) for n in range(5)
    ]
    for comment in comments:
        mark_spam(comment, by=UserFactory())

    found = list(islice(learning.all_lessons(), 9))

    assert found == [comment.pk for comment in reversed(comments[2:])]
