"""Ten rules of all kinds leave the posting of a comment within twenty queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Rule, TokenCount
from tests.comments.test_writing_pages import fields_of, form_address
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db(transaction=True)

# With BEGIN and COMMIT, which Django notes as queries.
MOST = 20
TEN_RULES = [
    ("trusted", "50", "publish"),
    ("words", "pills", "spam"),
    ("pattern", "(?i)casin[o0]", "spam"),
    ("links", "3", "hold"),
    ("rate", "5/1", "refuse"),
    ("like_spam", "70", "spam"),
    ("likely_spam", "90", "hold"),
    ("language", "en", "hold"),
    ("capitals", "80", "hold"),
    ("first_comment", "", "hold"),
]


@pytest.fixture(autouse=True)
def _tasks_wait_for_a_worker(settings):
    """As on a site: a request writes down what is to do, and does none of it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def ten_rules():
    Rule.objects.all().delete()
    for position, (condition, value, verdict) in enumerate(TEN_RULES):
        Rule.objects.create(
            name=condition,
            condition=condition,
            value=value,
            verdict=verdict,
            position=position,
        )
    TokenCount.objects.create(token="", spam=100, good=100)


def queries_of(client, **typed):
    """Of the POST alone, without the tasks that it leaves to a worker."""
    post = PostFactory()
    public_comment(post, "Answered", name="Ann Lee", email="known@example.org")
    form = fields_of(client.get(form_address(post)))
    typed = {"name": "Ann Lee", "email": "known@example.org", "url": "", **typed}
    typed.setdefault("comment", "To #1 and @Ann: I see it *differently*.")
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(form_address(post), form | typed)
    assert answer.status_code == 303, answer.content.decode()
    assert Comment.objects.count() == 2
    # Mail and learning come after the commit: what is noted for them is not counted.
    tasks = sum("dbtaskresult" in query["sql"] for query in asked.captured_queries)
    return len(asked) - tasks


@pytest.mark.usefixtures("ten_rules")
def test_ten_rules_stay_within_the_budget_for_a_guest(client):
    assert queries_of(client) <= MOST


@pytest.mark.usefixtures("ten_rules")
def test_ten_rules_stay_within_the_budget_for_a_member(client):
    client.force_login(UserFactory())

    assert queries_of(client) <= MOST
