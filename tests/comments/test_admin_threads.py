"""The moderators' page of a thread, and what is done to a branch from a comment's."""

import pytest
from lxml.html import fromstring

from accounts import roles
from blog.models import Post
from comments.actions import change_thread, feature, freeze, hold, move_branch
from comments.models import Comment, ThreadDecision
from tests.accounts.people import somebody, writer
from tests.comments.desk import LIST, said, words
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db

THREADS = "/admin/comments/thread/"


@pytest.fixture
def post():
    return PostFactory(title="Of ferries")


def page_of(post):
    return f"{THREADS}{post.pk}/"


def fields_of(page):
    """What a browser would send of the page's first form."""
    html = fromstring(page.content)
    form = next(form for form in html.forms if form.get("class") == "decide")
    return {name: value for name, value in form.form_values() if value is not None}


def save(client, post, **changed):
    fields = fields_of(client.get(page_of(post)))
    return client.post(page_of(post), fields | changed, follow=True)


def act(client, comment, what, **fields):
    address = f"{LIST}{comment.pk}/act/"
    return client.post(address, {"act": what, **fields}, follow=True)


def now(row):
    return type(row).objects.get(pk=row.pk)


def test_only_what_stands_in_a_thread_is_offered_to_be_moved(client, moderator, post):
    comment = public_comment(post)
    address = f"{LIST}{comment.pk}/change/"
    assert "Move to another post" in client.get(address).content.decode()

    hold(comment, by=moderator)

    assert "Move to another post" not in client.get(address).content.decode()


# --- The thread --------------------------------------------------------------


def test_a_moderator_changes_the_terms_of_a_thread(client, moderator, post):
    answer = save(
        client, post, comment_policy="members", slow_minutes="5", reason="Heated"
    )

    stored = now(post)
    assert (stored.comment_policy, stored.slow_minutes) == ("members", 5)
    assert "Saved." in said(answer)[0]
    assert (
        "Settings changed who may comment: Open to all → Members only; "
        "slow mode, minutes: off → 5 by Mo Heated"
    ) in words(answer.content.decode())


def test_who_saves_an_old_page_takes_back_nothing(client, moderator, post):
    fields = fields_of(client.get(page_of(post)))
    change_thread(post, {"comment_policy": "closed"}, by=UserFactory())

    client.post(page_of(post), fields | {"slow_minutes": "5"})

    stored = now(post)
    assert (stored.comment_policy, stored.slow_minutes) == ("closed", 5)


def test_what_makes_no_sense_is_refused_in_place(client, moderator, post):
    answer = save(client, post, slow_minutes="-1")

    assert "greater than or equal to 0" in answer.content.decode()
    assert not ThreadDecision.objects.exists()


def test_a_thread_is_closed_and_opened_again_with_one_button(client, moderator, post):
    address = f"{page_of(post)}close/"

    answer = client.post(address, {"close": "1"}, follow=True)
    assert now(post).comment_policy == "closed"
    assert "Open again" in answer.content.decode()
    client.post(address, {"reopen": "1"})

    assert now(post).comment_policy == "open"


def test_every_act_has_its_undo(client, moderator, post):
    save(client, post, slow_minutes="5")
    made = ThreadDecision.objects.get()

    answer = client.post(f"{THREADS}acts/{made.pk}/undo/", follow=True)

    assert now(post).slow_minutes == 0
    assert said(answer) == ["Undone."]
    assert answer.redirect_chain[-1][0] == page_of(post)
    answer = client.post(f"{THREADS}acts/{made.pk}/undo/", follow=True)
    assert said(answer) == ["Somebody else has undone this already."]


def test_a_comment_is_found_by_its_number_the_one_before_a_move_too(
    client, moderator, post
):
    stays, goes = public_comment(post), public_comment(post)
    move_branch(goes, to=PostFactory(), by=moderator)

    for comment, number in ((stays, "#1"), (goes, "2")):
        answer = client.get(f"{page_of(post)}find/", {"number": number})
        assert answer["Location"] == f"{LIST}{comment.pk}/change/"
    answer = client.get(f"{page_of(post)}find/", {"number": "9" * 30}, follow=True)
    assert "There is no #" in said(answer)[0]


def test_the_page_shows_what_is_marked(client, moderator, post):
    comments = [public_comment(post, name=f"N{n}") for n in range(3)]
    feature(comments[0], by=moderator)
    freeze(comments[1], by=moderator)
    move_branch(comments[2], to=PostFactory(title="Of bridges"), by=moderator)
    write_comment(post, email="new@example.org")

    read = words(client.get(page_of(post)).content.decode())

    assert "Featured #1 by N0" in read
    assert "Frozen branches below #2 by N1" in read
    assert "Moved away #3 to “Of bridges”" in read
    assert "1 held" in read


@pytest.mark.parametrize("many", [1, 8])
def test_the_page_takes_as_many_queries_at_any_size(
    many, client, moderator, post, django_assert_num_queries
):
    for _ in range(many):
        change_thread(post, {"slow_minutes": 0}, by=moderator)
        freeze(public_comment(post), by=moderator)
        change_thread(post, {"slow_minutes": 9}, by=moderator)
        branch = public_comment(post, email="other@example.org")
        move_branch(branch, to=PostFactory(), by=moderator)

    # session, user, permissions (2), the blog's name, the post; then how many are held,
    # what is featured, frozen, moved away, and the record
    with django_assert_num_queries(11):
        client.get(page_of(post))


def test_the_list_says_how_each_thread_stands(client, moderator, post):
    change_thread(post, {"slow_minutes": 5}, by=moderator)
    PostFactory(title="Of bridges", comment_policy="closed")
    PostFactory(title="A draft", published=False)

    read = words(client.get(THREADS).content.decode())

    assert "Of ferries 0 Open to all, slow mode (5 min)" in read
    assert "Of bridges 0 Closed" in read
    assert "A draft" not in read
    assert "Of ferries" not in words(
        client.get(THREADS, {"q": "bridge"}).content.decode()
    )


def test_an_author_who_saves_the_post_does_not_open_a_closed_thread(client):
    user, author = writer()
    post = PostFactory(authors=[author])
    client.force_login(user)
    address = f"/admin/blog/post/{post.pk}/change/"
    page = fromstring(client.get(address).content)
    fields = dict(page.get_element_by_id("post_form").form_values())
    change_thread(post, {"comment_policy": "closed"}, by=UserFactory())

    answer = client.post(address, fields | {"title": "Of ships"})

    assert answer.status_code == 302
    assert (now(post).title, now(post).comment_policy) == ("Of ships", "closed")


def test_the_thread_is_reached_from_the_post_the_queue_and_a_comment(
    client, moderator, post
):
    comment = public_comment(post)

    for address in (
        f"/admin/blog/post/{post.pk}/change/",
        f"{LIST}?post={post.pk}",
        f"{LIST}{comment.pk}/change/",
    ):
        assert f'href="{page_of(post)}"' in client.get(address).content.decode()


# --- A branch ----------------------------------------------------------------


def test_branches_are_ended_and_comments_featured_on_their_page(
    client, moderator, post
):
    comment = public_comment(post)

    answer = act(client, comment, "freeze", reason="Enough")
    assert now(comment).frozen_at
    assert "Branch frozen by Mo Enough" in words(answer.content.decode())
    act(client, comment, "feature")
    assert now(comment).featured_at
    act(client, comment, "unfreeze")
    act(client, comment, "unfeature")
    answer = act(client, comment, "unfeature")

    assert (now(comment).frozen_at, now(comment).featured_at) == (None, None)
    assert said(answer) == ["It was so already: nothing changed."]
    assert act(client, comment, "what?").status_code == 200


def test_a_fourth_featured_comment_is_refused_with_a_sentence(client, moderator, post):
    for _ in range(3):
        feature(public_comment(post), by=moderator)

    answer = act(client, public_comment(post), "feature")

    assert "3 comments are featured here already." in said(answer)[0]


def test_a_post_to_move_to_is_found_by_title_address_or_number(client, moderator, post):
    comment = public_comment(post)
    target = PostFactory(title="Of bridges", slug="span")
    address = f"{LIST}{comment.pk}/move/"

    for sought in ("bridge", "https://example.org/2026/11/span/", str(target.pk)):
        page = client.get(address, {"q": sought}).content.decode()
        assert f'<a href="?to={target.pk}">Of bridges</a>' in page
    page = client.get(address, {"q": "ferries"}).content.decode()
    assert "No post that you moderate was found." in page


def test_a_move_is_shown_before_it_is_made(client, moderator, post):
    comment = public_comment(post)
    public_comment(post, in_reply_to=comment)
    write_comment(post, email="new@example.org", in_reply_to=comment)
    target = PostFactory(title="Of bridges")
    answered = public_comment(target)
    address = f"{LIST}{comment.pk}/move/"

    read = words(client.get(address, {"to": target.pk}).content.decode())
    assert "#1 and 2 replies (1 public) go to Of bridges , which has 1 comment." in read
    assert now(comment).post == post

    answer = client.post(
        address, {"to": target.pk, "under": "1", "reason": "On topic"}, follow=True
    )

    assert now(comment).in_reply_to_id == answered.pk
    assert "The branch is on “Of bridges” now: it begins with #2." in said(answer)[0]
    assert "#1 of “Of ferries” to “Of bridges”, now #2" in words(
        answer.content.decode()
    )


def test_a_move_that_cannot_be_says_why_and_keeps_what_was_typed(
    client, moderator, post
):
    comment, target = public_comment(post), PostFactory()
    address = f"{LIST}{comment.pk}/move/"

    answer = client.post(address, {"to": target.pk, "under": "7", "reason": "Off"})

    assert "There is no #7 on that post." in words(answer.content.decode())
    assert 'value="Off"' in answer.content.decode()
    for wrong in (post.pk, "x", "9" * 40):
        assert client.post(address, {"to": wrong}).status_code == 404
    held = write_comment(post, email="new@example.org")
    answer = client.post(f"{LIST}{held.pk}/move/", {"to": target.pk})
    assert "Only what stands in a thread can be moved." in words(
        answer.content.decode()
    )


# --- Who may -----------------------------------------------------------------


def test_an_author_governs_the_threads_of_own_posts_alone(client):
    user, author = writer()
    client.force_login(user)
    own, foreign = PostFactory(authors=[author]), PostFactory(title="Foreign")
    mine, theirs = public_comment(own), public_comment(foreign)

    save(client, own, slow_minutes="5")
    act(client, mine, "freeze")

    assert now(own).slow_minutes == 5
    assert now(mine).frozen_at
    assert "Foreign" not in client.get(THREADS).content.decode()
    assert client.get(page_of(foreign)).status_code == 404
    assert client.post(f"{page_of(foreign)}close/", {"close": 1}).status_code == 404
    assert client.get(f"{page_of(foreign)}find/").status_code == 404
    assert act(client, theirs, "freeze").status_code == 404
    for comment, to in ((mine, foreign), (theirs, own)):
        answer = client.post(f"{LIST}{comment.pk}/move/", {"to": to.pk})
        assert answer.status_code == 404
    assert now(mine).post == own


def test_a_move_between_threads_is_undone_by_who_moderates_both(client):
    user, author = writer()
    own, foreign = PostFactory(authors=[author]), PostFactory()
    comment = public_comment(own)
    made = move_branch(comment, to=foreign, by=UserFactory())
    client.force_login(user)

    answer = client.post(f"{THREADS}acts/{made.pk}/undo/")

    assert answer.status_code == 403
    assert now(comment).post == foreign


@pytest.mark.parametrize("role", [None, roles.CONTRIBUTOR])
def test_nobody_else_touches_a_thread(role, client, post):
    comment = public_comment(post)
    made = freeze(comment, by=UserFactory())
    user = somebody(role) if role else UserFactory()
    client.force_login(user)
    wanted = 403 if role else 302

    for address in (
        page_of(post),
        f"{page_of(post)}find/",
        f"{LIST}{comment.pk}/move/",
    ):
        assert client.get(address).status_code == wanted
    for address in (
        f"{page_of(post)}close/",
        f"{LIST}{comment.pk}/act/",
        f"{THREADS}acts/{made.pk}/undo/",
    ):
        assert client.post(address).status_code == wanted
        assert client.get(address).status_code in (302, 405)
    assert Comment.objects.filter(frozen_at__isnull=False).count() == 1
    assert not Post.objects.exclude(comment_policy="open").exists()
