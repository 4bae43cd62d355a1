"""A rule may ask Akismet, after the comment is in; a server of the tests answers."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

import pytest

from comments.actions import approve, confirm, mark_spam, undo
from comments.actions.checking import check_with_akismet
from comments.models import Comment, Confirmation, ModerationDecision, Rule
from comments.trying import try_rule
from tests.factories import PostFactory, UserFactory, write_comment

pytestmark = pytest.mark.django_db


class Answering(HTTPServer):
    """Says ``answer`` and keeps what was asked: pairs of call and fields."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.status = "false", 200
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def calls(self):
        return [call for call, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.path, dict(parse_qsl(body))))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer.encode())

    def log_message(self, *args):
        """Nobody reads it."""


@pytest.fixture
def akismet(settings):
    server = Answering()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MASTHEAD_AKISMET_KEY = "a-key"
    settings.MASTHEAD_AKISMET_URL = f"http://127.0.0.1:{server.server_port}/1.1/"
    Rule.objects.all().delete()
    Rule.objects.create(
        name="Being checked for spam", condition="akismet", verdict="spam"
    )
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def posted(django_capture_on_commit_callbacks):
    """A comment and what became of it after the commit."""

    def post(text="Some words", **fields):
        with django_capture_on_commit_callbacks(execute=True):
            comment = write_comment(PostFactory(), text, **fields)
        before = comment.state
        comment.refresh_from_db()
        return before, comment

    return post


def test_a_comment_is_held_until_akismet_has_answered(akismet, posted):
    before, comment = posted("Fine words", ip_address="192.0.2.7")

    assert (before, comment.state, comment.number) == ("held", "public", 1)
    [(call, said)] = akismet.asked
    assert call == "/1.1/comment-check"
    assert said["comment_content"] == "Fine words"
    assert (said["api_key"], said["user_ip"]) == ("a-key", "192.0.2.7")
    decisions = ModerationDecision.objects.order_by("pk")
    assert [(d.to_state, d.rule, d.because) for d in decisions] == [
        ("held", "Being checked for spam", ""),
        ("public", "", "Akismet calls it good"),
    ]


def test_what_akismet_calls_spam_gets_the_rules_verdict(akismet, posted):
    akismet.answer = "true"

    _, comment = posted()

    assert comment.state == "spam"
    assert comment.decisions.last().because == "Akismet calls it spam"


def test_the_rules_after_it_are_asked_too(akismet, posted):
    Rule.objects.create(name="Long", condition="long", value="5", position=99)
    Rule.objects.create(
        name="Never", condition="short", value="900", verdict="refuse", position=98
    )

    _, comment = posted()

    # Its writer has been answered: what would be refused is held.
    assert (comment.state, comment.decisions.last().rule) == ("held", "Never")


def test_a_comment_does_not_count_as_earlier_than_itself(akismet, posted):
    Rule.objects.create(name="Fast", condition="rate", value="2/10", position=99)

    assert posted()[1].state == "public"


def test_nothing_is_asked_of_what_an_earlier_rule_decides(akismet, posted):
    Rule.objects.update(position=5)
    Rule.objects.create(
        name="Words", condition="words", value="words", verdict="publish"
    )

    assert posted("words")[1].state == "public"
    assert akismet.asked == []


@pytest.mark.parametrize(("answer", "status"), [("invalid", 200), ("", 500)])
def test_without_an_answer_it_stays_held_for_a_moderator(
    akismet, posted, answer, status
):
    akismet.answer, akismet.status = answer, status

    assert posted()[1].state == "held"


def test_a_server_that_is_gone_is_asked_again_by_the_task(akismet, posted, settings):
    there = settings.MASTHEAD_AKISMET_URL
    settings.MASTHEAD_AKISMET_URL = "http://127.0.0.1:9/"
    comment = posted()[1]
    assert comment.state == "held"

    settings.MASTHEAD_AKISMET_URL = there
    assert check_with_akismet.func(comment.pk) == "public"
    # A task that runs twice changes nothing.
    assert check_with_akismet.func(comment.pk) == ""


def test_a_moderator_is_quicker(akismet, posted):
    akismet.status = 500
    comment = posted()[1]
    mark_spam(comment, by=UserFactory())

    assert check_with_akismet.func(comment.pk) == ""
    assert check_with_akismet.func(999) == ""


def test_a_guests_comment_is_checked_when_it_is_confirmed(
    akismet, posted, settings, django_capture_on_commit_callbacks
):
    settings.MASTHEAD_CONFIRM_GUESTS = True
    assert posted()[1].state == "unconfirmed"
    assert akismet.asked == []

    with django_capture_on_commit_callbacks(execute=True):
        confirm(Confirmation.objects.get())

    assert Comment.objects.get().state == "public"
    assert akismet.calls == ["/1.1/comment-check"]


@pytest.mark.parametrize(
    "answer_act_told",
    [
        ("true", approve, "/1.1/submit-ham"),
        ("false", mark_spam, "/1.1/submit-spam"),
    ],
)
def test_it_hears_when_a_moderator_decides_otherwise(
    akismet, posted, answer_act_told, django_capture_on_commit_callbacks
):
    answer, act, told = answer_act_told
    akismet.answer = answer
    comment = posted()[1]

    with django_capture_on_commit_callbacks(execute=True):
        act(comment, by=UserFactory())

    assert akismet.calls == ["/1.1/comment-check", told]


def test_it_hears_nothing_where_a_moderator_agrees_or_it_was_not_asked(
    akismet, posted, django_capture_on_commit_callbacks
):
    comment = posted()[1]
    Rule.objects.all().delete()
    other = posted()[1]

    with django_capture_on_commit_callbacks(execute=True):
        undo(mark_spam(other, by=UserFactory()), by=UserFactory())
        approve(comment, by=UserFactory())

    assert akismet.calls == ["/1.1/comment-check"]


def test_without_a_key_the_rule_does_nothing(akismet, posted, settings):
    settings.MASTHEAD_AKISMET_KEY = ""

    before, comment = posted()

    assert (before, comment.state) == ("public", "public")
    assert akismet.asked == []


def test_a_dry_run_asks_nobody(akismet, posted):
    posted()
    akismet.asked.clear()

    assert try_rule(Rule(name="Tried", condition="akismet")).total == 0
    assert akismet.asked == []
