"""The doctor compares what is stored twice, says what differs and mends it."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F

from blog.models import Category, Filing, Post, Redirect, SiteSettings
from comments.actions import freeze, move_branch
from comments.models import Comment
from images import actions, renditions
from images.models import Image
from tests.factories import (
    CategoryFactory,
    PageFactory,
    PostFactory,
    UserFactory,
    public_comment,
)
from tests.images.drawing import jpeg, upload
from tests.ops.running import run

pytestmark = pytest.mark.django_db


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


def break_paths():
    public_comment(PostFactory(), in_reply_to=None)
    Comment.objects.update(path="0000000")


def break_what_the_package_repeats():
    public_comment(PostFactory())
    Comment.objects.update(is_removed=True, thread_id=0)


def break_a_category():
    CategoryFactory(slug="courts", parent=CategoryFactory(slug="law"))
    Category.objects.filter(slug="courts").update(path="courts")


def break_a_month():
    PostFactory()
    Post.objects.update(published_month="1999-01-01")


def break_the_menu():
    PageFactory(menu_position=1)
    SiteSettings.objects.update(menu=[])


def break_a_redirect():
    post = PostFactory()
    Redirect.objects.create(old_path=post.get_absolute_url(), post=post)


def lose_a_rendition():
    image = actions.add_image(upload(jpeg()), alt="A wall")
    renditions.make_renditions(image)
    default_storage.delete(image.renditions.first().file.name)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (break_paths, "has the path 0000000, not"),
        (
            break_what_the_package_repeats,
            "is repeated wrongly in: is_removed, thread_id",
        ),
        (break_a_category, "has the path courts, not law/courts."),
        (break_a_month, "is in the archive of 1999-01-01, not of"),
        (break_the_menu, "The menu differs from the pages."),
        (break_a_redirect, "leads to itself."),
        (lose_a_rendition, "lacks 1 of its renditions."),
    ],
)
def test_the_doctor_says_what_differs_and_mends_it(damage, says):
    damage()

    said, code = run("doctor")
    assert code == 1
    assert says in said
    assert "Differences: 1. Mended: 0." in said

    said, code = run("doctor", repair=True)
    assert code == 0
    assert "Differences: 1. Mended: 1." in said
    assert run("doctor") == ("All is well.\n", 0)


def lose_a_picture():
    image = actions.add_image(upload(jpeg()), alt="A wall")
    default_storage.delete(image.file.name)


def lose_a_file():
    file = actions.add_file(upload(b"%PDF-1.4", "minutes.pdf"))
    default_storage.delete(file.file.name)


def answer_across_posts():
    parent = public_comment(PostFactory())
    reply = public_comment(parent.post, in_reply_to=parent)
    # The numbers are those of another post, or its counters would differ too.
    Comment.objects.filter(pk=reply.pk).update(post=PostFactory(), number=1)


def turn_categories_in_a_circle():
    law, courts = CategoryFactory(slug="law"), CategoryFactory(slug="courts")
    Category.objects.filter(pk=law.pk).update(parent=courts)
    Category.objects.filter(pk=courts.pk).update(parent=law)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lose_a_picture, "wall.jpg is missing."),
        (lose_a_file, "minutes.pdf is missing."),
        (answer_across_posts, "answers comment"),
        (turn_categories_in_a_circle, "lies inside itself."),
    ],
)
def test_what_can_not_be_mended_is_said_again(damage, says):
    damage()

    said, code = run("doctor", repair=True)

    assert code == 1
    assert says in said
    assert "This can't be mended here." in said
    assert run("doctor")[1] == 1


def test_a_rendition_that_was_lost_is_there_again():
    lose_a_rendition()
    run("doctor", repair=True)

    image = Image.objects.get()
    assert image.renditions.count() == 2
    assert all(default_storage.exists(row.file.name) for row in image.renditions.all())


def test_before_the_tables_are_ready_the_doctor_says_what_to_do():
    MigrationRecorder.Migration.objects.filter(app="blog").last().delete()

    with pytest.raises(CommandError, match=r"Run manage\.py migrate first"):
        run("doctor")


def test_the_doctor_mends_what_posts_say_of_marks_in_their_threads():
    marked, plain = PostFactory(), PostFactory()
    freeze(public_comment(marked), by=UserFactory())
    Post.objects.update(has_thread_marks=~F("has_thread_marks"))

    said, code = run("doctor")
    assert code == 1
    assert f"Post {marked.pk} says that marks stand in its thread: False" in said
    assert f"Post {plain.pk} says that marks stand in its thread: True" in said
    run("doctor", repair=True)

    assert run("doctor")[1] == 0
    assert Post.objects.get(has_thread_marks=True) == marked


def test_the_doctor_names_a_number_that_two_comments_claim():
    post = PostFactory()
    comment = public_comment(post)
    move_branch(comment, to=PostFactory(), by=UserFactory())
    public_comment(post, name="Two", email="two@example.org")
    Comment.objects.filter(post=post).update(number=1)

    said, code = run("doctor")

    assert code == 1
    assert f"Comment {comment.pk} left #1 of post {post.pk}" in said
