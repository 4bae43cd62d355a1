"""What moderators and rules did, in figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts import roles
from comments.actions import (
    approve,
    delete_own_comment,
    hold,
    mark_spam,
    remove,
    report,
    undo,
)
from comments.admin.statistics import wait_in_words
from comments.charts import HEIGHT, by_week, chart_of
from comments.models import ModerationDecision, Rule
from comments.statistics import statistics_of
from tests.accounts.people import somebody, writer
from tests.comments.desk import words
from tests.factories import (
    PostFactory,
    UserFactory,
    moment,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db

PAGE = "/admin/comments/statistics/"
FIRST = "A first comment waits for a moderator"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(moment("2026-11-23 12:00"), tick=False)


def held(number=0):
    return write_comment(PostFactory(), email=f"n{number}@example.org")


def test_it_counts_what_rules_held_by_day(time_machine):
    held(1)
    held(2)
    time_machine.shift(timedelta(days=1))
    held(3)
    Rule.objects.all().delete()
    hold(public_comment(PostFactory(), user=UserFactory()), by=UserFactory())

    found = statistics_of(30)

    days = found.held_by_day
    assert len(days) == 30
    assert (days[date(2026, 11, 23)], days[date(2026, 11, 24)]) == (2, 1)
    assert found.held == 3


def test_what_is_older_does_not_count(time_machine):
    comment = held()
    approve(comment, by=UserFactory())
    time_machine.shift(timedelta(days=30))

    found = statistics_of(30)
    assert (found.held, found.median_wait, found.moderators, found.rules) == (
        0,
        None,
        [],
        [],
    )
    assert statistics_of(90).held == 1


def test_it_tells_how_long_held_comments_waited_and_for_whom(time_machine):
    mo, flo = UserFactory(name="Mo"), UserFactory(name="Flo")
    comments = [held(n) for n in range(4)]
    for comment, by, minutes in zip(
        comments, (mo, mo, mo, flo), (5, 10, 60, 600), strict=True
    ):
        time_machine.move_to(
            moment("2026-11-23 12:00") + timedelta(minutes=minutes), tick=False
        )
        approve(comment, by=by)

    found = statistics_of(30)

    assert [(m.name, m.decisions, m.median_wait) for m in found.moderators] == [
        ("Mo", 3, 600),
        ("Flo", 1, 36_000),
    ]
    assert found.median_wait == (600 + 3600) // 2
    assert found.waits["10 minutes"] == 2
    assert (found.waits["an hour"], found.waits["a day"], found.waits["longer"]) == (
        1,
        1,
        0,
    )


def test_what_was_public_did_not_wait():
    remove(public_comment(PostFactory(), user=UserFactory()), by=UserFactory(name="Mo"))

    found = statistics_of(30)

    assert found.median_wait is None
    assert [(m.decisions, m.median_wait) for m in found.moderators] == [(1, None)]


def test_who_deletes_the_own_comment_moderates_nothing():
    Rule.objects.all().delete()
    member = UserFactory()
    delete_own_comment(write_comment(PostFactory(), user=member), by=member)

    assert statistics_of(30).moderators == []


def test_a_rule_is_mistaken_where_a_moderator_lets_through_what_it_hid():
    comments = [held(n) for n in range(4)]
    approve(comments[0], by=UserFactory())
    mark_spam(comments[1], by=UserFactory())
    undo(approve(comments[2], by=UserFactory()), by=UserFactory())

    [rule] = statistics_of(30).rules

    assert (rule.name, rule.met, rule.mistaken, rule.per_cent) == (FIRST, 4, 1, 25)


def test_rules_of_reports_and_of_spam_count_too():
    Rule.objects.all().delete()
    Rule.objects.create(name="Reported", condition="reports", value="1", verdict="hold")
    Rule.objects.create(name="Pills", condition="words", value="pills", verdict="spam")
    comment = write_comment(PostFactory(), user=UserFactory())
    report(comment, by=UserFactory())
    spam = write_comment(PostFactory(), "pills")
    approve(spam, by=UserFactory())

    rules = statistics_of(30).rules

    assert [(rule.name, rule.met, rule.mistaken) for rule in rules] == [
        ("Pills", 1, 1),
        ("Reported", 1, 0),
    ]


@pytest.mark.parametrize("many", [1, 15])
def test_it_takes_four_queries_at_any_size(many, django_assert_num_queries):
    for number in range(many):
        approve(held(number), by=UserFactory())

    with django_assert_num_queries(4):  # held, decisions, names, rules
        statistics_of(365)


# --- The page ----------------------------------------------------------------


@pytest.mark.parametrize("days", [30, 90, 365])
def test_the_page_draws_charts_and_says_the_same_in_tables(client, moderator, days):
    approve(held(), by=moderator)

    page = client.get(PAGE, {"days": days})

    html = " ".join(page.content.decode().split())
    assert f"In the last {days} days rules held 1 comment;" in words(html)
    assert html.count('viewBox="0 0 720 140" role="img"') == 2
    assert 'aria-labelledby="chart-held-title chart-held-desc"' in html
    assert "style=" not in html.partition('id="content-main"')[2]
    assert FIRST in words(html)
    assert html.count(">1</td>") >= 3


def test_an_odd_range_is_the_usual_one(client, moderator):
    assert client.get(PAGE, {"days": "9999"}).context["days"] == 30


def test_it_is_for_who_moderates_all_threads(client):
    assert client.get(PAGE).status_code == 302
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 302
    client.force_login(writer()[0])
    assert client.get(PAGE).status_code == 403
    client.force_login(somebody(roles.EDITOR))
    assert client.get(PAGE).status_code == 200


def test_the_record_leads_there(client, moderator):
    assert (
        f'href="{PAGE}"'
        in client.get("/admin/comments/moderationdecision/").content.decode()
    )


def test_the_record_keeps_how_long_a_comment_had_waited(time_machine):
    comment = held()
    time_machine.shift(timedelta(minutes=3))

    decision = approve(comment, by=UserFactory())

    assert ModerationDecision.objects.get(pk=decision.pk).waited == 180
    assert comment.decisions.first().waited is None


def test_where_nothing_was_decided_the_page_says_so_and_draws_nothing(client):
    client.force_login(somebody(roles.MODERATOR))

    page = client.get(PAGE).content.decode()

    assert "rules held 0 comments." in words(page)
    assert "None in these days." in words(page)
    assert "chart-ground" not in page


# --- Pure figures ------------------------------------------------------------


def test_bars_are_as_high_as_their_values():
    chart = chart_of("held", "Held", {"a": 0, "b": 5, "c": 10, "d": 1000})

    assert [bar.height for bar in chart.bars] == [0, 1, HEIGHT / 100, HEIGHT]
    assert all(bar.y + bar.height == pytest.approx(HEIGHT) for bar in chart.bars)
    assert (chart.first, chart.last, chart.highest) == ("a", "d", 1000)


@pytest.mark.parametrize("values", [{}, {"a": 0}])
def test_a_chart_of_nothing_is_no_error(values):
    assert chart_of("held", "Held", values).highest == 0


def test_more_than_a_quarter_of_a_year_is_drawn_by_weeks():
    first = timezone.localdate() - timedelta(days=364)
    days = {first + timedelta(days=n): 1 for n in range(365)}

    weeks = by_week(days)

    assert sum(weeks.values()) == 365
    assert weeks["week of 16 Nov 2026"] == 7
    assert list(by_week(dict(list(days.items())[:2]))) == ["24 Nov 2025", "25 Nov 2025"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "–"),
        (0, "1 min"),
        (200, "3 min"),
        (7500, "2 h 5 min"),
        (90_000 * 4, "4 d 4 h"),
    ],
)
def test_waits_are_said_in_words(seconds, said):
    assert wait_in_words(seconds) == said
