"""Stored counts, drawings and old rows are brought up to date: recount, redraw, tick."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.models import Author
from blog.models import Page, Post
from comments.actions import mark_spam
from comments.models import Comment
from ops.due import DUE, do_what_is_due
from tests.factories import (
    AuthorFactory,
    PageFactory,
    PostFactory,
    UserFactory,
    public_comment,
)
from tests.ops.running import run

pytestmark = pytest.mark.django_db


def test_recounting_mends_counters():
    post = PostFactory()
    public_comment(post)
    Post.objects.update(comment_count=7, last_comment_at=None)

    assert "mended: 1" in run("recount")[0]
    post.refresh_from_db()
    assert (post.comment_count, post.last_comment_at is None) == (1, False)


def test_redrawing_draws_what_an_older_version_drew():
    comment = public_comment(PostFactory(body="<p>New</p>"))
    Post.objects.update(body_html="<p>Old</p>", drawn_with=0)
    Comment.objects.update(body_html="Old", drawn_with=0)

    run("redraw")

    assert Post.objects.get().body_html == "<p>New</p>"
    comment.refresh_from_db()
    assert comment.body_html == "<p>Well said.</p>"


def test_redrawing_takes_pages_and_bios_too():
    PageFactory(body="<p>New</p>")
    AuthorFactory(bio="<p>New</p>")
    for model, column in ((Page, "body_html"), (Author, "bio_html")):
        model.objects.update(**{column: "<p>Old</p>", "drawn_with": 0})

    assert "Posts, pages and bios drawn again: 2" in run("redraw")[0]

    assert Page.objects.get().body_html == "<p>New</p>"
    assert Author.objects.get().bio_html == "<p>New</p>"


def test_redrawing_can_be_told_what_to_draw():
    public_comment(PostFactory())
    Post.objects.update(drawn_with=0)
    Comment.objects.update(drawn_with=0)

    assert run("redraw", comments=True)[0] == "Comments drawn again: 1\n"
    assert "drawn again: 2" in run("redraw", posts=True)[0]


def test_a_tick_erases_old_spam(time_machine):
    comment = public_comment(PostFactory())
    mark_spam(comment, by=UserFactory())
    time_machine.move_to(timezone.now() + timedelta(days=31))

    run("tick")

    assert not Comment.objects.exists()


def test_one_job_that_fails_does_not_keep_the_others(monkeypatch):
    def fail():
        raise RuntimeError("no")

    monkeypatch.setitem(DUE, "old mails deleted", fail)
    mark_spam(public_comment(PostFactory()), by=UserFactory())
    Comment.objects.update(state_since=timezone.now() - timedelta(days=40))

    with pytest.raises(ExceptionGroup):
        do_what_is_due()

    assert not Comment.objects.exists()


def test_sqlite_looks_at_its_rows_again_when_they_have_doubled():
    cache.clear()
    post = public_comment(PostFactory()).post
    looked = ["statistics refreshed" in do_what_is_due() for _ in range(2)]
    # As far as their keys tell.
    Post(pk=2 * post.pk + 1, title="Later").save()
    looked.append("statistics refreshed" in do_what_is_due())

    # PostgreSQL does so by itself.
    by_us = connection.vendor == "sqlite"
    assert looked == [by_us, False, by_us]
    if by_us:
        with connection.cursor() as cursor:
            cursor.execute("SELECT idx FROM sqlite_stat1")
            assert ("comments_queue",) in cursor.fetchall()


if connection.vendor == "sqlite":  # PostgreSQL looks by itself.

    def test_sqlite_looks_again_after_a_migration_that_rebuilt_the_table():
        public_comment(PostFactory())
        do_what_is_due()
        with connection.cursor() as cursor:
            # As SQLite does with a table that goes.
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'comments_comment'")

        assert "statistics refreshed" in do_what_is_due()
        assert "statistics refreshed" not in do_what_is_due()
