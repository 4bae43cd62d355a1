"""The library of uploads in the admin."""

import pytest

from images.models import File, Image
from tests.factories import UserFactory
from tests.images.drawing import jpeg, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("kind", ["image", "file"])
@pytest.mark.parametrize("page", ["", "add/"])
def test_the_pages_open(kind, page, admin_client):
    assert admin_client.get(f"/admin/images/{kind}/{page}").status_code == 200


def test_a_picture_is_uploaded_with_its_words(admin_client):
    data = {
        "upload": upload(jpeg(), "a.jpg"),
        "alt": "A wall",
        "caption": "",
        "credit": "",
    }

    admin_client.post("/admin/images/image/add/", data)

    assert Image.objects.get().alt == "A wall"


def test_a_picture_is_found_by_its_title(admin_client):
    Image.objects.create(file="a.jpg", width=4, height=3, size=9, title="Harbour wall")
    Image.objects.create(file="b.jpg", width=4, height=3, size=9, title="Mill")

    page = admin_client.get("/admin/images/image/", {"q": "harbour"}).text

    assert "Harbour wall" in page
    assert "Mill" not in page


def test_a_page_that_is_called_a_document_gets_a_sentence(admin_client):
    data = {"upload": upload(b"<html>", "report.pdf"), "title": "Report"}

    page = admin_client.post("/admin/images/file/add/", data).text

    assert "The file holds a web page or a program, not what it is called." in page
    assert not File.objects.exists()
