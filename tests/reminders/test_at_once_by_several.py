"""Several planners and senders at once, and one that is killed, on real connections and in real processes."""

import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import connection, connections

from secoffice.reminders import sending, told
from secoffice.reminders.composing import compose
from secoffice.reminders.models import Mail, Notice
from secoffice.reminders.planning import plan
from tests.factories import make_office, make_user
from tests.reminders.owing import URGENT, at, owe, run

pytestmark = pytest.mark.django_db(transaction=True)
NOON = "2026-04-16T12:00"


@pytest.fixture(autouse=True)
def patience(server, settings):
    """Here nobody tests time-outs, and a busy machine must not cause one."""
    settings.EMAIL_TIMEOUT = 15


def together(workers, deed):
    """Run the same deed in several threads, begun at the same moment; returns what each gave."""
    given, start = [], threading.Barrier(workers)

    def work():
        try:
            start.wait(5)
            given.append(deed())
        except Exception as error:
            given.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not [each for each in given if isinstance(each, Exception)], given
    return given


def tell_many(count):
    office = make_office()
    for n in range(count):
        person = make_user(office=office, password=None)
        told.owe(
            kind="review", source_type="tests.matter", source_id=n, recipient_id=person.pk,
            duty="review asked", needs_access=False, at_once=True, at=at(NOON),
        )  # fmt: skip
    compose(at(NOON))


def test_four_planners_at_once_plan_each_step_once(monkeypatch):
    monkeypatch.setattr("secoffice.reminders.planning.BATCH", 7)
    office = make_office()
    supervisor = make_user(office=office, roles=["RSO"], password=None)
    for _ in range(40):
        owner = make_user(office=office, password=None)
        owe(owner, admitted=[owner, supervisor])
    planned = together(4, lambda: plan(at("2026-05-04T12:00")))
    rows = Counter(Notice.objects.values_list("source_id", "step"))
    assert len(rows) == 80 and set(rows.values()) == {1}
    assert sum(planned) == 80


def test_four_composers_at_once_make_one_digest(monkeypatch):
    monkeypatch.setattr("secoffice.reminders.composing.BATCH", 5)
    owner = make_user(password=None)
    for _ in range(40):
        owe(owner)
    plan(at(NOON))
    together(4, lambda: compose(at(NOON)))
    assert Mail.objects.get().notices.count() == 40


def test_four_composers_at_once_mail_each_item_of_a_flood_once(monkeypatch):
    monkeypatch.setattr("secoffice.reminders.composing.BATCH", 8)
    office = make_office()
    supervisor, owner = make_user(office=office, roles=["RSO"], password=None), make_user(office=office)
    for _ in range(40):
        owe(owner, rule=URGENT, admitted=[owner, supervisor])
    plan(at("2026-05-04T12:00"))
    together(4, lambda: compose(at("2026-05-04T12:00")))
    mails = Mail.objects.filter(recipient=supervisor)
    assert sum(mail.notices.count() for mail in mails) == 40
    assert "list" in {mail.kind for mail in mails}
    assert not Notice.objects.filter(state="planned").exists()


def test_four_senders_at_once_send_each_mail_once(server, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 7)
    tell_many(60)
    tallies = together(4, lambda: sending.send(at(NOON)))
    trouble = list(Mail.objects.exclude(state="sent").values("state", "last_code", "last_error", "attempts"))
    assert (sum(tally.sent for tally in tallies), trouble) == (60, [])
    assert len(server.taken) == len(set(server.ids())) == 60


def test_whole_runs_at_once_owe_and_send_everything_once(server):
    owners = [make_user(password=None) for _ in range(12)]
    for owner in owners * 2:
        owe(owner)
    together(3, lambda: run(NOON))
    run("2026-04-16T12:01")
    assert Counter(mail["To"] for mail in server.taken) == Counter(owner.email for owner in owners)


def child(server, instant):
    """The command in a process of its own, on the database of this test."""
    database = connection.settings_dict["NAME"]
    url = (
        f"sqlite:///{database}" if connection.vendor == "sqlite"
        else os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}"
    )  # fmt: skip
    env = os.environ | {
        "DATABASE_URL": url,
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "DJANGO_SETTINGS_MODULE": "secoffice.settings",
        "SECOFFICE_DATA": str(configured.DATA),
    }
    command = [sys.executable, "manage.py", "run_reminders", "--at", instant]
    return subprocess.Popen(
        command, env=env, cwd=configured.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_a_sender_killed_in_the_middle_loses_nothing_and_repeats_under_the_same_message_id(server):
    tell_many(30)
    process = child(server, f"{NOON}:00Z")
    server.on_taken = lambda: process.kill() if len(server.taken) == 12 else None
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -9, errors
    assert len(server.taken) >= 12
    server.on_taken = None
    run(at(NOON) + timedelta(seconds=30))
    assert set(Mail.objects.values_list("state", flat=True)) <= {"claimed", "sent"}
    run(at(NOON) + timedelta(minutes=3))
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
    ids = Counter(server.ids())
    assert len(ids) == 30 and max(ids.values()) <= 2


def test_the_command_prints_what_it_did(server):
    owner = make_user(password=None)
    owe(owner)
    output, errors = child(server, "2026-04-16T12:00Z").communicate(timeout=60)
    assert output.decode().strip() == '{"planned": 1, "sent": 1, "failed": 0, "skipped": 0}', errors
    assert server.taken[0]["To"] == owner.email
    process = child(server, "the day after")
    assert process.communicate(timeout=60)[0] == b"" and process.returncode == 2


def test_what_is_joined_while_it_is_claimed_is_not_lost(server):
    """A notice never joins a mail that somebody has begun to send."""
    owner = make_user(password=None)
    owe(owner)
    plan(at(NOON))
    compose(at(NOON))
    held = sending.claim(at(NOON))
    late = owe(owner)
    plan(at(NOON))
    compose(at(NOON))
    sending.Batch(held, sending.Clock(at(NOON))).deliver()
    run("2026-04-17T12:00")
    texts = [mail.as_string() for mail in server.taken]
    assert len(texts) == 2 and late.target_reference in texts[1]
