"""What must be true of the machine before production starts."""

import sqlite3

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from secoffice.reminders import hooks_places, words

SAFE_SQLITE = (3, 51, 3)  # from here on without the WAL-reset bug (sqlite.org/wal.html#walresetbug)


@register(Tags.database)
def sqlite_is_safe(app_configs, **kwargs):
    return list(sqlite_errors(settings.PRODUCTION, settings.DATABASES, sqlite3.sqlite_version_info))


def sqlite_errors(production, databases, version):
    uses_it = any(database["ENGINE"].endswith("sqlite3") for database in databases.values())
    if production and uses_it and version < SAFE_SQLITE:
        found = ".".join(map(str, version))
        yield Error(
            f"SQLite {found} can damage a database that several processes write to; 3.51.3 or newer is needed.",
            hint="Install the requirements again, or use PostgreSQL by DATABASE_URL.",
            id="runtime.E001",
        )


@register(Tags.templates)
def letters_can_be_used(app_configs, **kwargs):
    """The office's own words of a letter that are passed over for the shipped ones."""
    found = ((kind, words.trouble(kind)) for kind in words.KINDS)
    return [
        Warning(
            f"The office’s own words of the letter “{kind}” are not used: {why}",
            hint="Mend the file in SECOFFICE_DATA/letters/, or take it away.",
            id="runtime.W003",
        )
        for kind, why in found
        if why
    ]


@register(Tags.security, deploy=True)
def mail_is_encrypted(app_configs, **kwargs):
    by_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if by_smtp and not encrypted and settings.EMAIL_HOST not in ("localhost", "127.0.0.1", "::1"):
        return [
            Warning(
                "Mail leaves this machine unencrypted.",
                hint="Use EMAIL_URL=submission://… (STARTTLS), or smtp://…:465/?ssl=1.",
                id="runtime.W002",
            )
        ]
    return []


@register(Tags.security)
def webhook_hosts_can_be_read(app_configs, **kwargs):
    return [
        Warning(
            f"“{entry}” in WEBHOOK_HOSTS allows nothing.",
            hint="Write a host, or a host and a port: tools.example.org:8443.",
            id="runtime.W004",
        )
        for entry in hooks_places.unreadable()
    ]


@register(Tags.security, deploy=True)
def web_hooks_are_encrypted(app_configs, **kwargs):
    return [
        Warning(
            f"What is posted to the web hooks of {host} leaves unencrypted.",
            hint="Take http:// away from its entry in WEBHOOK_HOSTS.",
            id="runtime.W005",
        )
        for scheme, host, _ in hooks_places.allowed()
        if scheme == "http"
    ]
