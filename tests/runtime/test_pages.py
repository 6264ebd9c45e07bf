"""Health, kept mail and headers, as a visitor meets them."""

import json
import os
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.checks import Warning
from django.test import override_settings
from django.utils import timezone

from secoffice.runtime import checks, health, mailbox, mailsink, places
from secoffice.runtime.models import FRESH, Heartbeat


@pytest.fixture
def well(db, monkeypatch):
    """An office with everything in order."""
    monkeypatch.setattr(health, "broker", lambda: True)
    for name in ("scheduler", "worker"):
        Heartbeat.beat(name)


def test_anybody_may_ask_whether_the_process_is_up(visitor):
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_ready_when_everything_a_reminder_needs_is_there(visitor, well):
    answer = visitor.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": {
            "database": "ok",
            "broker": "ok",
            "scheduler": "ok",
            "worker": "ok",
            "reminders": "ok",
        },
    }


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_a_sign_of_life_that_is_three_ticks_old_is_none(visitor, well, name):
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - FRESH - timedelta(seconds=1))
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert [part for part, state in answer.json()["checks"].items() if state == "failing"] == [name]


def test_a_broker_that_is_away_is_named_and_nothing_else_is_said(visitor, well, monkeypatch):
    monkeypatch.setattr(health, "broker", lambda: False)
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "failing"


def test_a_new_office_is_not_ready_before_its_first_sign_of_life(visitor, monkeypatch):
    monkeypatch.setattr(health, "broker", lambda: True)
    assert visitor.get("/readyz").status_code == 503


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_only_read(visitor, address):
    assert visitor.post(address).status_code == 405


# -- Kept mail -------------------------------------------------------------------------------------------------


class Envelope:
    def __init__(self, message):
        self.mail_from, self.rcpt_tos = "office@example.org", ["officer@example.org"]
        self.original_content = message.as_bytes()


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return places.mail_folder(tmp_path)


def keep(folder, subject="Three items due", text="See https://office.example.org/inbox/", html=""):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "office@example.org", "officer@example.org", subject
    message["Date"] = "Mon, 23 Nov 2026 08:00:00 +0000"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    mailsink.Keeper(folder).keep(Envelope(message))
    return mailbox.newest(folder)[0]


def test_a_kept_mail_is_a_private_file(folder):
    keep(folder)
    (file,) = folder.iterdir()
    assert file.suffix == ".eml" and file.stat().st_mode & 0o777 == 0o600


def test_the_mail_page_lists_the_newest_first_and_opens_each(visitor, folder, db):
    keep(folder, subject="The first")
    mail = keep(folder, subject="The second", html="<p>Hello</p>")
    page = visitor.get("/dev/mail/").content.decode()
    assert page.index("The second") < page.index("The first")
    page = visitor.get(f"/dev/mail/{mail.name}/").content.decode()
    assert 'href="https://office.example.org/inbox/"' in page
    assert visitor.get(f"/dev/mail/{mail.name}/html/").content.startswith(b"<p>Hello</p>")


def test_markup_in_a_mail_is_text_on_the_page_and_harmless_as_html(visitor, folder, db):
    evil = "<script>alert(1)</script>"
    mail = keep(folder, subject=evil, text=evil, html=evil)
    for address in ("/dev/mail/", f"/dev/mail/{mail.name}/"):
        assert evil not in visitor.get(address).content.decode()
    policy = visitor.get(f"/dev/mail/{mail.name}/html/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script-src" not in policy


@pytest.mark.parametrize("name", ["..", "../secret-key", "%2e%2e%2fsecret-key", "nothing", "a.eml", "*"])
def test_the_mail_page_opens_mails_and_nothing_else(visitor, folder, db, name):
    keep(folder)
    (folder.parent / "secret-key").write_text("secret")
    answer = visitor.get(f"/dev/mail/{name}/")
    assert answer.status_code in (404, 200) and b"secret" not in answer.content
    assert mailbox.find(folder, name) is None


def test_a_mail_that_is_no_mail_does_not_break_the_page(visitor, folder, db):
    folder.mkdir()
    (folder / "20261123T080000-1.eml").write_bytes(b"\xff\xfe\0 no mail at all")
    (folder / "20261123T080001-2.eml").write_bytes(
        b"Subject: =?utf-8?b?//8?=\nContent-Type: text/plain; charset=klingon\n\n\xff\xfe"
    )
    assert visitor.get("/dev/mail/").status_code == 200
    for mail in mailbox.newest(folder):
        assert visitor.get(f"/dev/mail/{mail.name}/").status_code == 200


def test_in_production_there_is_no_mail_page(visitor, folder, db, settings):
    mail = keep(folder)
    settings.PRODUCTION = True
    for address in ("/dev/mail/", f"/dev/mail/{mail.name}/", f"/dev/mail/{mail.name}/html/"):
        assert visitor.get(address).status_code == 404


# -- Headers ---------------------------------------------------------------------------------------------------


def test_every_page_forbids_what_it_does_not_need(officer):
    answer = officer.get("/")
    policy = answer["Content-Security-Policy"]
    for directive in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy
    assert "form-action 'self'" in policy and "unsafe" not in policy
    assert answer["Referrer-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer["Permissions-Policy"]


def test_what_a_signed_in_person_saw_stays_in_no_cache(officer):
    assert "no-store" in officer.get("/")["Cache-Control"]


# -- Production ------------------------------------------------------------------------------------------------


def production(**more):
    """The settings as production would have them, in a process of their own."""
    import subprocess
    import sys
    import tempfile

    from secoffice.runtime import deploy_check

    asked = (
        "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT"
    )
    asked += " SECURE_HSTS_SECONDS EMAIL_TIMEOUT PASSWORD_HASHERS WITH_DEMO DEBUG"
    code = "import json; from secoffice import settings as s;"
    code += f"print(json.dumps({{n: getattr(s, n) for n in {asked.split()!r}}}))"
    with tempfile.TemporaryDirectory() as data:
        environment = deploy_check.environment(data) | more
        return subprocess.run(
            [sys.executable, "-c", code], cwd=places.HOME, env=environment, capture_output=True, text=True
        )


def test_production_has_secure_cookies_and_no_demonstration():
    found = json.loads(production(SECOFFICE_DEMO="yes").stdout)
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-") and found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-") and found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"] and found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert "argon2" in found["PASSWORD_HASHERS"][0].lower()
    assert found["EMAIL_TIMEOUT"] == 15
    assert not found["WITH_DEMO"] and not found["DEBUG"]


def test_production_names_every_setting_that_is_missing():
    said = production(SECRET_KEY="", EMAIL_URL="").stderr
    assert "Production needs these settings in the environment: SECRET_KEY, EMAIL_URL." in said


@pytest.mark.parametrize(("value", "word"), [("smtpx://host", "EMAIL_URL"), ("no address", "EMAIL_URL")])
def test_a_mail_address_of_no_known_kind_is_named(value, word):
    assert word in production(EMAIL_URL=value).stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("is_production", "engine", "version", "refused"),
    [
        (True, "django.db.backends.sqlite3", (3, 40, 1), True),
        (True, "django.db.backends.sqlite3", (3, 51, 3), False),
        (True, "django.db.backends.postgresql", (3, 40, 1), False),
        (False, "django.db.backends.sqlite3", (3, 40, 1), False),
    ],
)
def test_production_refuses_an_sqlite_that_can_damage_its_file(is_production, engine, version, refused):
    found = list(checks.sqlite_errors(is_production, {"default": {"ENGINE": engine}}, version))
    assert bool(found) is refused


@pytest.mark.parametrize(
    ("host", "tls", "warned"),
    [("mail.example.org", False, True), ("mail.example.org", True, False), ("127.0.0.1", False, False)],
)
def test_mail_in_the_clear_beyond_this_machine_is_warned_of(host, tls, warned):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST=host, EMAIL_USE_TLS=tls, EMAIL_USE_SSL=False):
        assert any(isinstance(found, Warning) for found in checks.mail_is_encrypted(None)) is warned


def test_check_deploy_finds_nothing():
    from secoffice.runtime import deploy_check

    assert deploy_check.main() == 0


def test_every_setting_is_in_the_example():
    text = (places.HOME / ".env.example").read_text()
    source = (places.HOME / "secoffice/settings.py").read_text()
    import re

    for name in set(re.findall(r"env\.\w+\(\s*[\"']([A-Z_]+)[\"']", source)) | {
        "DATABASE_URL",
        "SECOFFICE_DATA",
    }:
        assert f"\n{name}=" in text, name
    assert os.environ["SECOFFICE_DATA"]
