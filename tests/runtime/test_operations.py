"""The watcher is watched: the operations page, /readyz and the banner for administrators."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from secoffice.reminders import state
from secoffice.reminders.models import Bounce, Channel, Hook, Mail
from secoffice.runtime import health, operations
from secoffice.runtime.models import FRESH, Heartbeat
from tests.factories import make_user
from tests.reminders.owing import owe

PAGE = "/operations/"
BANNER = "Reminders are late, or will be"


@pytest.fixture
def well(db, monkeypatch):
    monkeypatch.setattr(health, "broker", lambda: True)
    monkeypatch.setattr(health, "queue_depth", lambda: (2, 1))
    for name in health.PROCESSES:
        Heartbeat.beat(name)
    Channel.objects.create(name="mail", ran_at=timezone.now())


def ago(**time):
    return timezone.now() - timedelta(**time)


def waiting_mail(person, next_at, **more):
    return Mail.objects.create(
        key=f"k{next_at}{person.pk}", recipient=person, kind="single", next_at=next_at, **more
    )


def text(client, address=PAGE):
    return client.get(address).content.decode()


def rows(now=None):
    return {row.name: row for _, part in operations.parts(now or timezone.now()) for row in part}


@pytest.mark.parametrize("who", ["officer", "director", "rso", "outsider"])
def test_the_page_is_for_administrators_and_not_there_for_others(who, request):
    assert request.getfixturevalue(who).get(PAGE).status_code == 404


def test_when_all_is_well_every_part_says_so(sysadmin, well):
    assert not [name for name, row in rows().items() if row.late]
    shown = text(sysadmin)
    assert "2 messages waiting, 1 taken" in shown and BANNER not in shown and "Late</span>" not in shown


def test_the_page_asks_again_without_keeping_a_sitting_alive(sysadmin, well):
    shown = text(sysadmin)
    assert 'hx-trigger="every 20s"' in shown and "X-Background" in shown


def test_a_beat_that_stops_is_a_banner_on_every_page_of_administrators_alone(sysadmin, officer, well):
    assert BANNER not in text(sysadmin, "/inbox/")
    Heartbeat.objects.filter(name="scheduler").update(at=timezone.now() - FRESH - timedelta(minutes=4))
    shown = text(sysadmin, "/inbox/")
    assert BANNER in shown and "The scheduler has shown no sign of life for 7 minutes." in shown
    assert PAGE in shown
    assert BANNER not in text(officer, "/inbox/")
    assert rows()["Scheduler"].late and not rows()["Worker"].late


def test_a_beat_that_stops_is_not_taken_for_a_worker_that_died(sysadmin, well):
    Heartbeat.objects.update(at=timezone.now() - FRESH - timedelta(minutes=4))
    shown = text(sysadmin, "/inbox/")
    assert "The scheduler has shown no sign" in shown and "The worker has" not in shown
    assert rows()["Worker"].late and "scheduler" in rows()["Worker"].do
    Heartbeat.beat("scheduler")
    assert "The worker has shown no sign of life for 7 minutes." in text(sysadmin, "/inbox/")
    assert "log" in rows()["Worker"].do


def test_only_administrators_pay_for_the_banner(officer, well, django_assert_num_queries):
    officer.get("/inbox/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        officer.get("/inbox/")
    assert not [query for query in asked if "runtime_heartbeat" in query["sql"]]


@pytest.mark.parametrize(("minutes", "late"), [(4, False), (6, True)])
def test_a_mail_that_waits_longer_than_the_setting_is_late(visitor, sysadmin, officer, well, minutes, late):
    waiting_mail(officer.user, ago(minutes=minutes, seconds=5))
    answer = visitor.get("/readyz")
    assert answer.status_code == (503 if late else 200)
    assert answer.json()["checks"]["reminders"] == ("failing" if late else "ok")
    assert (BANNER in text(sysadmin, "/inbox/")) is late
    assert rows()["Oldest mail not yet sent"].late is late


def test_a_step_nobody_planned_is_late_and_said_in_minutes(visitor, sysadmin, officer, well):
    owe(officer.user)  # its first step was due long ago
    assert visitor.get("/readyz").status_code == 503
    assert "A deadline step that is due has waited" in text(sysadmin, "/inbox/")
    assert "minutes" in rows()["Oldest step not yet planned"].words


def test_how_long_is_too_long_is_a_setting(officer, well, settings):
    waiting_mail(officer.user, ago(minutes=6))
    assert state.late(timezone.now())
    settings.REMINDERS_LATE_MINUTES = 10
    assert not state.late(timezone.now())


def test_what_will_go_later_is_not_late(officer, well):
    waiting_mail(officer.user, timezone.now() + timedelta(days=1))
    waiting_mail(officer.user, ago(days=1), state="failed")
    assert not state.late(timezone.now())


def test_failures_are_counted_by_code_and_bounces_by_kind(sysadmin, officer, well):
    for code, hours in (("550", 1), ("550", 2), ("lost", 3), ("554", 30)):
        waiting_mail(officer.user, ago(hours=hours), state="failed", last_code=code)
    Bounce.objects.create(key="b", source="webhook", kind="unknown")
    now = timezone.now()
    assert list(operations.failures(now)) == [("550", 2), ("lost", 1)]
    assert dict(operations.bounces(now))["Not understood, or not about a mail of ours"] == 1
    assert "550" in text(sysadmin)


def test_a_channel_that_rests_and_a_hook_that_rests_are_shown_with_the_reason(sysadmin, well):
    soon = timezone.now() + timedelta(minutes=5)
    Channel.objects.update(paused_until=soon, failures=2, last_error="Sign-in refused")
    Hook.objects.create(
        user=make_user(name="Hanna Hook"), url="https://hooks.example.org/secret-path", seed="s3cret",
        paused_until=soon, failures=3, last_error="answered 500",
    )  # fmt: skip
    Hook.objects.create(user=make_user(), url="https://hooks.example.org/", seed="s", off_at=soon)
    shown = text(sysadmin)
    assert "Rests after 2 failures: Sign-in refused" in shown and "Hanna Hook" in shown
    assert "1 in use, 1 switched off by an answer 410" in shown
    assert "answered 500" in shown and "secret-path" not in shown and "s3cret" not in shown


def test_a_broker_that_is_away_cannot_be_asked_and_the_page_comes_all_the_same(sysadmin, well, monkeypatch):
    monkeypatch.setattr(health, "queue_depth", lambda: None)
    assert "cannot be asked" in text(sysadmin)


def test_the_depth_of_a_real_queue_is_what_was_put_in(monkeypatch):
    """A queue of its own: the worker of another test may empty the one that all share."""
    from secoffice.celery import app, brief_connection

    name = f"depth-{uuid4().hex}"
    monkeypatch.setitem(app.conf, "task_default_queue", name)
    with brief_connection() as connection, connection.SimpleQueue(name) as queue:
        assert health.queue_depth()[0] == 0
        queue.put({"any": "task"})
        assert health.queue_depth()[0] == 1
        queue.clear()


def test_a_broker_on_a_closed_port_is_known_within_a_second_or_so(monkeypatch):
    from time import monotonic

    from secoffice.celery import app

    options = {"socket_connect_timeout": 1, "max_retries": 0}
    away = app.connection("redis://127.0.0.1:1/0", transport_options=options)
    monkeypatch.setattr(health, "brief_connection", lambda: away)
    began = monotonic()
    assert health.queue_depth() is None
    assert monotonic() - began < 2


def test_no_page_tells_what_is_not_a_count(sysadmin, officer, well):
    deadline = owe(officer.user)
    assert deadline.target_reference not in text(sysadmin) and "NEEDLE" not in text(sysadmin)
