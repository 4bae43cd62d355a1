"""What becomes of a comment when it is posted."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django_comments.models import Comment as LibraryComment
from django_comments.signals import comment_was_posted, comment_will_be_posted
from django_comments_xtd.models import BlackListedDomain, XtdComment

from blog.models import Post
from comments.actions import CommentRefusedError
from comments.models import Ban, Comment, ModerationDecision, Rule
from tests.factories import (
    AuthorFactory,
    PostFactory,
    UserFactory,
    public_comment,
    write_comment,
)

pytestmark = pytest.mark.django_db


def test_a_guests_first_comment_is_held_and_the_second_after_approval_is_public():
    post = PostFactory()

    first = write_comment(post)
    assert first.state == "held"
    public_comment(post, email="regular@example.org")

    assert write_comment(post, email="Regular@Example.org").state == "public"


def test_a_held_comment_has_no_number_and_is_not_counted():
    post = PostFactory()

    comment = write_comment(post)

    post.refresh_from_db()
    assert (comment.number, post.comment_count, post.last_comment_at) == (None, 0, None)


def test_public_comments_are_numbered_in_the_order_they_became_public():
    post = PostFactory()
    first, second = write_comment(post), write_comment(post)

    from comments.actions import approve

    approve(second, by=UserFactory())
    approve(first, by=UserFactory())

    assert (second.number, first.number) == (1, 2)
    post.refresh_from_db()
    assert (post.comment_count, post.last_comment_number) == (2, 2)
    assert post.last_comment_at == second.posted_at


def test_the_rule_that_held_a_comment_is_recorded():
    comment = write_comment(PostFactory())

    decision = ModerationDecision.objects.get(comment=comment)

    assert decision.rule == "A first comment waits for a moderator"
    assert (decision.from_state, decision.to_state) == ("", "held")


def test_the_packages_tables_mirror_the_comment():
    post = PostFactory()
    parent = public_comment(post)

    reply = write_comment(
        post, in_reply_to=parent, name="N" * 80, url="https://example.org/" + "u" * 300
    )

    base = LibraryComment.objects.get(pk=reply.pk)
    extended = XtdComment.norel_objects.get(pk=reply.pk)
    assert base.content_object == post
    assert (base.is_public, base.is_removed) == (True, False)
    assert (base.user_name, base.user_url) == ("N" * 50, "")
    assert reply.author_name == "N" * 80
    assert (extended.thread_id, extended.parent_id, extended.level) == (
        parent.pk,
        parent.pk,
        1,
    )


def test_a_comment_is_three_inserts():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    post = PostFactory()
    member = UserFactory()
    public_comment(post, user=member)

    with CaptureQueriesContext(connection) as queries:
        write_comment(post, user=member)

    inserts = [q["sql"] for q in queries if q["sql"].startswith("INSERT")]
    # The three tables of a comment, the record, what is to be told of it.
    assert len(inserts) == 5


def test_a_second_post_of_the_same_form_answers_with_the_first_comment():
    post, key = PostFactory(), uuid.uuid4()

    first = write_comment(post, submission_key=key)
    second = write_comment(post, submission_key=key)

    assert second.pk == first.pk
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("policy", "as_member", "refused"),
    [
        ("open", False, False),
        ("closed", True, True),
        ("members", False, True),
        ("members", True, False),
        ("held", True, False),
    ],
)
def test_a_posts_policy_decides_who_may_comment(policy, as_member, refused):
    post = PostFactory(comment_policy=policy)
    user = UserFactory() if as_member else None

    if refused:
        with pytest.raises(CommentRefusedError):
            write_comment(post, user=user)
    else:
        assert write_comment(post, user=user).pk


def test_on_a_held_post_even_a_regulars_comment_waits():
    member = UserFactory()
    public_comment(PostFactory(), user=member)

    comment = write_comment(PostFactory(comment_policy="held"), user=member)

    assert comment.state == "held"


def test_comments_close_after_the_posts_days(time_machine):
    post = PostFactory(comments_close_after_days=7)
    time_machine.move_to(timezone.now() + timedelta(days=8))

    with pytest.raises(CommentRefusedError, match="closed"):
        write_comment(post)


def test_a_site_wide_closing_time_can_be_lifted_for_a_post(settings, time_machine):
    settings.MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS = 7
    closing, lasting = PostFactory(), PostFactory(comments_close_after_days=0)
    time_machine.move_to(timezone.now() + timedelta(days=8))

    with pytest.raises(CommentRefusedError):
        write_comment(closing)
    assert write_comment(lasting).pk


def test_nobody_comments_on_a_draft_or_before_its_hour():
    draft = PostFactory(published=False)
    future = PostFactory(published_at=timezone.now() + timedelta(hours=1))

    for post in (draft, future):
        with pytest.raises(CommentRefusedError):
            write_comment(post)


def test_a_reply_to_another_posts_comment_is_refused_and_leaves_no_row():
    elsewhere = public_comment(PostFactory())
    post = PostFactory()

    with pytest.raises(CommentRefusedError, match="no longer here"):
        write_comment(post, in_reply_to=elsewhere)
    assert not Comment.objects.filter(post=post).exists()


def test_a_reply_to_a_held_comment_is_refused():
    post = PostFactory()
    held = write_comment(post)

    with pytest.raises(CommentRefusedError):
        write_comment(post, in_reply_to=held)


def test_a_signed_in_user_comments_under_the_accounts_name():
    member = UserFactory(name="Ann Lee", email="ann@example.org")

    comment = write_comment(PostFactory(), user=member)

    assert (comment.author_name, comment.user_email) == ("Ann Lee", "ann@example.org")


def test_a_post_author_is_not_moderated_in_the_own_thread():
    from django.contrib.auth.models import Group

    user = UserFactory()
    user.groups.add(Group.objects.get(name="Author"))
    post = PostFactory(authors=[AuthorFactory(user=user)])

    assert write_comment(PostFactory(), user=user).state == "held"
    assert write_comment(post, user=user).state == "public"


@pytest.mark.parametrize(
    "ban",
    [
        {"email": "Regular@example.org"},
        {"network": "192.0.2.7/32"},
    ],
)
def test_a_banned_writer_is_refused(ban):
    Ban.objects.create(**ban)

    with pytest.raises(CommentRefusedError):
        write_comment(PostFactory(), ip_address="192.0.2.7")


def test_a_ban_that_has_ended_bans_nobody():
    Ban.objects.create(
        email="regular@example.org",
        until=timezone.now() - timedelta(minutes=1),
    )

    assert write_comment(PostFactory()).pk


def test_a_refusing_rule_says_its_sentence():
    Rule.objects.create(
        name="No casino",
        condition="words",
        value="casino",
        verdict="refuse",
        message="We don't talk about casinos.",
    )

    with pytest.raises(CommentRefusedError, match="about casinos"):
        write_comment(PostFactory(), "Come to my Casino!", user=_regular())


def test_a_spam_rule_puts_the_comment_aside():
    Rule.objects.create(name="Pills", condition="words", value="pills", verdict="spam")

    assert write_comment(PostFactory(), "Pills!", user=_regular()).state == "spam"


def test_a_domain_on_the_packages_black_list_is_refused():
    BlackListedDomain.objects.create(domain="spam.example")

    with pytest.raises(CommentRefusedError):
        write_comment(PostFactory(), email="x@spam.example")


def test_the_packages_signals_are_sent_and_can_refuse(
    django_capture_on_commit_callbacks,
):
    heard = []

    def listen(sender, comment, **kwargs):
        heard.append(comment)
        return not comment.comment.startswith("Bad")

    comment_will_be_posted.connect(listen, sender=Comment)
    comment_was_posted.connect(listen, sender=Comment)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            write_comment(PostFactory())
        assert len(heard) == 2
        with pytest.raises(CommentRefusedError):
            write_comment(PostFactory(), "Bad")
    finally:
        comment_will_be_posted.disconnect(listen, sender=Comment)
        comment_was_posted.disconnect(listen, sender=Comment)


def test_names_and_numbers_in_the_text_lead_to_comments():
    post = PostFactory()
    first = public_comment(post, name="Ann Lee", email="ann@example.org")

    reply = write_comment(post, "@Ann Lee is right in #1, not in #2.")

    link = f'<a href="/comments/{first.pk}/" rel="nofollow ugc noopener">'
    assert f"{link}@Ann Lee</a>" in reply.body_html
    assert f"{link}#1</a>" in reply.body_html
    assert "#2." in reply.body_html


def test_a_reply_below_the_deepest_level_keeps_its_true_parent():
    post = PostFactory()
    member = UserFactory()
    comment = public_comment(post, user=member)
    for _ in range(40):
        comment = write_comment(post, user=member, in_reply_to=comment)

    last = Comment.objects.get(pk=comment.pk)
    assert last.depth == 31
    assert last.in_reply_to.depth == 31
    assert last.path[:-7] == last.in_reply_to.path[:-7]


def test_saving_a_public_parent_leaves_a_held_reply_held():
    post = PostFactory()
    parent = public_comment(post)
    reply = write_comment(post, in_reply_to=parent, email="other@example.org")

    XtdComment.norel_objects.get(pk=parent.pk).save()
    Comment.objects.get(pk=parent.pk).save_base(raw=False)

    assert Comment.objects.get(pk=reply.pk).state == "held"
    assert LibraryComment.objects.get(pk=reply.pk).is_public is False


def test_a_post_with_comments_is_not_deleted():
    from django.db.models import ProtectedError

    post = PostFactory()
    write_comment(post)

    with pytest.raises(ProtectedError):
        Post.objects.get(pk=post.pk).delete()


def _regular():
    member = UserFactory()
    public_comment(PostFactory(), user=member)
    return member


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tom & Jerry", "As @tom & jerry said"),
        ("Ann_Lee", "As @Ann\\_Lee said"),
        ("Ångström", "@ÅNGSTRÖM: yes"),
    ],
)
def test_a_name_is_linked_however_it_is_typed(name, text):
    post = PostFactory()
    named = public_comment(post, name=name)

    comment = public_comment(post, text, email="other@example.org")

    assert f'href="{named.get_absolute_url()}"' in comment.body_html
