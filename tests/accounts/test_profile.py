"""A member changes the name and the picture that others see."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from accounts.member_forms import AVATAR_MOST_BYTES, AVATAR_SIDE
from accounts.models import User
from tests.factories import AuthorFactory, PostFactory, UserFactory, public_comment
from tests.images.drawing import jpeg, png, upload

pytestmark = pytest.mark.django_db

PROFILE = "/accounts/profile/"


@pytest.fixture
def ann(client):
    user = UserFactory(name="Ann Lee")
    client.force_login(user)
    return user


def send(client, name="Ann Lee", **fields):
    return client.post(PROFILE, {"name": name, **fields})


def text_of(response):
    return response.content.decode()


def thread_of(client, post):
    return text_of(client.get(post.get_absolute_url()))


# --- The name -----------------------------------------------------------------


def test_a_new_name_stands_on_what_is_written_from_now_on(client, ann):
    before = public_comment(PostFactory(), user=ann)

    assert send(client, "Ann  B.  Lee")["Location"] == PROFILE

    ann.refresh_from_db()
    assert (ann.name, ann.name_key) == ("Ann B. Lee", "annblee")
    assert public_comment(before.post, user=ann).author_name == "Ann B. Lee"
    before.refresh_from_db()
    assert before.author_name == "Ann Lee"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Bob", "Somebody here has this name"),
        ("Воb", "Somebody here has this name"),
        ("Cilla", "Somebody here has this name"),
        ("", "Tell readers what to call you."),
        ("\u3164", "can be seen"),
        ("\u202eeeL nnA", "turn the text"),
    ],
)
def test_a_name_that_will_not_do_is_refused(name, fault, client, ann):
    UserFactory(name="Bob")
    AuthorFactory(name="Cilla")

    answer = send(client, name)

    assert answer.status_code == 422
    assert fault in text_of(answer)
    ann.refresh_from_db()
    assert ann.name == "Ann Lee"


def test_a_member_keeps_their_own_name_and_that_above_their_posts(client, ann):
    AuthorFactory(name="Ann B. Lee", user=ann)
    UserFactory(name="Ann Lee")  # has come in from elsewhere

    assert send(client, "Ann Lee").status_code == 302
    assert send(client, "Ann B. Lee").status_code == 302


# --- The picture --------------------------------------------------------------


def test_a_picture_becomes_a_small_square_beside_all_comments(client, ann):
    comment = public_comment(PostFactory(), user=ann)
    public_comment(comment.post)
    photo = jpeg(size=(600, 400), orientation=6, gps=True)

    assert send(client, picture=upload(photo))["Location"] == PROFILE

    ann.refresh_from_db()
    with ann.avatar.open() as file, Pillow.open(file) as kept:
        assert (kept.format, kept.size) == ("WEBP", (AVATAR_SIDE, AVATAR_SIDE))
        assert not kept.getexif()
    assert ann.avatar.size < 4096
    assert "wall" not in ann.avatar.name
    html = thread_of(client, comment.post)
    assert html.count(f'<img class="avatar" src="{ann.avatar.url}" alt=""') == 1
    assert ann.avatar.url in text_of(client.get(PROFILE))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "This file is empty."),
        (b"no picture", "no picture we can read"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "SVG drawings can carry scripts",
        ),
        (jpeg()[:300], "damaged"),
        (b"\xff" * (AVATAR_MOST_BYTES + 1), "more than 5 MB"),
    ],
    ids=["empty", "text", "svg", "damaged", "large"],
)
def test_what_is_no_picture_gets_a_sentence(content, fault, client, ann):
    answer = send(client, picture=upload(content))

    assert answer.status_code == 422
    assert fault in text_of(answer)
    ann.refresh_from_db()
    assert not ann.avatar


def test_a_picture_of_too_many_pixels_is_not_decoded(client, ann):
    bomb = io.BytesIO()
    Pillow.new("1", (9000, 5000)).save(bomb, "PNG")

    assert "million pixels" in text_of(send(client, picture=upload(bomb.getvalue())))


def test_an_animation_gives_its_first_picture(client, ann):
    frames = [Pillow.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    moving = io.BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])

    send(client, picture=upload(moving.getvalue(), "a.gif"))

    ann.refresh_from_db()
    with ann.avatar.open() as file, Pillow.open(file) as kept:
        assert getattr(kept, "n_frames", 1) == 1
        assert kept.convert("RGB").getpixel((40, 40))[0] > 200


def test_the_picture_that_went_before_is_deleted(
    client, ann, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, picture=upload(jpeg()))
    first = User.objects.get().avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        send(client, picture=upload(png()))
    second = User.objects.get().avatar.name
    assert not default_storage.exists(first)
    assert default_storage.exists(second)

    with django_capture_on_commit_callbacks(execute=True):
        send(client, removes="on")
    assert not User.objects.get().avatar
    assert not default_storage.exists(second)


def test_the_page_is_for_its_owner_and_not_for_machines(client, ann):
    for _ in range(10):
        send(client)
    assert send(client).status_code == 429

    client.logout()
    assert send(client)["Location"].startswith("/accounts/login/")
