"""Sixteen readers answer at once: nothing is lost, doubled or miscounted."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import Sum
from django.utils import timezone

from blog.models import Post
from comments.actions import (
    CommentRefusedError,
    ThreadError,
    approve,
    confirm,
    erase_unconfirmed,
    follow_thread,
    hold,
    move_branch,
    react,
)
from comments.models import (
    Comment,
    Confirmation,
    ModerationDecision,
    Rule,
    ThreadDecision,
)
from comments.paths import level_of, pk_of
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

WRITERS = 16
REPLIES = 200
# Ten runs in a row take minutes: MASTHEAD_TEST_RUNS=10 and `bin/check --all` ask so.
RUNS = int(os.environ.get("MASTHEAD_TEST_RUNS") or 1)

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(work, tasks):
    """Run ``work(task)`` for each task in sixteen threads; raise what any raised."""

    def run(task):
        try:
            return work(task)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, tasks))


def assert_whole(post, *, public):
    """Numbers 1…n without gap or double, paths right, counters as the rows say."""
    post.refresh_from_db()
    rows = list(Comment.objects.filter(post=post))
    numbers = sorted(row.number for row in rows if row.number)
    assert numbers == list(range(1, len(numbers) + 1))
    assert post.last_comment_number == len(numbers)
    visible = [row for row in rows if row.state == "public"]
    assert len(visible) == post.comment_count == public
    assert post.last_comment_at == max(row.posted_at for row in visible)
    paths = {row.pk: row.path for row in rows}
    for row in rows:
        assert pk_of(row.path) == row.pk
        assert row.level == level_of(row.path)
        parent = paths[row.in_reply_to_id] if row.in_reply_to_id else ""
        assert row.path[:-7] == parent


@pytest.fixture
def post():
    ContentType.objects.clear_cache()
    Rule.objects.all().delete()
    return PostFactory()


@pytest.mark.parametrize("run", range(RUNS))
def test_two_hundred_replies_to_one_comment(run, post):
    member = UserFactory()
    root = public_comment(post, user=member)

    in_threads(
        lambda n: write_comment(post, f"Reply {n}", user=member, in_reply_to=root),
        range(REPLIES),
    )

    assert_whole(post, public=REPLIES + 1)


@pytest.mark.parametrize("run", range(RUNS))
def test_two_hundred_replies_to_random_comments(run, post):
    member = UserFactory()
    parents = [public_comment(post, user=member)]
    chance = random.Random(run)

    def answer(n):
        parent = chance.choice(parents)
        parents.append(
            write_comment(post, f"Reply {n}", user=member, in_reply_to=parent)
        )

    in_threads(answer, range(REPLIES))

    assert_whole(post, public=REPLIES + 1)


def test_readers_write_while_moderators_decide(post):
    member = UserFactory()
    comments = [public_comment(post, user=member) for _ in range(30)]

    def act(n):
        comment = Comment.objects.get(pk=comments[n % 30].pk)
        if n % 3 == 0:
            write_comment(post, f"New {n}", user=member)
        elif n % 3 == 1:
            hold(comment, by=member)
        else:
            approve(comment, by=member)

    in_threads(act, range(90))

    public = Comment.objects.filter(post=post, state="public").count()
    assert_whole(post, public=public)


def test_a_double_click_makes_one_comment(post):
    import uuid

    key, member = uuid.uuid4(), UserFactory()

    sent = in_threads(
        lambda _: write_comment(post, user=member, submission_key=key).pk, range(16)
    )

    assert len(set(sent)) == 1
    assert Comment.objects.filter(post=post).count() == 1


def test_one_form_sent_to_several_posts_at_once_makes_one_comment(post):
    import uuid

    posts, member = [post, *(PostFactory() for _ in range(3))], UserFactory()
    for _ in range(4):
        key = uuid.uuid4()
        written = in_threads(
            lambda there, key=key: write_comment(
                there, user=member, submission_key=key
            ),
            posts,
        )
        assert len({comment.pk for comment in written}) == 1

    assert Comment.objects.count() == 4


def test_many_clicks_on_one_link_let_one_comment_in(post, settings):
    settings.MASTHEAD_CONFIRM_GUESTS = True
    write_comment(post)
    confirmation = Confirmation.objects.get()

    in_threads(
        lambda _: confirm(Confirmation.objects.get(pk=confirmation.pk)), range(16)
    )

    assert_whole(post, public=1)
    assert ModerationDecision.objects.filter(from_state="unconfirmed").count() == 1


def test_many_posts_at_once_send_no_more_links_to_one_address(settings):
    ContentType.objects.clear_cache()
    settings.MASTHEAD_CONFIRM_GUESTS = True
    posts = [PostFactory() for _ in range(16)]

    def post_comment(post):
        with suppress(CommentRefusedError):
            write_comment(post, email="v@example.org")

    in_threads(post_comment, posts)

    assert Confirmation.objects.count() == 3


def test_a_moderator_is_not_undone_by_the_eraser(post, settings):
    settings.MASTHEAD_CONFIRM_GUESTS = True
    moderator = UserFactory()
    comments = [write_comment(post, email=f"n{n}@example.org") for n in range(12)]
    Confirmation.objects.update(asked_at=timezone.now() - timedelta(hours=49))

    def act(comment):
        if comment is None:
            erase_unconfirmed()
        else:
            with suppress(Comment.DoesNotExist):
                approve(comment, by=moderator)

    in_threads(act, [None, *comments, None])

    post.refresh_from_db()
    public = Comment.objects.filter(post=post, state="public").count()
    assert post.comment_count == public == Comment.objects.count()


def test_a_failed_start_of_the_sender_is_no_error_for_the_writer(post, monkeypatch):
    from mail import tasks

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    follow_thread(post, "ann@example.org")
    monkeypatch.setattr(type(tasks.send_due_mail), "enqueue", fail)

    assert write_comment(post, user=UserFactory()).state == "public"


def test_writers_on_two_posts_do_not_wait_for_ever(post):
    member, other = UserFactory(), PostFactory()

    in_threads(
        lambda n: write_comment((post, other)[n % 2], f"{n}", user=member), range(40)
    )

    for each in (post, Post.objects.get(pk=other.pk)):
        assert_whole(each, public=20)


def test_a_branch_moves_to_and_fro_while_others_answer_in_it(post):
    member, other = UserFactory(), PostFactory()
    top = public_comment(post, user=member)
    replies = [public_comment(post, user=member, in_reply_to=top) for _ in range(3)]

    def act(n):
        comment = Comment.objects.select_related("post").get(pk=replies[n % 3].pk)
        if n % 10 == 0:
            to = other if Comment.objects.get(pk=top.pk).post_id == post.pk else post
            with suppress(ThreadError):
                move_branch(Comment.objects.get(pk=top.pk), to=to, by=member)
        elif n % 10 == 1:
            hold(comment, by=member)
            approve(comment, by=member)
        elif n % 10 == 2:
            react(comment, by=UserFactory())
        else:
            with suppress(CommentRefusedError):
                write_comment(comment.post, f"{n}", user=member, in_reply_to=comment)

    in_threads(act, range(120))

    call_command("doctor")
    assert ThreadDecision.objects.count() > 1
    assert Comment.objects.filter(post=Comment.objects.get(pk=top.pk).post).count() > 4
    agreed = Comment.objects.filter(in_reply_to=top).aggregate(n=Sum("reaction_count"))
    assert agreed["n"] == 12
