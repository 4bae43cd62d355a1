"""Measures what posting a comment costs the web server: CPU, on the request alone.

    python -m benchmarks.posting --comments 2000

works on SQLite in a temporary folder, or in that of MASTHEAD_VAR_DIR, and with
DATABASE_URL set on that database; the site must be empty. Members post under a thread
of so many comments, with one rule, then with ten rules of all kinds. What a
worker does after the commit (mail, learning) is not counted: no worker runs.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import django
from django.core.management import call_command

from benchmarks.pages.processes import (
    HOST,
    Server,
    database_cpu_seconds,
    serving,
)

POSTED, WARMING = 200, 20
ROUND = 20
LEARNED = 100
TEXT = (
    "The court did not say that the statute was void, and #{number} says why: the "
    "council gave no *reasons*, which is another matter. See https://example.org/{number} "
    "for the judgment. As @Ann wrote, whoever wants the bridge should say who pays for it."
)
TEN_RULES = [
    ("trusted", "5000", "publish"),
    ("words", "pills\ncasino", "spam"),
    ("pattern", "(?i)\\bcas[i1]n[o0]\\b", "spam"),
    ("links", "3", "hold"),
    ("rate", "5000/1", "refuse"),
    ("like_spam", "70", "spam"),
    ("likely_spam", "99", "hold"),
    ("language", "en", "hold"),
    ("capitals", "80", "hold"),
    ("long", "9000", "hold"),
]


def main() -> None:
    """Fill, measure, print a line for each set of rules."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--comments", type=int, default=500, help="in the thread")
    parser.add_argument("--port", type=int, default=8141)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("MASTHEAD_VAR_DIR", folder)
        os.environ["SITE_URL"] = f"http://{HOST}:{wanted.port}"
        os.environ["MASTHEAD_RATE_LIMITS"] = "post=1000/1s,post-place=1000/1s"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
        django.setup()
        run(wanted)


def run(wanted: argparse.Namespace) -> None:
    """With Django set up for the site to measure."""
    from benchmarks.pages.measuring import yardstick_ms

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    post, session = _fill(wanted.comments)
    for name, rules in (("one rule", []), ("ten rules", TEN_RULES)):
        _set_rules(rules)
        with serving(wanted.port) as server:
            cost = measure(server, post, session)
        print(f"{name}: {cost:.1f} ms of CPU for each comment")
    print(f"yardstick: {min(yardstick_ms() for _ in range(100)):.2f} ms")


def _fill(comments: int) -> tuple[int, str]:
    """A thread, words that were taught; its post's key and a member's session."""
    from django.test import Client

    from accounts.models import User
    from comments.actions import post_comment
    from comments.drafts import Draft
    from comments.models import Rule, TokenCount
    from comments.tokens import tokens_of
    from tests.factories import PostFactory

    post = PostFactory()
    Rule.objects.all().delete()
    ann = User.objects.create(email="ann@example.org", name="Ann")
    for number in range(comments):
        post_comment(post, Draft.by_user(ann, f"Number {number}"))
    tokens = ["", *tokens_of(TEXT.format(number=1))]
    TokenCount.objects.bulk_create(
        TokenCount(token=token, spam=LEARNED, good=LEARNED) for token in tokens
    )
    client = Client()
    client.force_login(ann)
    return post.pk, client.cookies["sessionid"].value


def _set_rules(rules: list[tuple[str, str, str]]) -> None:
    from comments.models import Rule

    Rule.objects.bulk_create(
        Rule(name=kind, condition=kind, value=value, verdict=verdict, position=place)
        for place, (kind, value, verdict) in enumerate(rules)
    )
    if not rules:
        Rule.objects.create(name="Links", condition="links", value="3")


def measure(server: Server, post: int, session: str) -> float:
    """Milliseconds of web server and database for each POST; the least of the rounds.

    What else the machine does only ever adds to them.
    """
    with closing(HTTPConnection(HOST, server.port, timeout=60)) as asking:
        reader = Poster(asking, f"/comments/post/?post={post}", session)
        for _ in range(WARMING):
            reader.send(reader.form())
        rounds = []
        for _ in range(POSTED // ROUND):
            forms = [reader.form() for _ in range(ROUND)]
            before = server.cpu_seconds() + database_cpu_seconds()
            for form in forms:
                reader.send(form)
            spent = server.cpu_seconds() + database_cpu_seconds() - before
            rounds.append(1000 * spent / ROUND)
    return min(rounds)


class Poster:
    """A member with a form open."""

    def __init__(self, asking: HTTPConnection, address: str, session: str) -> None:
        self.asking, self.address, self.session = asking, address, session
        self.token = ""
        self.sent = 0

    def form(self) -> dict[str, str]:
        """The fields of a fresh form, filled in."""
        headers = {"Cookie": self._cookies()}
        self.asking.request("GET", self.address, headers=headers)
        answer = self.asking.getresponse()
        found = re.search(r"csrftoken=(\w+)", str(answer.headers))
        self.token = found[1] if found else self.token
        page = answer.read().decode()
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        self.sent += 1
        return dict(hidden) | {"comment": TEXT.format(number=self.sent)}

    def send(self, form: dict[str, str]) -> None:
        """Post it; RuntimeError if it is not accepted."""
        headers = {
            "Cookie": self._cookies(),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.asking.request("POST", self.address, urlencode(form), headers)
        answer = self.asking.getresponse()
        answer.read()
        if answer.status != 303:
            raise RuntimeError(f"The comment was answered with {answer.status}.")

    def _cookies(self) -> str:
        return f"sessionid={self.session}; csrftoken={self.token}"


if __name__ == "__main__":
    main()
