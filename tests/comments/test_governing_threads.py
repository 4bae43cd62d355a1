"""Closing, slowing, freezing and featuring: what moderators do with a whole thread."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from lxml import html as parser

from accounts import roles
from blog.models import Post
from comments.actions import (
    CommentRefusedError,
    ThreadError,
    UndoError,
    change_thread,
    close_thread,
    feature,
    freeze,
    remove,
    reopen_thread,
    takes_comments,
    undo_in_thread,
    unfeature,
    unfreeze,
)
from comments.models import Comment, ThreadDecision
from tests.accounts.people import somebody, writer
from tests.comments.desk import words
from tests.comments.test_writing_pages import fields_of, form_address, send
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(title="Of ferries")


@pytest.fixture
def mo():
    return somebody(roles.MODERATOR, name="Mo")


def now(post):
    return Post.objects.get(pk=post.pk)


def thread(client, post):
    page = parser.fromstring(client.get(post.get_absolute_url()).content)
    return page.get_element_by_id("comments")


# --- Settings ----------------------------------------------------------------


def test_a_change_is_recorded_with_before_and_after(post, mo):
    wanted = {"comment_policy": "members", "slow_minutes": 5}
    decision = change_thread(post, wanted, by=mo, reason="Heated")

    assert now(post).comment_policy == "members"
    assert decision.before == {"comment_policy": "open", "slow_minutes": 0}
    assert decision.after == wanted
    assert (decision.made_by, decision.reason) == (mo, "Heated")


def test_what_is_so_already_is_not_recorded(post, mo):
    assert change_thread(post, {"slow_minutes": 0}, by=mo) is None
    assert not ThreadDecision.objects.exists()


def test_a_closed_thread_is_opened_again_on_the_terms_before(post, mo):
    change_thread(post, {"comment_policy": "members"}, by=mo)
    close_thread(post, by=mo)
    assert not takes_comments(now(post))

    reopen_thread(post, by=mo)

    assert now(post).comment_policy == "members"


def test_a_thread_whose_days_are_over_is_opened_again(mo, settings):
    settings.MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS = 14
    post = PostFactory(published_at=timezone.now() - timedelta(days=20))
    assert not takes_comments(post)

    decision = reopen_thread(post, by=mo)

    assert takes_comments(now(post))
    undo_in_thread(decision, by=mo)
    assert not takes_comments(now(post))


def test_undoing_brings_the_settings_back_unless_somebody_changed_them(post, mo):
    first = change_thread(post, {"slow_minutes": 5}, by=mo)
    second = change_thread(post, {"slow_minutes": 10}, by=mo)

    with pytest.raises(UndoError, match="changed this since"):
        undo_in_thread(first, by=mo)
    undoing = undo_in_thread(second, by=mo)

    assert now(post).slow_minutes == 5
    second.refresh_from_db()
    assert second.undone_by == undoing
    with pytest.raises(UndoError, match="undone this already"):
        undo_in_thread(second, by=mo)


def test_saving_the_post_leaves_its_pace_and_marks_alone(post, mo):
    from blog.actions import save_post

    freeze(public_comment(post), by=mo)
    change_thread(post, {"slow_minutes": 5}, by=mo)
    stale = post
    stale.title = "Of ships"

    save_post(stale)

    assert (now(post).slow_minutes, now(post).has_thread_marks) == (5, True)


# --- Slow mode ---------------------------------------------------------------


@pytest.fixture
def slow(post, mo):
    change_thread(post, {"slow_minutes": 10}, by=mo)
    return now(post)


def test_in_slow_mode_each_waits_and_is_told_until_when(slow):
    member = UserFactory()
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False) as clock:
        Post.objects.update(published_at=timezone.now())
        write_comment(slow, user=member)
        clock.shift(timedelta(minutes=7, seconds=30))
        at = timezone.localtime(timezone.now() + timedelta(seconds=150))
        with pytest.raises(CommentRefusedError) as refusal:
            write_comment(slow, "Again", user=member)
        assert f"send this in 3 minutes, at {at:%H:%M}." in str(refusal.value)
        write_comment(slow, user=UserFactory())
        clock.shift(timedelta(minutes=2, seconds=30))
        write_comment(slow, "Now then", user=member)

    assert Comment.objects.filter(author=member).count() == 2


def test_in_slow_mode_a_guest_is_known_by_the_address(slow):
    write_comment(slow, email="Ann@example.org")

    with pytest.raises(CommentRefusedError, match="slow mode"):
        write_comment(slow, email="ann@example.org", name="Another Ann")
    write_comment(slow, email="bo@example.org")
    write_comment(PostFactory(), email="ann@example.org")


def test_slow_mode_does_not_hold_up_who_moderates_the_thread(mo):
    user, author = writer()
    post = PostFactory(authors=[author])
    change_thread(post, {"slow_minutes": 10}, by=mo)

    for moderator in (mo, user):
        for _ in range(2):
            write_comment(post, user=moderator)

    assert Comment.objects.filter(post=post).count() == 4


def test_slow_mode_is_announced_and_the_text_comes_back(client, slow):
    member = UserFactory()
    client.force_login(member)
    write_comment(slow, user=member)

    said = "Slow mode: one comment in 10 minutes from each."
    assert said in words(client.get(slow.get_absolute_url()).content.decode())
    assert said in words(client.get(form_address(slow)).content.decode())
    answer = send(client, form_address(slow), comment="My second thought")

    assert answer.status_code == 422
    assert "My second thought" in answer.content.decode()
    assert "You can send this in 10 minutes" in answer.content.decode()


# --- Frozen branches ---------------------------------------------------------


@pytest.fixture
def branch(post):
    top = public_comment(post)
    below = public_comment(post, in_reply_to=top)
    return [top, below, public_comment(post, in_reply_to=below)]


def test_nobody_answers_in_a_frozen_branch_but_beside_it(post, branch, mo):
    beside = public_comment(post)
    freeze(branch[1], by=mo, reason="Enough")

    for comment in branch[1:]:
        with pytest.raises(CommentRefusedError, match="ended this branch"):
            write_comment(post, in_reply_to=comment)
    write_comment(post, in_reply_to=branch[0])
    write_comment(post, in_reply_to=beside)
    write_comment(post)


def test_a_frozen_branch_says_so_once_and_offers_no_reply(client, post, branch, mo):
    freeze(branch[1], by=mo)

    rows = thread(client, post).xpath(".//article")

    assert ["Reply" in words(row.text_content()) for row in rows] == [
        True,
        False,
        False,
    ]
    frozen = ["ended this branch" in row.text_content() for row in rows]
    assert frozen == [False, True, False]


def test_a_frozen_branch_offers_no_reply_on_a_later_page(client, branch, mo, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 2
    post = branch[0].post
    freeze(branch[0], by=mo)

    later = client.get(f"{post.get_absolute_url()}comment-page-2/").content.decode()

    assert f'id="comment-{branch[2].pk}"' in later
    assert f"/comments/reply/{branch[2].pk}/" not in later


def test_the_form_says_that_a_branch_is_frozen_and_keeps_the_text(
    client, post, branch, mo
):
    client.force_login(UserFactory())
    address = f"/comments/reply/{branch[2].pk}/"
    form = fields_of(client.get(address))
    freeze(branch[0], by=mo)

    answer = client.post(address, form | {"comment": "So it is"})
    page = client.get(address).content.decode()

    assert answer.status_code == 422
    assert "So it is" in answer.content.decode()
    assert "A moderator has ended this branch" in page
    assert "<textarea" not in page


def test_an_unfrozen_branch_takes_replies_again(client, post, branch, mo):
    decision = freeze(branch[0], by=mo)
    assert freeze(branch[0], by=mo) is None

    undo_in_thread(decision, by=mo)

    write_comment(post, in_reply_to=branch[2])
    assert unfreeze(branch[0], by=mo) is None
    assert not now(post).has_thread_marks


# --- Featured comments -------------------------------------------------------


def test_a_featured_comment_stands_above_the_thread_and_at_its_place(client, post, mo):
    public_comment(post)
    comment = public_comment(post, "The *very* best", name="Ann Lee")
    feature(comment, by=mo)

    shown = thread(client, post)
    (above,) = shown.xpath(".//section[@class='featured']")

    assert "Featured comments" in above.text_content()
    assert "Ann Lee in #2: The very best" in words(above.text_content())
    assert above.xpath(".//a/@href") == [comment.get_absolute_url()]
    assert len(shown.xpath(f".//*[@id='comment-{comment.pk}']")) == 1


def test_featured_comments_stand_on_the_first_page_alone(client, post, mo, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 1
    feature(public_comment(post), by=mo)
    public_comment(post)

    later = client.get(f"{post.get_absolute_url()}comment-page-2/").content.decode()

    assert "Featured" not in later


def test_at_most_three_are_featured_and_none_that_is_hidden(client, post, mo):
    comments = [public_comment(post) for _ in range(4)]
    for comment in comments[:3]:
        feature(comment, by=mo)
    with pytest.raises(ThreadError, match="3 comments are featured"):
        feature(comments[3], by=mo)
    assert feature(comments[0], by=mo) is None

    remove(comments[0], by=mo)
    feature(comments[3], by=mo)

    section = thread(client, post).xpath(".//section[@class='featured']")[0]
    assert len(section.xpath("./figure")) == 3
    with pytest.raises(ThreadError, match="Only a public comment"):
        feature(write_comment(post, email="new@example.org"), by=mo)


def test_what_is_no_longer_featured_is_gone_from_above(client, post, mo):
    comment = public_comment(post)
    decision = feature(comment, by=mo)
    undo_in_thread(decision, by=mo)

    assert "Featured" not in thread(client, post).text_content()
    assert unfeature(comment, by=mo) is None


@pytest.mark.parametrize("marked", [False, True])
def test_a_thread_without_marks_costs_no_query_for_them(
    marked, post, mo, django_assert_num_queries
):
    from comments.threads import read_thread

    comments = [public_comment(post) for _ in range(3)]
    if marked:
        freeze(comments[0], by=mo)
        feature(comments[1], by=mo)
    post = Post.objects.prefetch_related("bylines__author").get(pk=post.pk)

    with django_assert_num_queries(1 + marked):  # the rows; the marks
        read_thread(post)
