"""What whoever watches the site is told."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_site_in_order_says_so(address, client):
    assert client.get(address).status_code == 200


def test_a_site_without_its_cache_is_alive_but_not_ready(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }

    ready = client.get("/readyz")

    assert ready.status_code == 503
    assert ready.json() == {"database": True, "migrations": True, "cache": False}
    assert client.get("/healthz").status_code == 200


def test_a_site_with_a_migration_to_come_is_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="comments").last().delete()

    ready = client.get("/readyz")

    assert ready.status_code == 503
    assert ready.json()["migrations"] is False


def test_a_site_whose_cache_fails_says_so_in_the_log(client, settings, caplog):
    settings.CACHES = {"default": {"BACKEND": "nowhere.Cache"}}

    assert client.get("/readyz").status_code == 503
    assert "Not ready." in caplog.text


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_no_cache_keeps_the_answer(address, client):
    assert "no-store" in client.get(address)["Cache-Control"]
