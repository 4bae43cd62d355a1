"""Attachments become pictures and files, once, with what was said of them."""

import os

import pytest
from django.core.management import CommandError, call_command

from blog.models import Post
from images.models import File, Image, Rendition
from tests.images.drawing import gif, jpeg, png
from tests.transfer.dumps import dump
from tests.transfer.exports import attachment, export, item, meta

MEASURES = (
    'a:3:{s:5:"width";i:600;s:10:"image_meta";a:2:{s:6:"credit";s:0:"";'
    's:9:"copyright";s:8:"Ann Quay";}}'
)


def test_a_picture_comes_in_with_what_was_said_of_it(import_media):
    report = import_media(
        attachment(
            "quay.jpg",
            meta("_wp_attachment_metadata", MEASURES),
            post_id=77,
            title="Harbour wall",
            alt="A wall &amp; a gull",
            excerpt="The wall in <em>May</em>",
        )
    )

    image = Image.objects.get()
    assert image.import_ref == "wordpress:old.example.org:77"
    assert (image.title, image.alt) == ("Harbour wall", "A wall & a gull")
    assert (image.caption, image.credit) == ("The wall in May", "Ann Quay")
    assert (image.width, image.height) == (600, 400)
    assert image.file.storage.exists(image.file.name)
    assert "1 new: 1 picture." in report
    assert "Left out" not in report


def test_pictures_are_written_again_without_what_they_carried(import_media, uploads):
    (uploads / "quay.jpg").write_bytes(jpeg(gps=True, comment=b"<script>"))

    import_media(attachment("quay.jpg"))

    with Image.objects.get().file.open("rb") as kept:
        content = kept.read()
    assert b"script" not in content
    assert b"Exif" not in content


def test_renditions_are_made_after_the_commit(
    import_media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as waiting:
        import_media(attachment("quay.jpg"))
    assert not Rendition.objects.exists()

    for make in waiting:
        make()
    assert {row.width for row in Rendition.objects.all()} == {480, 600}


def test_other_uploads_come_in_as_files(import_media, uploads):
    (uploads / "tides.pdf").write_bytes(b"%PDF-1.4 tides")
    (uploads / "horn.mp3").write_bytes(b"ID3 horn")

    report = import_media(
        attachment("tides.pdf", title="Tide tables"), attachment("horn.mp3")
    )

    assert {row.title for row in File.objects.all()} == {"Tide tables", "horn"}
    assert File.objects.get(title="Tide tables").size == 14
    assert "2 new: 2 files." in report


@pytest.mark.parametrize(
    "below", ["", "uploads", "wp-content/uploads", "a/wp-content/uploads"]
)
def test_the_folder_may_lie_above_the_uploads(import_export, tmp_path, below):
    copy = tmp_path / "copy"
    (copy / below / "2019/05").mkdir(parents=True)
    (copy / below / "2019/05/quay.jpg").write_bytes(jpeg())
    import_export.options["media"] = copy

    import_export(attachment("quay.jpg"))

    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("attached", "url"),
    [
        ("2019/05/quay.jpg", ""),
        ("", "https://old.example.org/wp-content/uploads/2019/05/quay.jpg"),
        ("", "https://old.files.example.org/2019/05/quay.jpg"),
        (
            "/home/wpcom/blogs.dir/a8d/24/files/2019/05/quay.jpg",
            "https://x.example/q.jpg",
        ),
        ("C:\\www\\wp-content\\uploads\\2019\\05\\quay.jpg", ""),
        # Scaled or edited meanwhile: what lies there is the picture before that.
        (
            "2019/05/quay-scaled.jpg",
            "https://x.example/uploads/2019/05/quay-scaled.jpg",
        ),
        ("2019/05/quay-e1557922800123.jpg", ""),
    ],
)
def test_a_file_is_found_by_any_of_its_names(import_media, attached, url):
    import_media(
        item(
            meta("_wp_attached_file", attached),
            post_type="attachment",
            attachment_url=url,
            guid=url,
        )
    )

    assert Image.objects.count() == 1


def test_names_are_found_as_another_system_spells_them(import_media, uploads):
    (uploads / "cafe\u0301.jpg").write_bytes(jpeg())

    import_media(attachment("caf\u00e9.jpg"))

    assert Image.objects.count() == 1


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>go()</script></svg>'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("map.svg", SVG, "SVG drawings can carry scripts and are not taken"),
        ("map.jpg", SVG, "SVG drawings can carry scripts and are not taken"),
        ("gone.jpg", None, "is not in the folder"),
        ("half.jpg", jpeg(size=(600, 400))[:900], "The picture is damaged"),
        ("empty.jpg", b"", "This is no picture we can read"),
        ("page.jpg", b"<html><script>go()</script>", "This is no picture we can read"),
        ("huge.png", png(size=(7000, 6000)), "has more than 40 million pixels"),
        ("shell.php", b"<?php go();", "Files that end in .php are not taken"),
        ("page.html", b"<p>Quay", "Files that end in .html are not taken"),
        ("plain", b"Quay", "Files without an ending are not taken"),
        ("page.pdf", b"\n<!DOCTYPE html><script>", "The file holds a web page"),
        ("shell.mp3", b"<?php go();", "The file holds a web page or a program"),
    ],
)
def test_what_is_refused_is_named_with_the_reason(
    import_media, uploads, name, content, reason
):
    if content is not None:
        (uploads / name).write_bytes(content)

    report = import_media(attachment(name, title="The map"), item())

    line = next(line for line in report.splitlines() if "attachment" in line)
    assert line.startswith("1 attachment: left out: ")
    assert reason in line
    assert line.endswith("(“The map”).")
    assert not Image.objects.exists()
    assert not File.objects.exists()
    assert Post.objects.count() == 1


def test_what_hides_behind_a_picture_does_not_come_along(import_media, uploads):
    (uploads / "two-faced.gif").write_bytes(gif() + b"<script>go()</script>PK\x03\x04")

    import_media(attachment("two-faced.gif"))

    with Image.objects.get().file.open("rb") as kept:
        assert b"script" not in kept.read()


def test_too_large_a_file_is_refused_unread(import_media, uploads):
    with (uploads / "film.mp4").open("wb") as film:
        film.truncate(1024**3 + 1)
    with (uploads / "wall.jpg").open("wb") as wall:
        wall.truncate(64 * 1024**2 + 1)

    report = import_media(attachment("film.mp4"), attachment("wall.jpg"))

    assert "left out: is larger than 1024 MB (“film”)." in report
    assert "left out: is larger than 64 MB (“wall”)." in report


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.pdf",
        "../uploads/../secret.pdf",
        "/secret.pdf",
        "x%00/../../a.pdf",
        "%2e%2e/%2e%2e/secret.pdf",
    ],
)
def test_no_name_leads_out_of_the_folder(import_media, tmp_path, name):
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4 secret")

    report = import_media(
        item(
            meta("_wp_attached_file", name),
            post_type="attachment",
            attachment_url=f"https://old.example.org/wp-content/uploads/{name}",
        )
    )

    assert not File.objects.exists()
    assert "1 attachment: left out: " in report


def test_control_characters_in_an_address_do_no_harm(import_media):
    import_media(
        attachment(
            "quay.jpg",
            attachment_url="https://old.example.org/uploads/2019/05/quay%00%0a.jpg",
        )
    )

    assert Image.objects.get().old_path == "/uploads/2019/05/quay\n.jpg"


def test_no_link_in_the_folder_leads_out_of_it(import_media, uploads, tmp_path):
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4 secret")
    (uploads / "tides.pdf").symlink_to(tmp_path / "secret.pdf")

    report = import_media(attachment("tides.pdf"))

    assert not File.objects.exists()
    assert "left out: names a path that leads out of the folder (“tides”)." in report


def test_what_is_no_plain_file_is_not_opened(import_media, uploads):
    os.mkfifo(uploads / "pipe.mp3")
    (uploads / "folder.pdf").mkdir()

    report = import_media(attachment("pipe.mp3"), attachment("folder.pdf"))

    assert "2 attachments: left out: is not in the folder (“pipe”, “folder”)." in report


def test_a_folder_that_is_none_stops_before_anything_comes_in(db, tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(export(item()))

    with pytest.raises(CommandError, match="nowhere is no folder"):
        call_command("import_wordpress", path, media=tmp_path / "nowhere")

    assert not Post.objects.exists()


def test_a_second_import_changes_nothing(import_media, uploads, tmp_path):
    (uploads / "tides.pdf").write_bytes(b"%PDF-1.4 tides")
    # The same bytes twice: each has words of its own.
    (uploads / "again.jpg").write_bytes((uploads / "quay.jpg").read_bytes())
    parts = [
        attachment("quay.jpg", post_id=7),
        attachment("again.jpg", caption="Again"),
        attachment("tides.pdf"),
        item(meta("_thumbnail_id", 7), content='<img src="/wp-content/uploads/2019/05/quay.jpg">[gallery ids="7"]'),
    ]  # fmt: skip
    import_media(*parts)
    before, files = dump(), sorted((tmp_path / "media").rglob("*"))
    assert Image.objects.count() == 2

    report = import_media(*parts)

    assert dump() == before
    assert sorted((tmp_path / "media").rglob("*")) == files
    assert "0 new." in report
    assert "unchanged: 2 pictures, 1 file" in report


def test_a_repeat_without_the_folder_leaves_pictures_where_they_are(import_media):
    parts = [
        attachment("quay.jpg", post_id=7),
        item(meta("_thumbnail_id", 7), content='<img src="/wp-content/uploads/2019/05/quay.jpg">'),
    ]  # fmt: skip
    import_media(*parts)
    before = dump()
    import_media.options.clear()

    report = import_media(*parts, attachment("late.jpg"))

    assert dump() == before
    assert "Left out: 1 attachment (“late”)." in report


def test_new_words_of_a_picture_come_but_not_over_those_written_here(import_media):
    import_media(attachment("quay.jpg", post_id=7, alt="A wall"))

    report = import_media(attachment("quay.jpg", post_id=7, alt="The wall"))
    assert Image.objects.get().alt == "The wall"
    assert "1 changed: 1 picture." in report

    Image.objects.update(alt="The wall at dawn")
    report = import_media(attachment("quay.jpg", post_id=7, alt="Wall"))
    assert Image.objects.get().alt == "The wall at dawn"
    assert "1 picture: changed in the export, but edited here" in report


def test_a_dry_run_looks_at_everything_and_keeps_nothing(
    import_media, uploads, tmp_path
):
    (uploads / "tides.pdf").write_bytes(b"%PDF-1.4 tides")
    (uploads / "half.jpg").write_bytes(b"\xff\xd8\xff half")
    import_media.options["dry_run"] = True

    report = import_media(
        attachment("quay.jpg", post_id=7),
        attachment("tides.pdf"),
        attachment("half.jpg"),
        item(meta("_thumbnail_id", 7), content='<img src="/wp-content/uploads/2019/05/quay.jpg">'),
    )  # fmt: skip

    assert "1 picture, 1 file" in report
    assert "1 attachment: left out: " in report
    assert "its pictures stay" not in report
    assert not Image.objects.exists()
    assert not list((tmp_path / "media").rglob("*"))


def test_a_full_disk_ends_the_import_with_a_sentence(import_media, settings, tmp_path):
    (tmp_path / "full").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = tmp_path / "full"

    with pytest.raises(CommandError, match="A file could not be written: "):
        import_media(attachment("quay.jpg"))


def test_an_upload_that_comes_twice_counts_once(import_media):
    report = import_media(
        attachment("quay.jpg", post_id=7, alt="First"),
        attachment("quay.jpg", post_id=7, alt="Second"),
    )

    assert Image.objects.get().alt == "First"
    assert "1 new: 1 picture." in report
    assert "changed" not in report
