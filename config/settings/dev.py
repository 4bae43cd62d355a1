"""For working on Masthead itself: debug pages, static files from the sources."""

from .base import *  # noqa: F403 (a settings module is its base plus differences)
from .base import STORAGES, VAR_DIR

DEBUG = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
