"""For the tests: quick hashing, tasks at once, nothing written outside a temp folder."""

import atexit
import os
import shutil
import tempfile

import django

os.environ.setdefault("SECRET_KEY", "for tests only: nothing here is worth stealing")
if "MASTHEAD_VAR_DIR" not in os.environ:
    os.environ["MASTHEAD_VAR_DIR"] = tempfile.mkdtemp(prefix="masthead-test-")
    atexit.register(shutil.rmtree, os.environ["MASTHEAD_VAR_DIR"], ignore_errors=True)

from .base import *  # noqa: F403 (the variables above must be set first)
from .base import (
    DATABASES,
    MASTHEAD_RATE_LIMITS,
    SQLITE_OPTIONS,
    STORAGES,
    VAR_DIR,
    env,
)

if test_postgres_url := env.str("TEST_DATABASE_URL", ""):
    DATABASES["default"] = env.db_url_config(test_postgres_url)
else:
    # A file, not memory: the tests with several writers need one database.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# One test must not wait for another.
MASTHEAD_RATE_LIMITS = dict.fromkeys(MASTHEAD_RATE_LIMITS)
LOGGING = {"version": 1, "disable_existing_loggers": False}
_tasks = "django.tasks" if django.VERSION >= (6, 0) else "django_tasks"
TASKS = {"default": {"BACKEND": f"{_tasks}.backends.immediate.ImmediateBackend"}}
