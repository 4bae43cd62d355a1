"""What happens to a picture that somebody uploads."""

from __future__ import annotations

import io
import random
import zlib

import pytest
from django.core.files.storage import InMemoryStorage
from django.db.models.fields.files import FieldFile
from PIL import Image as Pillow

from images import actions, renditions
from images.models import Image, Rendition
from images.pictures import ImageError, read_picture
from tests.images.drawing import gif, jpeg, png, upload

pytestmark = pytest.mark.django_db


def test_a_photo_loses_its_metadata_and_stands_upright():
    photo = jpeg(size=(60, 40), orientation=6, gps=True, comment=b"secret")
    assert b"secret" in photo

    image = actions.add_image(upload(photo, "Photo of mine.JPG"), alt="A wall")

    stored = opened(image.file)
    assert (image.width, image.height) == stored.size == (40, 60)
    assert not stored.getexif()
    assert "comment" not in stored.info
    assert image.file.name.endswith("photo-of-mine.jpg")


def test_the_colour_profile_of_a_photo_is_kept():
    image = actions.add_image(upload(jpeg(profile=b"a profile")), alt="")

    assert opened(image.file).info["icc_profile"] == b"a profile"


def test_the_same_bytes_again_answer_the_first_row():
    first = actions.add_image(upload(jpeg()), alt="A wall")
    again = actions.add_image(upload(jpeg(), "other.jpg"), alt="Another")

    assert again == first
    assert Image.objects.count() == 1


def test_an_animation_keeps_its_frames_and_gets_no_renditions(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        image = actions.add_image(upload(gif(frames=3), "move.gif"), alt="It moves")

    assert getattr(opened(image.file), "n_frames", 1) == 3
    assert not image.renditions.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no picture at all", "no picture we can read"),
        (b"", "no picture we can read"),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "SVG"),
        (jpeg(size=(400, 400))[:900], "damaged"),
        (png()[:60], "damaged"),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(actions.ImageError, match=sentence):
        actions.add_image(upload(content), alt="")

    assert not Image.objects.exists()


@pytest.mark.filterwarnings("ignore")  # Damages that the decoder puts up with.
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_whatever_is_wrong_with_a_picture_there_is_a_sentence(kind):
    """Each decoder has errors of its own."""
    chance = random.Random(kind)
    drawn = Pillow.radial_gradient("L").resize((48, 32)).convert("RGB")
    frames = [drawn, drawn.rotate(90)]
    sound = io.BytesIO()
    frames[0].save(sound, kind, save_all=kind != "JPEG", append_images=frames[1:])
    refused = 0
    for _ in range(150):
        content = bytearray(sound.getvalue())
        for _ in range(chance.choice([1, 2, 9, 30])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read_picture(io.BytesIO(content))
        except ImageError:
            refused += 1
    assert refused


def test_a_large_photo_is_written_line_by_line(monkeypatch):
    monkeypatch.setattr("images.pictures.MAX_PIXELS_SAVED_AT_ONCE", 600)

    small = read_picture(io.BytesIO(jpeg(size=(30, 20))))
    large = read_picture(io.BytesIO(jpeg(size=(31, 20))))

    assert "progressive" in Pillow.open(io.BytesIO(small.content)).info
    assert "progressive" not in Pillow.open(io.BytesIO(large.content)).info


@pytest.mark.parametrize("side", [7_000, 12_000, 20_000])
def test_too_many_pixels_are_refused_before_they_are_decoded(side, monkeypatch):
    monkeypatch.setattr(Pillow.Image, "load", lambda self: pytest.fail("decoded"))

    with pytest.raises(actions.ImageError, match="40 million pixels"):
        actions.add_image(upload(png_that_claims(side, side)), alt="")


def test_the_frames_of_an_animation_count_together(monkeypatch):
    monkeypatch.setattr("images.pictures.MAX_PIXELS", 2 * 10 * 10)

    with pytest.raises(actions.ImageError, match="pixels"):
        actions.add_image(upload(gif(size=(10, 10), frames=3)), alt="")


def test_renditions_are_made_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = actions.add_image(upload(jpeg(size=(1000, 500))), alt="A wall")

    made = {(row.format, row.width) for row in image.renditions.all()}
    assert made == {(f, w) for f in ("avif", "webp") for w in (480, 960, 1000)}
    for row in image.renditions.all():
        assert opened(row.file).size == (row.width, round(row.width / 2))
        assert opened(row.file).format == row.format.upper()


def test_making_renditions_again_makes_only_what_is_missing():
    image = actions.add_image(upload(jpeg(size=(1000, 500))), alt="A wall")
    renditions.make_renditions(image)
    image.renditions.filter(width=480, format="avif").delete()

    assert renditions.make_renditions(image) == 1
    assert renditions.make_renditions(image) == 0


def test_two_workers_at_once_leave_one_file_each(monkeypatch):
    image = actions.add_image(upload(jpeg(size=(300, 200))), alt="A wall")
    renditions.make_renditions(image)
    before = set(Rendition.objects.values_list("file", flat=True))
    storage = Rendition.objects.first().file.storage
    # The other worker looked before the first one wrote.
    monkeypatch.setattr(
        "django.db.models.query.QuerySet.values_list", lambda *args, **kwargs: []
    )

    renditions.make_renditions(image)

    monkeypatch.undo()
    assert set(Rendition.objects.values_list("file", flat=True)) == before
    folder = next(iter(before)).rpartition("/")[0]
    ours = image.file.name.rpartition("/")[2].rpartition(".")[0]
    names = [name for name in storage.listdir(folder)[1] if name.startswith(ours)]
    assert len(names) == len(before)


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (1, [1]),
        (480, [480]),
        (700, [480, 700]),
        (1920, [480, 960, 1440, 1920]),
        (6000, [480, 960, 1440, 1920]),
    ],
)
def test_no_rendition_is_wider_than_its_original(width, made):
    assert renditions.widths_for(width) == made


def test_pictures_need_no_file_system(monkeypatch):
    memory = InMemoryStorage()
    for model in (Image, Rendition):
        monkeypatch.setattr(model._meta.get_field("file"), "storage", memory)

    image = actions.add_image(upload(jpeg(size=(600, 400))), alt="A wall")
    renditions.make_renditions(image)

    assert memory.exists(image.file.name)
    assert image.renditions.count() == 4


def test_a_deleted_picture_takes_its_files_along(django_capture_on_commit_callbacks):
    image = actions.add_image(upload(jpeg(size=(600, 400))), alt="A wall")
    renditions.make_renditions(image)
    files = [image.file, *(row.file for row in image.renditions.all())]
    assert all(stored.storage.exists(stored.name) for stored in files)

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_image(image)

    assert not any(stored.storage.exists(stored.name) for stored in files)
    assert not Rendition.objects.exists()


def opened(stored: FieldFile) -> Pillow.Image:
    with stored.open("rb"):
        return Pillow.open(io.BytesIO(stored.read()))


def png_that_claims(width: int, height: int) -> bytes:
    """A tiny PNG whose header promises a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )
