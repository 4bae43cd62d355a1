"""What the environment makes of the settings."""

from __future__ import annotations

import os
import stat
import sys
from importlib import import_module

import pytest
from django.core.exceptions import ImproperlyConfigured


@pytest.fixture
def settings_of(monkeypatch, tmp_path):
    """``settings_of(SITE_URL=…)``: all settings, with nothing else in the environment."""

    def read(module="base", **environment):
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
        }
        environment.setdefault("MASTHEAD_VAR_DIR", str(tmp_path / "var"))
        monkeypatch.setattr("environ.Env.ENVIRON", {**kept, **environment})
        monkeypatch.setattr("environ.Env.read_env", lambda *_, **__: None)
        for name in (module, "base"):
            monkeypatch.delitem(sys.modules, f"config.settings.{name}", raising=False)
        return vars(import_module(f"config.settings.{module}"))

    return read


def test_a_site_on_https_is_asked_for_on_https_alone(settings_of):
    found = settings_of(SITE_URL="https://blog.example.org/")

    assert found["SITE_URL"] == "https://blog.example.org"
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://blog.example.org"]
    assert found["ALLOWED_HOSTS"][0] == "blog.example.org"
    assert found["DEFAULT_FROM_EMAIL"] == "masthead@blog.example.org"


def test_a_site_on_plain_http_works_without(settings_of):
    found = settings_of(SITE_URL="http://localhost:8000")

    assert not found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert not found["SESSION_COOKIE_SECURE"]
    assert not found["CSRF_COOKIE_SECURE"]


def test_staff_need_a_second_factor_where_others_can_reach_the_site(settings_of):
    name = "MASTHEAD_STAFF_NEEDS_SECOND_FACTOR"

    assert settings_of(SITE_URL="https://blog.example.org")[name]
    assert not settings_of(SITE_URL="http://localhost:8000")[name]
    assert not settings_of(SITE_URL="https://blog.example.org", **{name: "no"})[name]


@pytest.mark.parametrize(
    "address", ["blog.example.org", "ftp://example.org", "https://"]
)
def test_an_address_that_is_none_stops_the_start(settings_of, address):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL must be a whole address"):
        settings_of(SITE_URL=address)


def test_the_secret_is_made_once_and_kept_for_its_owner(settings_of, tmp_path):
    first, second = settings_of()["SECRET_KEY"], settings_of()["SECRET_KEY"]

    kept = tmp_path / "var" / "secret-key"
    assert first == second == kept.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert settings_of(SECRET_KEY="given")["SECRET_KEY"] == "given"


def test_nothing_has_to_be_set(settings_of, tmp_path):
    found = settings_of()

    assert not found["DEBUG"]
    database = found["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "var" / "masthead.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["CACHES"]["default"]["BACKEND"].endswith("FileBasedCache")
    assert found["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert found["EMAIL_FILE_PATH"] == tmp_path / "var" / "mail"
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_one_address_each_chooses_database_cache_and_mail(settings_of):
    found = settings_of(
        DATABASE_URL="postgres://ann:secret@db.example.org/blog",
        CACHE_URL="redis://cache.example.org/1",
        EMAIL_URL="smtp://ann:secret@mail.example.org:25",
    )

    database = found["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example.org"
    assert database["CONN_HEALTH_CHECKS"]
    assert "init_command" not in database.get("OPTIONS", {})
    assert "redis" in found["CACHES"]["default"]["BACKEND"].lower()
    assert found["EMAIL_HOST"] == "mail.example.org"


def test_proxies_are_believed_only_when_they_are_counted(settings_of):
    found = settings_of(TRUSTED_PROXIES="1")

    assert found["MASTHEAD_TRUSTED_PROXIES"] == 1
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_a_running_site_uses_the_settings_as_they_are(settings_of):
    assert settings_of("prod")["DEBUG"] is False


def test_whoever_works_on_masthead_sees_errors_and_fresh_files(settings_of):
    found = settings_of("dev")

    assert found["DEBUG"]
    assert found["WHITENOISE_AUTOREFRESH"]
    assert found["EMAIL_BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, False),
        ({"EMAIL_URL": "smtp://mail.example.org:25"}, True),
        (
            {
                "EMAIL_URL": "smtp://mail.example.org:25",
                "MASTHEAD_CONFIRM_GUESTS": "no",
            },
            False,
        ),
        ({"MASTHEAD_CONFIRM_GUESTS": "yes"}, True),
    ],
)
def test_guests_confirm_where_they_can_get_mail(settings_of, environment, asked):
    assert settings_of(**environment)["MASTHEAD_CONFIRM_GUESTS"] is asked


def test_mail_goes_into_the_folder_that_was_named(settings_of, tmp_path):
    found = settings_of(EMAIL_URL="filemail:///srv/mail")
    assert str(found["EMAIL_FILE_PATH"]) == "/srv/mail"

    assert settings_of()["EMAIL_FILE_PATH"] == tmp_path / "var" / "mail"


@pytest.mark.filterwarnings("ignore:Engine not recognized")
def test_a_database_that_is_none_stops_the_start_with_a_sentence(settings_of):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must be an address"):
        settings_of(DATABASE_URL="nonsense")


def test_a_look_of_its_own_is_found_before_ours(settings_of, tmp_path):
    (tmp_path / "static").mkdir()

    found = settings_of(MASTHEAD_THEME_DIR=str(tmp_path))

    assert found["TEMPLATES"][0]["DIRS"][0] == tmp_path / "templates"
    assert found["STATICFILES_DIRS"] == [
        tmp_path / "static",
        found["BASE_DIR"] / "static",
    ]


def test_a_look_of_templates_alone_will_do(settings_of, tmp_path):
    found = settings_of(MASTHEAD_THEME_DIR=str(tmp_path))

    assert found["STATICFILES_DIRS"] == [found["BASE_DIR"] / "static"]


def test_a_look_that_is_not_there_stops_the_start(settings_of, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="which is no folder"):
        settings_of(MASTHEAD_THEME_DIR=str(tmp_path / "nowhere"))


def test_a_site_sets_its_own_limits_and_keeps_the_others(settings_of):
    limits = settings_of(
        MASTHEAD_RATE_LIMITS="post=3/2m,search-place=off,report=9/24h"
    )["MASTHEAD_RATE_LIMITS"]

    assert limits["post"] == (3, 120)
    assert limits["search-place"] is None
    assert limits["report"] == (9, 86_400)
    assert limits["post-place"] == (20, 600)


@pytest.mark.parametrize(
    "said", ["posts=3/2m", "post=3", "post=0/2m", "post=3/2d", "post=3/25h", "post="]
)
def test_a_limit_that_is_none_stops_the_start(settings_of, said):
    with pytest.raises(ImproperlyConfigured, match="MASTHEAD_RATE_LIMITS"):
        settings_of(MASTHEAD_RATE_LIMITS=said)
