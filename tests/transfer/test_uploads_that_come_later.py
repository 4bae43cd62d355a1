"""Pictures may come in a later run than their posts, and stay when nobody brings them."""

from blog.models import Post
from images.models import Image
from tests.images.drawing import jpeg
from tests.transfer.exports import attachment, export, item, meta


def test_a_later_run_with_the_folder_brings_the_pictures(import_media):
    folder = import_media.options.pop("media")
    text = export(
        attachment("quay.jpg", post_id=7),
        item(
            meta("_thumbnail_id", 7),
            title="Shown",
            content='<img src="/wp-content/uploads/2019/05/quay.jpg">\n\n[gallery ids="7"]',
        ),
        item(title="Plain", content="No picture."),
    )
    report = import_media.run(text)
    assert "Left out: 1 attachment (“quay”)." in report
    assert "the shortcode [gallery] is shown as text (“Shown”)" in report
    import_media.options["media"] = folder

    report = import_media.run(text)

    post = Post.objects.get(title="Shown")
    assert post.body.count(Image.objects.get().file.url) == 3
    assert post.lead_image == Image.objects.get()
    assert "1 new: 1 picture." in report
    assert "1 changed: 1 post." in report
    assert "shortcode" not in report
    assert "0 new." in import_media.run(text)


def test_a_later_run_leaves_a_post_that_was_edited_here(import_media):
    folder = import_media.options.pop("media")
    text = export(
        attachment("quay.jpg", post_id=7),
        item(title="Shown", content='<img src="/wp-content/uploads/2019/05/quay.jpg">'),
    )
    import_media.run(text)
    Post.objects.update(body="<p>Written anew</p>")
    import_media.options["media"] = folder

    report = import_media.run(text)

    assert Post.objects.get().body == "<p>Written anew</p>"
    assert "1 post: changed in the export, but edited here" in report


def test_a_picture_that_comes_late_completes_its_posts(import_media, uploads):
    (uploads / "quay.jpg").rename(uploads / "away.jpg")
    text = export(
        attachment("quay.jpg", post_id=7),
        item(content='<img src="/wp-content/uploads/2019/05/quay.jpg">'),
    )
    import_media.run(text)
    assert "/wp-content/" in Post.objects.get().body
    (uploads / "away.jpg").rename(uploads / "quay.jpg")

    import_media.run(text)

    assert Image.objects.get().file.url in Post.objects.get().body


def test_a_later_export_of_posts_alone_keeps_their_pictures(import_media):
    post = {"post_id": 8, "post_name": "quay", "title": "Quay"}
    body = '<img src="/wp-content/uploads/2019/05/quay.jpg">'
    import_media(attachment("quay.jpg", post_id=7), item(content=body, **post))
    import_media.options.clear()

    import_media(item(content=f"{body} More.", **post))

    assert Image.objects.get().file.url in Post.objects.get().body


def test_a_batch_takes_as_many_queries_with_many_pictures(
    import_media, uploads, django_assert_max_num_queries
):
    parts = [
        item(content=f'<img src="/wp-content/uploads/2019/05/quay.jpg?{n}">[gallery]')
        for n in range(60)
    ]
    import_media(attachment("quay.jpg"))

    with django_assert_max_num_queries(40):
        import_media(*parts)


def test_a_lead_picture_that_was_chosen_here_stays(import_media, uploads):
    (uploads / "mill.jpg").write_bytes(jpeg(size=(90, 60)))
    post = {"post_id": 9, "post_name": "quay", "title": "Quay"}
    pictures = [attachment("quay.jpg", post_id=7), attachment("mill.jpg", post_id=8)]
    import_media(*pictures, item(meta("_thumbnail_id", 7), **post))
    mill = Image.objects.get(title="mill")
    Post.objects.update(lead_image=mill)

    report = import_media(
        *pictures, item(meta("_thumbnail_id", 7), content="New", **post)
    )

    assert Post.objects.get().lead_image == mill
    assert "1 post: changed in the export, but edited here" in report


def test_a_lead_picture_that_changed_there_changes_here(import_media, uploads):
    (uploads / "mill.jpg").write_bytes(jpeg(size=(90, 60)))
    post = {"post_id": 9, "post_name": "quay", "title": "Quay"}
    pictures = [attachment("quay.jpg", post_id=7), attachment("mill.jpg", post_id=8)]
    import_media(*pictures, item(meta("_thumbnail_id", 7), **post))

    import_media(*pictures, item(meta("_thumbnail_id", 8), **post))
    assert Post.objects.get().lead_image == Image.objects.get(title="mill")

    import_media(*pictures, item(**post))
    assert Post.objects.get().lead_image is None
