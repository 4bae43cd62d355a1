"""Every setting, read from the environment (or from .env beside manage.py).

Without any variable set the site runs on SQLite with local media, a local cache,
mail written to files, debug off and a secret that is generated once and kept in
var/. docs/operations.md lists the variables.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.management.utils import get_random_secret_key
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from config.settings.limits import rate_limits
from config.settings.reactions import reaction_kinds

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("MASTHEAD_VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def kept_secret(path: Path) -> str:
    """The secret in ``path``; made there, readable by its owner alone, if absent."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


# --- The site ----------------------------------------------------------------

SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise environ.ImproperlyConfigured(
        f"SITE_URL must be a whole address such as https://blog.example.org, "
        f"not {SITE_URL!r}."
    )
_secure = _site.scheme == "https"

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[_site.hostname, "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
# How many proxies in front add themselves to X-Forwarded-For; 0: none is believed.
MASTHEAD_TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if MASTHEAD_TRUSTED_PROXIES else None
)

MASTHEAD_POSTS_PER_PAGE = env.int("MASTHEAD_POSTS_PER_PAGE", 10)
MASTHEAD_COMMENTS_PER_PAGE = env.int("MASTHEAD_COMMENTS_PER_PAGE", 200)
MASTHEAD_COMMENT_DEPTH_SHOWN = env.int("MASTHEAD_COMMENT_DEPTH_SHOWN", 6)
MASTHEAD_COMMENT_MAX_LENGTH = env.int("MASTHEAD_COMMENT_MAX_LENGTH", 10_000)
# How long writers may edit and delete what they wrote; 0: never.
MASTHEAD_EDIT_MINUTES = env.int("MASTHEAD_EDIT_MINUTES", 15)
# Comments close this many days after publication, unless the post says otherwise.
MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS = env.int("MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS", 0)
# How readers answer with a click; one of these for each reader and comment.
MASTHEAD_REACTIONS = reaction_kinds(env.list("MASTHEAD_REACTIONS", default=["agree"]))
# Who gets more mails of one thread in an hour gets one for the next hour; 0: never.
MASTHEAD_HOT_THREAD = env.int("MASTHEAD_HOT_THREAD", 10)
MASTHEAD_SPAM_KEPT_DAYS = env.int("MASTHEAD_SPAM_KEPT_DAYS", 30)
# A guest's first comment waits for the click in a mail. Without a mail server nobody
# would get one.
MASTHEAD_CONFIRM_GUESTS = env.bool(
    "MASTHEAD_CONFIRM_GUESTS", bool(env.str("EMAIL_URL", ""))
)
# The path of the page with the rules for commenters: mails to them lead there.
MASTHEAD_COMMENT_POLICY_PAGE = env.str("MASTHEAD_COMMENT_POLICY_PAGE", "comment-policy")

# With a key, a rule may ask Akismet; nothing is sent anywhere without.
MASTHEAD_AKISMET_KEY = env.str("MASTHEAD_AKISMET_KEY", "")
MASTHEAD_AKISMET_URL = env.str("MASTHEAD_AKISMET_URL", "https://rest.akismet.com/1.1/")
# Whether readers find at /moderation-log/ what moderators and rules did.
MASTHEAD_PUBLIC_MODERATION_LOG = env.bool("MASTHEAD_PUBLIC_MODERATION_LOG", False)

# post=10/10m,search-place=off: how often one person, or one network, may do what.
MASTHEAD_RATE_LIMITS = rate_limits(env.dict("MASTHEAD_RATE_LIMITS", default={}))
# Where they are counted while the cache is a folder, which can't count.
MASTHEAD_TALLIES_DIR = VAR_DIR / "tallies"

# A site's own look: its templates/ and static/ are found before ours.
MASTHEAD_THEME_DIR = env.str("MASTHEAD_THEME_DIR", "")
_looks = [Path(MASTHEAD_THEME_DIR)] if MASTHEAD_THEME_DIR else []
if not all(look.is_dir() for look in _looks):
    raise environ.ImproperlyConfigured(
        f"MASTHEAD_THEME_DIR is {MASTHEAD_THEME_DIR!r}, which is no folder."
    )
_looks.append(BASE_DIR)

# --- Applications ------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "taggit",
    "js_asset",
    "django_prose_editor",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts",
    "images",
    "mail",
    "blog",
    "comments",
    # Our own configuration: the package's would connect a hook that republishes
    # held replies whenever their parent is saved.
    "comments.apps.CommentsLibraryConfig",
    "django_comments",
    "transfer",
    "ops",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # What the site draws; static files lie compressed already.
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "config.middleware.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.NoNullMiddleware",
    "config.middleware.Utf8Middleware",
    "pagecache.middleware.CookielessMiddleware",
    "comments.middleware.MarkerMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "blog.middleware.RedirectMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AccountPagesMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [look / "templates" for look in _looks],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "config.templates.UnindentedLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.context_processors.site",
            ],
        },
    },
    {
        # Mails are plain text, in which nothing is escaped: templates/mail/.
        "NAME": "mail",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "mail"],
        "OPTIONS": {
            "autoescape": False,
            "context_processors": ["blog.context_processors.site"],
        },
    },
]

# --- Data --------------------------------------------------------------------

SQLITE_OPTIONS = {
    # A writer takes its lock when it begins, so that two never wait for each other.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        "PRAGMA cache_size = -20000;"
    ),
}

_sqlite_file = quote(str(VAR_DIR / "masthead.sqlite3"))
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{_sqlite_file}")}
if not DATABASES["default"].get("ENGINE"):
    raise environ.ImproperlyConfigured(
        "DATABASE_URL must be an address such as postgres://user:password@host/name."
    )
# Kept for a minute's requests: SQLite, too, reads the whole schema when it connects.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
else:
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_local_cache = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": VAR_DIR / "cache",
    # Of 300, as usual, whoever floods the site would push out what limits sign-in.
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}
CACHES = {
    "default": env.cache_url("CACHE_URL") if env.str("CACHE_URL", "") else _local_cache
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- People ------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_index"
LOGOUT_REDIRECT_URL = "blog:home"
# Whether readers may make themselves an account.
MASTHEAD_SIGN_UP = env.bool("MASTHEAD_SIGN_UP", True)
# A site that others can reach has https; on one's own machine it would be in the way.
MASTHEAD_STAFF_NEEDS_SECOND_FACTOR = env.bool(
    "MASTHEAD_STAFF_NEEDS_SECOND_FACTOR", _secure
)
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Who follows the link in the browser that signed up is signed in, and goes on there.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Anybody can type any address: those that nobody here has get no mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"change_profile": "10/m/user"}
ACCOUNT_FORMS = {
    "login": "accounts.member_forms.SignInForm",
    "signup": "accounts.member_forms.SignUpForm",
    "add_email": "accounts.member_forms.ChangeEmailForm",
    "change_password": "accounts.member_forms.ChangePasswordForm",
    "set_password": "accounts.member_forms.SetPasswordForm",
    "reset_password": "accounts.member_forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.member_forms.NewPasswordForm",
    "reauthenticate": "accounts.member_forms.PasswordAgainForm",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers have passkeys on https, and on one's own machine without.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
MFA_FORMS = {
    "authenticate": "accounts.member_forms.SecondStepForm",
    "reauthenticate": "accounts.member_forms.SecondStepAgainForm",
    "activate_totp": "accounts.member_forms.AuthenticatorForm",
    "add_webauthn": "accounts.member_forms.PasskeyForm",
    "edit_webauthn": "accounts.member_forms.PasskeyNameForm",
}

# --- Language and time -------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en-gb")
TIME_ZONE = env.str("TIME_ZONE", "UTC")

# --- Files -------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [look / "static" for look in _looks if (look / "static").is_dir()]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MASTHEAD_MEDIA_DIR", str(VAR_DIR / "media")))

# Until collectstatic has been run, static files come straight from the sources,
# so that a plain runserver works; afterwards under hashed names, kept for ever.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedStaticFilesStorage"},
}

# --- Mail --------------------------------------------------------------------

_mail = env.email_url("EMAIL_URL", "filemail://")
globals().update(_mail)
# Seconds: a server that takes a call and says nothing must not hold the worker.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)
# The package takes the slash off filemail:///srv/mail.
EMAIL_FILE_PATH = (
    Path("/", _mail["EMAIL_FILE_PATH"])
    if _mail["EMAIL_FILE_PATH"]
    else VAR_DIR / "mail"
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"masthead@{_site.hostname}")

# --- Safety ------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The nonce is sent only where a page asked for one: the admin's forms.
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_SSL_REDIRECT = _secure
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _secure
# A promise for all hosts below the domain, made once for browsers of years to come:
# the owner's to make, so no check asks for it.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# --- Libraries ---------------------------------------------------------------

SITE_ID = 1
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "comments.models.Comment"
COMMENTS_XTD_FORM_CLASS = "comments.forms.CommentForm"
COMMENTS_XTD_MAX_THREAD_LEVEL = 32
TAGGIT_CASE_INSENSITIVE = True
# The editor's own cleaning is off: blog.markup cleans what is saved, whoever sends it.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/prose.js")],
        "extensions": {
            name: html_tags([])
            for name in (
                "SourcedQuote",
                "QuoteSource",
                "PlainFigure",
                "PlainCaption",
                "Footnote",
                "SmallMarks",
                "HoldsAll",
            )
        },
    }
]

# --- Logs --------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
}
