"""The library of uploads in the admin."""

import pytest

from images.models import Image
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
