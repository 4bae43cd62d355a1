"""Pictures that no attachment stands for come along, if they are where the rest is."""

import pytest

from blog.models import Post
from images.models import File, Image
from tests.images.drawing import jpeg
from tests.transfer.dumps import dump
from tests.transfer.exports import attachment, export, item
from tests.transfer.old_sites import OldSite
from transfer.load.loader import RECORDS_AT_ONCE

UPLOADS = "https://old.example.org/wp-content/uploads/2019/05"


@pytest.mark.parametrize(
    "address",
    [
        f"{UPLOADS}/quay.jpg",
        f"{UPLOADS}/quay-300x200.jpg",
        "/wp-content/uploads/2019/05/quay.jpg",
        "http://www.old.example.org/2019/05/quay.jpg",
    ],
)
def test_a_picture_that_only_a_body_names_comes_in(import_media, client, address):
    report = import_media(item(content=f'<img src="{address}" alt="The quay">'))

    image = Image.objects.get()
    assert image.file.url in Post.objects.get().body
    assert image.width == 600
    assert "3 new: 1 picture, 1 author, 1 post." in report
    old_path = address.partition("old.example.org")[2] or address
    assert client.get(old_path)["Location"] == image.file.url


def test_a_file_that_only_a_link_names_comes_in(import_media, uploads):
    (uploads / "tides.pdf").write_bytes(b"%PDF-1.4 tides")

    import_media(item(content=f'<a href="{UPLOADS}/tides.pdf">Tides</a>'))

    assert File.objects.get().file.url in Post.objects.get().body


def test_whole_and_smaller_are_one_picture(import_media):
    import_media(
        item(content=f'<img src="{UPLOADS}/quay-300x200.jpg">'),
        item(content=f'<a href="{UPLOADS}/quay.jpg"><img src="{UPLOADS}/quay-1x1.jpg"></a>'),
    )  # fmt: skip

    url = Image.objects.get().file.url
    assert [post.body.count(url) for post in Post.objects.order_by("pk")] == [1, 2]


def test_a_size_without_its_whole_comes_in_as_it_is(import_media, uploads):
    (uploads / "mill-30x20.jpg").write_bytes(jpeg(size=(30, 20)))

    import_media(item(content=f'<img src="{UPLOADS}/mill-30x20.jpg">'))

    assert Image.objects.get().width == 30


def test_what_is_nowhere_is_named_and_stays_a_link(import_media):
    report = import_media(item(title="Mill", content=f'<img src="{UPLOADS}/mill.jpg">'))

    assert (
        "1 upload that only bodies name: left out: is not in the folder (“mill.jpg”)."
        in report
    )
    assert "its pictures stay where they are, as links (“Mill”)." in report


def test_an_attachment_that_was_refused_is_not_looked_for_again(import_media):
    report = import_media(
        attachment("mill.jpg"), item(content=f'<img src="{UPLOADS}/mill-30x20.jpg">')
    )

    assert "1 attachment: left out: is not in the folder" in report
    assert "only bodies name" not in report


def test_what_could_not_be_had_once_is_not_asked_for_in_every_post(import_export):
    with OldSite() as site:
        import_export.options = {"fetch_media": True, "fetcher": site.fetcher}
        picture = '<img src="http://old.example.org/gone.jpg">'

        report = import_export(
            *(item(content=picture) for _ in range(2 * RECORDS_AT_ONCE)),
            item(content='<img src="http://old.example.org/lost.jpg">'),
        )

    assert sorted(path for _, path in site.asked) == ["/gone.jpg", "/lost.jpg"]
    assert (
        "2 uploads that only bodies name: left out: the old site answers 404" in report
    )


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://elsewhere.example/wp-content/uploads/2019/05/quay.jpg">',
        '<a href="https://old.example.org/2019/05/a-morning/">a post</a>',
        '<a href="https://old.example.org/about.php">a page</a>',
        '<a href="mailto:quay@old.example.org">mail</a>',
    ],
)
def test_nothing_else_is_looked_for(import_media, body):
    report = import_media(item(content=body))

    assert not Image.objects.exists()
    assert "only bodies name" not in report


def test_a_repeat_changes_nothing_with_the_folder_or_without(import_media):
    text = export(item(content=f'<img src="{UPLOADS}/quay-300x200.jpg">'))
    import_media.run(text)
    before = dump()

    assert "0 new." in import_media.run(text)
    assert dump() == before
    import_media.options.clear()
    assert "0 new." in import_media.run(text)
    assert dump() == before


def test_it_is_fetched_under_the_address_that_the_body_names(import_export):
    with OldSite() as site:
        site.says("/images/wall.jpg", jpeg())
        import_export.options = {"fetch_media": True, "fetcher": site.fetcher}

        import_export(
            item(content='<img src="../images/wall.jpg">'),
            url="http://old.example.org/blog",
        )

    assert site.asked == [("old.example.org", "/images/wall.jpg")]
    assert Image.objects.get().file.url in Post.objects.get().body
