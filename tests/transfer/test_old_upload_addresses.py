"""The half of the web that links to the old pictures still finds them."""

import pytest

from blog.models import Post, Redirect
from images.models import File, Image
from tests.transfer.exports import attachment, item


@pytest.mark.parametrize(
    "requested",
    [
        "/wp-content/uploads/2019/05/quay.jpg",
        "/wp-content/uploads/2019/05/quay.jpg?w=300",
        "/wp-content/uploads/2019/05/quay-300x200.jpg",
        "/wp-content/uploads/2019/05/quay-scaled.jpg",
        "/wp-content/uploads/2019/05/quay-e1557922800123-150x150.jpg",
    ],
)
def test_the_old_path_of_a_picture_leads_to_ours(import_media, client, requested):
    import_media(attachment("quay.jpg"))

    response = client.get(requested)

    assert response.status_code == 301
    assert response["Location"] == Image.objects.get().file.url


def test_the_old_path_of_a_file_leads_to_ours(import_media, uploads, client):
    (uploads / "gezeiten für mai.pdf").write_bytes(b"%PDF-1.4 tides")
    import_media(attachment("gezeiten für mai.pdf"))

    response = client.get("/wp-content/uploads/2019/05/gezeiten%20f%C3%BCr%20mai.pdf")

    assert response.status_code == 301
    assert response["Location"] == File.objects.get().file.url


@pytest.mark.parametrize(
    "requested",
    [
        "/wp-content/uploads/2019/05/gone.jpg",
        "/wp-content/uploads/2019/05/quay.png",
        "/wp-content/uploads/2019/05/",
        "/wp-content/uploads/2019/05/quay.jpg/",
        "/quay.jpg",
    ],
)
def test_a_path_of_nothing_is_not_found(import_media, client, requested):
    import_media(attachment("quay.jpg"))

    assert client.get(requested, follow=True).status_code == 404


def test_no_row_is_kept_for_the_sizes_of_a_picture(import_media):
    import_media(attachment("quay.jpg", post_id=77))

    assert {row.old_path for row in Redirect.objects.all()} == {
        "/quay/",
        "/?attachment_id=77",
    }


PAGE = "https://old.example.org/2019/05/a-morning/quay/"


@pytest.mark.parametrize(
    "requested",
    ["/2019/05/a-morning/quay/", "/?attachment_id=77", "/?p=77", "/?p=77&utm=x"],
)
def test_the_page_of_an_attachment_leads_to_its_post(import_media, client, requested):
    import_media(
        attachment("quay.jpg", post_id=77, post_parent=78, link=PAGE),
        item(post_id=78),
    )

    response = client.get(requested)

    assert response.status_code == 301
    assert response["Location"] == Post.objects.get().get_absolute_url()


@pytest.mark.parametrize("requested", ["/quay/", "/?attachment_id=77", "/?p=77"])
def test_the_page_of_what_hangs_on_nothing_leads_to_the_file(
    import_media, client, requested
):
    import_media(attachment("quay.jpg", post_id=77))

    response = client.get(requested)

    assert response.status_code == 301
    assert response["Location"] == Image.objects.get().file.url


def test_what_hangs_on_a_draft_leads_to_the_file(import_media, client):
    import_media(
        item(post_id=78, status="draft"),
        attachment("quay.jpg", post_id=77, post_parent=78, link=PAGE),
    )

    assert client.get("/?p=77")["Location"] == Image.objects.get().file.url


def test_what_hangs_on_a_page_leads_there(import_export, client):
    import_export(
        attachment("quay.jpg", post_id=77, post_parent=78, link=PAGE),
        item(post_type="page", post_id=78, post_name="harbour"),
    )

    assert client.get("/?attachment_id=77")["Location"] == "/harbour/"


def test_without_the_uploads_only_what_hangs_somewhere_leads_on(import_export, client):
    import_export(
        item(post_id=78),
        attachment("quay.jpg", post_id=77, post_parent=78, link=PAGE),
        attachment("mill.jpg", post_id=79),
    )

    assert client.get("/?p=77")["Location"] == Post.objects.get().get_absolute_url()
    assert client.get("/?p=79").status_code == 200
    assert client.get("/mill/").status_code == 404


def test_a_post_keeps_its_own_address_whatever_an_attachment_says(import_export):
    import_export(
        item(post_id=78, post_name="a-morning"),
        attachment(
            "quay.jpg", post_id=77, post_parent=78,
            link="https://old.example.org/2019/05/a-morning/",
        ),
    )  # fmt: skip

    assert not Redirect.objects.filter(old_path="/2019/05/a-morning/").exists()


def test_a_deleted_picture_takes_its_old_addresses_along(import_media, client):
    import_media(attachment("quay.jpg", post_id=77))

    Image.objects.get().delete()

    gone = client.get("/wp-content/uploads/2019/05/quay.jpg", follow=True)
    assert gone.status_code == 404
    assert not Redirect.objects.exists()
