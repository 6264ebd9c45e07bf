"""Settings, all from the environment (.env.example lists them). Production refuses to start without its
secrets.
"""

import os
import sys
from datetime import timedelta
from importlib.util import find_spec

if find_spec("pysqlite3"):  # an SQLite without the WAL-reset bug, in place before Django looks for one
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

import dj_email_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from secoffice.runtime import places

env = Env()
BASE_DIR = places.HOME
env.read_env(str(BASE_DIR / ".env"), recurse=False)
DATA = places.data_folder()

SECOFFICE_ENV = env.str("SECOFFICE_ENV", "development") or "development"
if SECOFFICE_ENV not in ("development", "production"):
    raise ImproperlyConfigured(f"SECOFFICE_ENV is “{SECOFFICE_ENV}”; it must be development or production.")
PRODUCTION = SECOFFICE_ENV == "production"
NEEDED_IN_PRODUCTION = (
    *("SECRET_KEY", "FILES_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL"),
)
if PRODUCTION and (missing := [name for name in NEEDED_IN_PRODUCTION if not os.environ.get(name)]):
    raise ImproperlyConfigured(f"Production needs these settings in the environment: {', '.join(missing)}.")

DEBUG = False
FILES_KEY = env.str("FILES_KEY", "")  # without it a key file is made once in SECOFFICE_DATA
AUDIT_KEY = env.str("AUDIT_KEY", "")  # without it a key file is made once in SECOFFICE_DATA/audit
SECRET_KEY = env.str("SECRET_KEY", "") or places.development_secret(DATA)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", []) or ["127.0.0.1", "localhost", "testserver"]
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", []) or (["127.0.0.1", "::1"] if PRODUCTION else [])
PORT = int(env.str("PORT", "") or 8000)
WITH_DEMO = not PRODUCTION and (env.str("SECOFFICE_DEMO", "") or "yes") == "yes"
BASE_URL = (env.str("BASE_URL", "") or f"http://127.0.0.1:{PORT}").rstrip("/")  # links in mails begin with it

# -- The house ---------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "secoffice.audit",
    "secoffice.calendars",
    "secoffice.accounts",
    "secoffice.access",
    "secoffice.people",
    "secoffice.files",
    "secoffice.records",
    "secoffice.deadlines",
    "secoffice.reminders",
    "secoffice.search",
    "secoffice.runtime",
    "cases",
    "cases.leads",
    "cases.evidence",
    "cases.papers",
    "cases.proceedings",
    "cases.deconfliction",
    "cases.links",
    "cases.travel_documents.lost",
    "cases.travel_documents.hits",
    "cases.travel_documents",
    "cases.travel_documents.register",
    "cases.travel_documents.examination",
    "cases.travel_documents.fraud",
    "clearances",
    "events",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "secoffice.headers.NoStore",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "secoffice.audit.middleware.AuditContext",
    "django.contrib.messages.middleware.MessageMiddleware",
    "secoffice.accounts.middleware.IdleTimeout",
    "secoffice.accounts.middleware.ReaderTime",
    "secoffice.accounts.middleware.LoginRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "secoffice.urls"
WSGI_APPLICATION = "secoffice.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"look": "secoffice.templatetags.look"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "secoffice.accounts.context.account",
                "secoffice.reminders.context.inbox",
                "secoffice.runtime.context.alarm",
                "secoffice.ui.context.menu",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
LANGUAGE_CODE = "en"
USE_I18N = False  # the office speaks one language; asking which one costs a tenth of every page
USE_TZ = True
TIME_ZONE = "UTC"

# -- Database ----------------------------------------------------------------------------------------------

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON;PRAGMA trusted_schema=OFF;"
    "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;",
}
database = {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "db.sqlite3"}
if os.environ.get("DATABASE_URL"):
    database = env.dj_db_url("DATABASE_URL")
if database["ENGINE"] == "django.db.backends.sqlite3":
    # A file for the tests as well: a worker in another process must see it.
    database |= {"OPTIONS": SQLITE, "CONN_MAX_AGE": 60, "TEST": {"NAME": str(DATA / "test.sqlite3")}}
else:
    limits = f"-c lock_timeout=5s -c statement_timeout={env.str('STATEMENT_TIMEOUT', '') or '30s'}"
    limits += (
        " -c jit=off -c max_parallel_workers_per_gather=0"  # a page reads a few rows: both cost more than it
    )
    database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    database["OPTIONS"] = {"connect_timeout": 5, "options": limits} | database.get("OPTIONS", {})
DATABASES = {"default": database}

# -- Queue: every durable piece of work is a database row; Celery only wakes the sweeper -------------------

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "") or places.broker_url(DATA)
CELERY_BROKER_TRANSPORT_OPTIONS = {}
if CELERY_BROKER_URL.startswith(("redis", "valkey")):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,  # longer than any task may run
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "health_check_interval": 25,
    }
elif CELERY_BROKER_URL.startswith("files:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder": str(DATA / "queue")}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_POOL_ACQUIRE_TIMEOUT = 5
CELERY_TASK_PUBLISH_RETRY = (
    False  # `secoffice.celery.wake` may fail at once; the scheduler wakes the sweeper anyway
)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ETA_TASK_LIMIT = 100
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30 if PRODUCTION else 2
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULER = "secoffice.celery:Scheduler"  # what is due is read from the data, so no schedule file

# -- Mail --------------------------------------------------------------------------------------------------

email = dj_email_url.parse(env.str("EMAIL_URL", "") or places.email_url(DATA))
if "EMAIL_BACKEND" not in email:
    raise ImproperlyConfigured("EMAIL_URL must be like submission://user:password@mail.example.org:587.")
EMAIL_BACKEND = email["EMAIL_BACKEND"]
EMAIL_HOST = email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = min(15, max(1, int(env.str("EMAIL_TIMEOUT", "") or 15)))  # a lease allows for no more than 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "") or "Secoffice <secoffice@localhost>"

# -- Signing in --------------------------------------------------------------------------------------------

LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
IDLE_MINUTES = int(env.str("IDLE_MINUTES", "") or 15)
PASSWORD_RESET_TIMEOUT = (
    60 * 60 * 72
)  # the longest life of a link; secoffice.accounts.links gives each kind its own
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "secoffice.accounts.backends.StaffBackend"]
CSRF_FAILURE_VIEW = "secoffice.accounts.views.signing_in.stale_form"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": "secoffice.accounts.passwords.NotOfTheHouse"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]  # a known browser counts by itself, so nobody can lock out its owner
AXES_LOCKOUT_CALLABLE = "secoffice.accounts.views.signing_in.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W006"
]  # asks for the address; ours is counted in secoffice.accounts.views.signing_in
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has it
AXES_USERNAME_CALLABLE = "secoffice.lockout.username"
AXES_CLIENT_IP_CALLABLE = "secoffice.lockout.address"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# -- Sessions, cookies, headers ----------------------------------------------------------------------------

SESSION_ENGINE = "secoffice.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = (
        "HTTP_X_FORWARDED_PROTO",
        "https",
    )  # set by the proxy in front, see .env.example
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 * 2
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws the arrows and ticks of its controls as data images
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY = {
    "accelerometer": [],
    "autoplay": [],
    "camera": [],
    "display-capture": [],
    "encrypted-media": [],
    "fullscreen": [],
    "geolocation": [],
    "gyroscope": [],
    "magnetometer": [],
    "microphone": [],
    "midi": [],
    "payment": [],
    "usb": [],
}

# -- What comes in -----------------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
MAX_UPLOAD_MB = env.int("MAX_UPLOAD_MB", 25)
# A calendar file: its size, events, days found, days one event may last, years its repetitions are read for.
CALENDAR_FILE_BYTES = 512 * 1024
CALENDAR_FILE_EVENTS = 2000
CALENDAR_FILE_DAYS = 400
CALENDAR_FILE_SPAN = 31
CALENDAR_FILE_YEARS = 10
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "secoffice.files.uploads.BoundedUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# -- Static files ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "secoffice.runtime.static.OwnFiles",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}

# -- Logs --------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname:7} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "") or "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "celery.worker.strategy": {"level": "WARNING"},  # three tasks a minute, received …
        "celery.app.trace": {"level": "WARNING"},  # … and succeeded: only failures are news
    },
}

# Numbers of the domain that an office may set otherwise.
FISCAL_YEAR_STARTS = int(env.str("FISCAL_YEAR_STARTS", "") or 10)  # month
EXTENSION_DAYS = int(env.str("EXTENSION_DAYS", "") or 180)  # the most that one extension of a date gives
NOTE_CORRECTION_MINUTES = int(env.str("NOTE_CORRECTION_MINUTES", "") or 10)
# So long may a due step or mail wait, and so many messages; beyond that the worker does not keep up.
REMINDERS_LATE_MINUTES = int(env.str("REMINDERS_LATE_MINUTES", "") or 5)
QUEUE_LATE = int(env.str("QUEUE_LATE", "") or 1000)
# -- Travel documents: how many decisions of one analyst a supervisor looks at again; how long a cleared pair stays so.
HIT_SAMPLE_PERCENT = int(env.str("HIT_SAMPLE_PERCENT", "") or 10)
CLEARED_PAIR_DAYS = int(env.str("CLEARED_PAIR_DAYS", "") or 365)
SLTD_URL = env.str("SLTD_URL", "")  # the outside list of lost and stolen documents; empty: it is not asked
SLTD_TOKEN = env.str("SLTD_TOKEN", "")
SLTD_TIMEOUT = min(30.0, max(0.1, float(env.str("SLTD_TIMEOUT", "") or 3)))  # seconds for one whole question
LOSSES_SCREENED = int(env.str("LOSSES_SCREENED", "") or 3)  # losses of one person that flag them
# Sources a document is asked for in; an office without an outside system leaves sltd out. Without one of these nothing
# is ever “clear”. Warnings that send a document to a second look; specimens are at home in a demonstration.
DOCUMENT_SOURCES = env.list("DOCUMENT_SOURCES", []) or ["lost_stolen", "sltd", "watch_list"]
SCREENING_REFERS = env.list("SCREENING_REFERS", []) or [
    *("ISSUER_DEVIATION", "UNLISTED_DOCUMENT_TYPE"),
    *(["SPECIMEN_CODE"] if PRODUCTION else []),
]
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", "")
BOUNCE_WEBHOOK_SECRET = env.str("BOUNCE_WEBHOOK_SECRET", "")
WEBHOOK_HOSTS = env.str("WEBHOOK_HOSTS", "")  # where notices may be posted to; empty: nowhere
SNOOZE_DAYS = int(env.str("SNOOZE_DAYS", "") or 14)  # the longest that reminders of a date may be put off
# Deconfliction: questions one person may ask in a day; how near in time and place two operations are one conflict.
DECONFLICTION_A_DAY = int(env.str("DECONFLICTION_A_DAY", "") or 60)
DECONFLICTION_PAD_HOURS = int(env.str("DECONFLICTION_PAD_HOURS", "") or 2)
DECONFLICTION_URBAN_KM = float(env.str("DECONFLICTION_URBAN_KM", "") or 1)
DECONFLICTION_RURAL_KM = float(env.str("DECONFLICTION_RURAL_KM", "") or 5)
