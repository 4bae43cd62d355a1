"""What another site served at a path is found here, in whatever size it is asked for."""

import pytest

from images.models import File, Image
from images.old_paths import kept_path, tried_paths, upload_at, width_said


@pytest.fixture
def image(db):
    return Image.objects.create(
        file="images/wall.jpg",
        width=4,
        height=3,
        size=9,
        old_path="/u/2019/05/wall.jpg",
    )


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/u/wall.jpg", "/u/wall.jpg"),
        ("/u/wall-scaled.jpg", "/u/wall.jpg"),
        ("/u/wall-rotated.jpg", "/u/wall.jpg"),
        ("/u/wall-e1557922800123.jpg", "/u/wall.jpg"),
        ("/u/wall-scaled-e1557922800.jpg", "/u/wall.jpg"),
        # A picture's own name, whatever it looks like.
        ("/u/plan-300x200.jpg", "/u/plan-300x200.jpg"),
        ("/u/large-scaled/wall.jpg", "/u/large-scaled/wall.jpg"),
        ("/u/e1557922800.jpg", "/u/e1557922800.jpg"),
        ("/u/cafe\u0301.jpg", "/u/caf\u00e9.jpg"),
        (f"/{'x' * 500}.jpg", ""),
    ],
)
def test_one_path_is_kept_of_an_upload(path, kept):
    assert kept_path(path) == kept


@pytest.mark.parametrize(
    "path",
    [
        "/u/2019/05/wall.jpg",
        "/u/2019/05/wall-300x200.jpg",
        "/u/2019/05/wall-1536x1024.jpg",
        "/u/2019/05/wall-scaled.jpg",
        "/u/2019/05/wall-e1557922800123.jpg",
        "/u/2019/05/wall-e1557922800123-150x150.jpg",
    ],
)
def test_a_picture_is_found_in_whatever_size(image, path):
    assert upload_at(path) == image


@pytest.mark.parametrize(
    "path",
    [
        "/u/2019/05/wall.png",
        "/u/2019/05/wall-300.jpg",
        "/u/2019/05/wall-2.jpg",
        "/u/2019/06/wall.jpg",
        "/u/2019/05/",
        "/",
        "",
        f"/{'x' * 600}.jpg",
    ],
)
def test_nothing_else_is_taken_for_it(image, path):
    assert upload_at(path) is None


def test_a_picture_with_the_name_of_a_smaller_size_goes_before_the_larger(image):
    plan = Image.objects.create(
        file="images/b.jpg", width=4, height=3, size=9,
        old_path="/u/2019/05/wall-300x200.jpg",
    )  # fmt: skip

    assert upload_at("/u/2019/05/wall-300x200.jpg") == plan
    assert upload_at("/u/2019/05/wall-150x150.jpg") == image


def test_a_file_is_found_too(db):
    file = File.objects.create(file="files/a.pdf", size=9, old_path="/u/a.pdf")

    assert upload_at("/u/a.pdf") == file


def test_an_address_that_names_no_file_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        upload_at("/2019/05/a-morning/")
    with django_assert_num_queries(2):
        upload_at("/2019/05/a-morning.html")


def test_many_endings_are_taken_off_in_time_that_follows_their_length():
    tried = tried_paths("/u/" + "-scaled" * 5000 + "-1x1" * 5000 + ".jpg")

    assert "" in tried


@pytest.mark.parametrize(
    ("path", "width"),
    [("/u/a-300x200.jpg", 300), ("/u/a.jpg", None), ("/u/a-300x200/b.jpg", None)],
)
def test_a_name_says_how_wide_it_is(path, width):
    assert width_said(path) == width
