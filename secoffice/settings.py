"""Settings, all from the environment (.env.example lists them). Production refuses to start without its secrets."""

import hashlib
import os
from pathlib import Path

from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(env.str("SECOFFICE_DATA", str(BASE_DIR / "var"))).resolve()
PRODUCTION = env.str("SECOFFICE_ENV", "development") == "production"
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "") or "development-only-" + hashlib.sha256(str(DATA).encode()).hexdigest()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])

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
    "secoffice.deadlines",
    "secoffice.reminders",
    "secoffice.search",
    "secoffice.runtime",
    "cases",
    "clearances",
    "events",
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "secoffice.urls"
WSGI_APPLICATION = "secoffice.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "db.sqlite3",
            "TEST": {"NAME": str(DATA / "test.sqlite3")},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON;PRAGMA trusted_schema=OFF;"
                "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;",
            },
        }
    }
