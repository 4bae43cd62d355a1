"""A branch moves to another post: nothing is lost, everything leads to its new place."""

import pytest
from django.core.management import call_command
from django.db import connection
from django_comments_xtd.models import XtdComment
from lxml import html as parser

from accounts import roles
from blog.models import Post
from comments.actions import (
    CommentRefusedError,
    ThreadError,
    UndoError,
    approve,
    feature,
    freeze,
    move_branch,
    redraw,
    remove,
    undo_in_thread,
)
from comments.marks import marked_on
from comments.models import Comment, FormerPlace
from tests.accounts.people import somebody
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo():
    return somebody(roles.MODERATOR, name="Mo")


@pytest.fixture
def source():
    return PostFactory(title="Of ferries")


@pytest.fixture
def target():
    post = PostFactory(title="Of <bridges>")
    public_comment(post, "First on the bridges")
    return post


@pytest.fixture
def branch(source):
    """#2, its reply #3, a held one below that; #1 and #4 stay."""
    stays = public_comment(source)
    top = public_comment(source, "On bridges", in_reply_to=stays)
    reply = public_comment(source, in_reply_to=top)
    held = write_comment(source, email="new@example.org", in_reply_to=reply)
    public_comment(source)
    return [top, reply, held]


def now(row):
    return type(row).objects.get(pk=row.pk)


def rows(client, post):
    page = parser.fromstring(client.get(post.get_absolute_url()).content)
    return page.xpath("//article[contains(@class, 'comment')]")


def text_of(row):
    return " ".join(row.text_content().split())


def texts(client, post):
    return [text_of(row) for row in rows(client, post)]


def numbers(post):
    return list(Comment.objects.on_post(post).values_list("number", flat=True))


@pytest.fixture(autouse=True)
def _the_doctor_finds_nothing():
    yield
    call_command("doctor")


def test_the_whole_branch_stands_on_the_other_post_with_new_numbers(
    source, target, branch, mo
):
    decision = move_branch(branch[0], to=target, by=mo, reason="About bridges")

    assert numbers(source) == [1, 4]
    assert numbers(target) == [1, 2, 3, None]
    assert [now(one).depth for one in branch] == [0, 1, 2]
    assert now(branch[0]).in_reply_to is None
    assert now(branch[1]).in_reply_to_id == branch[0].pk
    counted = [
        (p.comment_count, p.last_comment_number) for p in (now(source), now(target))
    ]
    assert counted == [(2, 4), (3, 3)]
    assert now(target).last_comment_at == now(branch[1]).posted_at
    assert decision.before == {
        "number": 2,
        "in_reply_to": decision.before["in_reply_to"],
        "featured": [],
    }
    assert decision.after == {"number": 2, "replies": 1}
    assert (decision.made_by, decision.reason) == (mo, "About bridges")


def test_the_package_finds_it_on_the_other_post_too(target, branch, mo):
    answered = Comment.objects.get(post=target)
    move_branch(branch[0], to=target, by=mo, in_reply_to=answered)

    library = XtdComment.objects.get(pk=branch[1].pk)
    assert library.object_pk == str(target.pk)
    assert (library.thread_id, library.level) == (answered.pk, 2)


def test_a_signpost_stays_with_the_old_number_and_leads_on(
    client, source, target, branch, mo
):
    move_branch(branch[0], to=target, by=mo)

    row = rows(client, source)[1]

    assert text_of(row) == "#2 and 1 reply were moved to “Of <bridges>”."
    assert row.get("id") == f"comment-{branch[0].pk}"
    assert "depth-1" in row.get("class")
    assert row.xpath(".//a/@href") == [f"/comments/{branch[0].pk}/"]
    assert [text[:2] for text in texts(client, source)] == ["#1", "#2", "#4"]


def test_permalinks_of_all_that_moved_lead_to_the_new_place(client, target, branch, mo):
    move_branch(branch[0], to=target, by=mo)

    for comment in branch[:2]:
        answer = client.get(f"/comments/{comment.pk}/")
        assert answer["Location"] == (
            f"{target.get_absolute_url()}#comment-{comment.pk}"
        )


def test_signposts_stand_on_the_right_page_of_the_thread(client, target, mo, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 2
    post = PostFactory()
    comments = [public_comment(post) for _ in range(7)]
    for moving in (comments[2], comments[6]):
        move_branch(moving, to=target, by=mo)

    def on_page(number):
        address = f"{post.get_absolute_url()}comment-page-{number}/"
        page = client.get(address if number > 1 else post.get_absolute_url())
        found = parser.fromstring(page.content).xpath("//article/@id")
        return [int(name.removeprefix("comment-")) for name in found]

    pks = [comment.pk for comment in comments]
    assert on_page(1) == [pks[0], pks[1], pks[2]]
    assert on_page(2) == [pks[3], pks[4]]
    assert on_page(3) == [pks[5], pks[6]]


def test_a_thread_of_which_all_has_moved_shows_the_signpost(client, target, mo):
    post = PostFactory()
    move_branch(public_comment(post), to=target, by=mo)

    assert texts(client, post) == ["#1 was moved to “Of <bridges>”."]


def test_a_signpost_names_no_post_that_readers_may_not_see(client, source, target, mo):
    from blog.actions import withdraw_post

    comment = public_comment(source)
    move_branch(comment, to=target, by=mo)
    withdraw_post(now(target))

    assert texts(client, source) == ["#1 was moved to another place."]


def test_numbers_in_texts_lead_to_the_same_comments_when_drawn_again(
    source, target, branch, mo
):
    first = Comment.objects.get(post=source, number=1)
    answer = public_comment(source, "As #3 says", name="A", email="a@example.org")
    inside = public_comment(
        source, "See #1 and #3", email="b@example.org", in_reply_to=branch[0]
    )
    move_branch(branch[0], to=target, by=mo)

    for comment in (answer, inside):
        redraw(now(comment))

    assert f'<a href="/comments/{branch[1].pk}/"' in now(answer).body_html
    assert f'<a href="/comments/{first.pk}/"' in now(inside).body_html
    assert f'<a href="/comments/{branch[1].pk}/"' in now(inside).body_html
    later = public_comment(source, "Again #2", email="c@example.org")
    assert f'<a href="/comments/{branch[0].pk}/"' in later.body_html


def test_a_held_reply_comes_along_and_is_approved_there(target, branch, mo):
    move_branch(branch[0], to=target, by=mo)

    # As somebody has it on the screen since before.
    approve(branch[2], by=mo)

    assert now(branch[2]).number == 4
    assert now(target).comment_count == 4


def test_a_reply_in_the_making_is_told_and_finds_its_parent(source, target, branch, mo):
    move_branch(branch[0], to=target, by=mo)

    with pytest.raises(CommentRefusedError, match="moved to another post"):
        write_comment(source, in_reply_to=branch[1], user=mo)
    reply = write_comment(now(branch[1]).post, in_reply_to=branch[1], user=mo)

    assert (reply.post, reply.number) == (target, 4)


def test_undoing_brings_back_places_and_numbers(client, source, target, branch, mo):
    before = list(Comment.objects.on_post(source).values_list("path", "number"))
    decision = move_branch(branch[0], to=target, by=mo)
    late = public_comment(now(target), user=UserFactory(), in_reply_to=now(branch[1]))

    undo_in_thread(decision, by=mo)

    after = list(Comment.objects.on_post(source).values_list("path", "number"))
    assert [row for row in after if row[1] != 5] == before
    assert (now(late).post, now(late).number) == (source, 5)
    assert not FormerPlace.objects.exists()
    assert numbers(target) == [1]
    assert not now(source).has_thread_marks
    assert len(texts(client, source)) == 5
    assert now(target).comment_count == 1


def test_undoing_features_again_what_stood_above_the_thread(target, branch, mo):
    feature(branch[0], by=mo)
    feature(branch[1], by=mo)
    decision = move_branch(branch[0], to=target, by=mo)
    remove(now(branch[1]), by=mo)

    undo_in_thread(decision, by=mo)

    assert now(branch[0]).featured_at
    assert not now(branch[1]).featured_at
    assert now(branch[0]).thread_decisions.last().get_act_display() == (
        "Comment featured"
    )


def test_what_has_been_moved_on_is_not_undone_from_afar(source, target, branch, mo):
    decision = move_branch(branch[0], to=target, by=mo)
    move_branch(branch[0], to=PostFactory(), by=mo)

    with pytest.raises(UndoError, match="moved on since"):
        undo_in_thread(decision, by=mo)


def test_moved_on_each_signpost_leads_to_where_it_is_now(
    client, source, target, branch, mo
):
    third = PostFactory(title="Of tunnels")
    move_branch(branch[0], to=target, by=mo)
    move_branch(branch[0], to=third, by=mo)

    assert "#2 and 1 reply were moved to “Of tunnels”" in texts(client, source)[1]
    assert "#2 and 1 reply were moved to “Of tunnels”" in texts(client, target)[1]


def test_moved_back_by_hand_it_has_its_old_number(client, source, target, branch, mo):
    move_branch(branch[0], to=target, by=mo)
    move_branch(branch[0], to=source, by=mo)

    assert (now(branch[0]).number, now(branch[1]).number) == (2, 3)
    assert now(branch[0]).depth == 0
    assert "#2 and 1 reply were moved to “Of ferries”" in texts(client, target)[1]


def test_a_branch_moves_below_a_deep_comment_and_from_the_deepest_level(mo, target):
    deep = PostFactory()
    parent = None
    for _ in range(34):
        parent = write_comment(deep, user=mo, in_reply_to=parent)
    chain = list(Comment.objects.filter(post=deep).order_by("number"))

    move_branch(
        chain[30], to=target, by=mo, in_reply_to=Comment.objects.get(post=target)
    )
    assert Comment.objects.filter(post=target).count() == 5
    assert [now(one).depth for one in chain[30:]] == [1, 2, 3, 4]
    move_branch(chain[30], to=deep, by=mo, in_reply_to=chain[29])
    move_branch(chain[32], to=target, by=mo)

    assert Comment.objects.filter(post=target).count() == 3
    assert [now(one).number for one in chain] == [*range(1, 33), 4, 5]


def test_a_frozen_branch_stays_frozen_and_a_featured_comment_does_not(
    source, target, branch, mo
):
    freeze(branch[1], by=mo)
    feature(branch[0], by=mo)

    move_branch(branch[0], to=target, by=mo)

    assert now(target).has_thread_marks
    assert now(branch[1]).frozen_at
    assert now(branch[0]).featured_at is None


@pytest.mark.parametrize(
    ("where", "refusal"),
    [
        (lambda source: source, "stands on this post already"),
        (lambda source: PostFactory(published=False), "not public"),
    ],
)
def test_a_branch_moves_to_another_public_post_alone(where, refusal, source, mo):
    with pytest.raises(ThreadError, match=refusal):
        move_branch(public_comment(source), to=where(source), by=mo)


def test_what_stands_in_no_thread_and_below_no_other_is_not_moved(source, target, mo):
    held = write_comment(source, email="new@example.org")
    comment = public_comment(source)

    with pytest.raises(ThreadError, match="Only what stands in a thread"):
        move_branch(held, to=target, by=mo)
    with pytest.raises(ThreadError, match="not on that post"):
        move_branch(comment, to=target, by=mo, in_reply_to=public_comment(source))


def test_a_tombstone_moves_with_what_hangs_below_it(client, source, target, branch, mo):
    remove(branch[0], by=mo, reason="Rude")
    move_branch(branch[0], to=target, by=mo)

    assert texts(client, target)[1] == "#2 was removed: Rude"


def test_moving_takes_as_many_queries_for_any_branch(
    mo, source, target, django_assert_max_num_queries
):
    top = public_comment(source)
    for _ in range(60):
        write_comment(source, user=mo, in_reply_to=top)

    with django_assert_max_num_queries(30):
        move_branch(top, to=target, by=mo)


def test_a_thread_with_signposts_and_featured_comments_costs_one_query_more(
    source, target, branch, mo, django_assert_num_queries
):
    from comments.threads import read_thread

    feature(Comment.objects.get(post=source, number=1), by=mo)
    move_branch(branch[0], to=target, by=mo)
    post = Post.objects.prefetch_related("bylines__author").get(pk=source.pk)

    with django_assert_num_queries(2):  # the rows; the marks
        read_thread(post)


def test_a_post_with_all_marks_takes_ten_queries(
    client, source, branch, mo, django_assert_max_num_queries
):
    feature(Comment.objects.get(post=source, number=1), by=mo)
    freeze(Comment.objects.get(post=source, number=4), by=mo)
    move_branch(branch[0], to=PostFactory(), by=mo)

    with django_assert_max_num_queries(10):
        client.get(source.get_absolute_url())


def test_marks_are_found_by_indexes(source):
    with connection.cursor() as cursor:
        sql, values = marked_on(source).values("pk").query.sql_with_params()
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", values)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        plan = str(cursor.fetchall())

    for index in ("comments_featured", "comments_frozen", "comments_signposts"):
        assert index in plan
    assert "SCAN comments_comment" not in plan


def test_the_page_of_a_branch_shows_the_signposts_in_it(client, target, branch, mo):
    below = branch[1]
    move_branch(below, to=target, by=mo)

    page = client.get(f"/comments/{branch[0].pk}/branch/").content.decode()

    assert f'id="comment-{below.pk}"' in page
    assert "moved to" in page
