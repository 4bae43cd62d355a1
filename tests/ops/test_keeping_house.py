"""What an operator runs at night: doctor, recount, redraw, tick."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from blog.models import Filing, Post
from comments.actions import mark_spam
from comments.models import Comment
from tests.factories import CategoryFactory, PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


def run(command, **options):
    """What a command says, and the code it ends with."""
    out = StringIO()
    try:
        call_command(command, stdout=out, stderr=out, **options)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_the_doctor_finds_nothing_wrong_with_what_actions_made():
    post = PostFactory(categories=[CategoryFactory(parent=CategoryFactory())])
    public_comment(post, in_reply_to=public_comment(post))

    assert run("doctor")[1] == 0


def test_the_doctor_names_and_mends_wrong_counters():
    post = PostFactory()
    public_comment(post)
    Post.objects.update(comment_count=7)

    said, code = run("doctor")
    assert code == 1
    assert f"Post {post.pk}" in said

    run("doctor", repair=True)
    assert run("doctor")[1] == 0
    post.refresh_from_db()
    assert post.comment_count == 1


def test_the_doctor_mends_what_lists_a_post():
    PostFactory(categories=[CategoryFactory(parent=CategoryFactory())])
    Filing.objects.update(listed_at=None)

    assert run("doctor")[1] == 1
    run("doctor", repair=True)
    assert run("doctor")[1] == 0
    assert not Filing.objects.filter(listed_at=None).exists()


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


def test_a_tick_erases_old_spam(time_machine):
    comment = public_comment(PostFactory())
    mark_spam(comment, by=UserFactory())
    time_machine.move_to(timezone.now() + timedelta(days=31))

    run("tick")

    assert not Comment.objects.exists()


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_site_in_order_says_so(address, client):
    assert client.get(address).status_code == 200
