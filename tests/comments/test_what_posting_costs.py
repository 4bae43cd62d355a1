"""Posting a comment stays cheap, whoever does it: twenty queries with BEGIN and COMMIT."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Rule
from tests.comments.test_writing_pages import fields_of, form_address
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db(transaction=True)

TWENTY = 20
GUEST = {"name": "Ann Lee", "email": "ann@example.org", "url": ""}


@pytest.fixture(autouse=True)
def _queue(settings):
    """Mail and learning come after the commit, in a worker, as where a site runs."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def post():
    """A thread with something to refer to."""
    post = PostFactory()
    public_comment(post, name="Bo", email="bo@example.org")
    return post


def test_a_member_replies_in_twenty_queries(
    client, post, django_assert_max_num_queries
):
    member = UserFactory()
    parent = public_comment(post, user=member)
    client.force_login(member)
    address = f"/comments/reply/{parent.pk}/"
    form = fields_of(client.get(address)) | {"comment": "@Bo is right in #1."}

    with django_assert_max_num_queries(TWENTY) as asked:
        assert client.post(address, form).status_code == 303

    assert Comment.objects.latest("pk").state == "public"
    texts = [query["sql"] for query in asked.captured_queries]
    assert any(text.startswith("BEGIN") for text in texts)


def test_a_guests_first_comment_takes_twenty_queries_up_to_its_commit(
    client, post, settings
):
    settings.MASTHEAD_CONFIRM_GUESTS = True
    form = fields_of(client.get(form_address(post))) | GUEST | {"comment": "I see."}

    with CaptureQueriesContext(connection) as asked:
        assert client.post(form_address(post), form).status_code == 303

    texts = [query["sql"] for query in asked.captured_queries]
    # After it the worker is told of the mail. PostgreSQL takes two locks by their
    # names, which SQLite's transaction is anyway.
    assert len(texts) <= TWENTY + (connection.vendor == "postgresql")
    assert texts.index("COMMIT") < TWENTY

    assert Comment.objects.latest("pk").state == "unconfirmed"


def test_rules_that_ask_much_of_the_writer_cost_little(
    client, post, django_assert_max_num_queries
):
    for condition, value in (("trusted", "9"), ("rate", "9/9")):
        Rule.objects.create(
            name=condition, condition=condition, value=value, verdict="hold"
        )
    member = UserFactory()
    public_comment(post, user=member)
    client.force_login(member)
    form = fields_of(client.get(form_address(post))) | {"comment": "I see."}

    with django_assert_max_num_queries(TWENTY):
        assert client.post(form_address(post), form).status_code == 303


def test_an_edit_takes_no_more(client, post, django_assert_max_num_queries):
    member = UserFactory()
    public_comment(post, user=member)
    comment = public_comment(post, user=member)
    client.force_login(member)

    with django_assert_max_num_queries(TWENTY):
        edited = client.post(f"/comments/{comment.pk}/edit/", {"comment": "@Bo: #1"})

    assert edited.status_code == 303
