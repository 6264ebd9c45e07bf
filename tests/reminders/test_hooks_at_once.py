"""Several who write and post at once, and one that is killed, on real connections and in real processes."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import connection

from secoffice.reminders import hooks_due, hooks_line, hooks_post, sending
from tests.factories import make_office, make_user
from tests.reminders.hooked import NOON, hook_up, posted, tell
from tests.reminders.owing import at, run
from tests.reminders.test_at_once_by_several import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def patience(tool, monkeypatch):
    """Here nobody tests time-outs, and a busy machine must not cause one."""
    monkeypatch.setattr(hooks_line, "PATIENCE", 15)


def tell_many(people, each, tool):
    office = make_office()
    for _ in range(people):
        person = make_user(office=office, password=None)
        hook_up(person, tool)
        for _ in range(each):
            tell(person)


def test_four_at_once_write_each_row_once_and_post_it_once(tool, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 7)
    tell_many(10, 4, tool)
    together(4, lambda: hooks_due.write(at(NOON)))
    assert len(posted()) == 40
    tallies = together(4, lambda: hooks_post.send(at(NOON)))
    assert (sum(tally.sent for tally in tallies), set(posted())) == (40, {"sent"})
    assert len(tool.taken) == len(set(tool.ids())) == 40


def test_a_sender_killed_while_it_posts_loses_nothing_and_repeats_under_the_same_id(tool, server):
    tell_many(6, 3, tool)
    process = child(tool, server)
    tool.on_taken = lambda: process.kill() if len(tool.taken) == 8 else None
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -9, errors
    tool.on_taken = None
    run(at(NOON) + timedelta(seconds=30))
    assert set(posted()) <= {"claimed", "sent"}
    run(at(NOON) + timedelta(minutes=3))
    assert set(posted()) == {"sent"}
    ids = Counter(tool.ids())
    assert len(ids) == 18 and max(ids.values()) <= 2


def test_what_must_never_come_twice_is_put_before_a_person_when_its_sender_dies(tool, server, sysadmin):
    person = make_user(office=make_office(), password=None)
    hook_up(person, tool)
    tell(person, never_twice=True)
    process = child(tool, server)
    tool.on_taken = process.kill
    process.communicate(timeout=60)
    run(at(NOON) + timedelta(minutes=3))
    assert (posted(), len(tool.taken)) == (["unknown"], 1)
    assert "May have arrived" in sysadmin.get("/inbox/deliveries/?channel=hook").content.decode()


def test_no_transaction_is_open_while_posting(tool, monkeypatch):
    tell_many(1, 2, tool)
    post, open_ones = hooks_line.post, []

    def looking(*given):
        open_ones.append(connection.in_atomic_block)
        return post(*given)

    monkeypatch.setattr(hooks_line, "post", looking)
    run(NOON)
    assert open_ones == [False, False]


def child(tool, server):
    """The command in a process of its own, on the database of this test."""
    database = connection.settings_dict["NAME"]
    url = (
        f"sqlite:///{database}" if connection.vendor == "sqlite"
        else os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}"
    )  # fmt: skip
    env = os.environ | {
        "DATABASE_URL": url,
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "WEBHOOK_HOSTS": f"http://127.0.0.1:{tool.port}",
        "DJANGO_SETTINGS_MODULE": "secoffice.settings",
        "SECOFFICE_DATA": str(configured.DATA),
    }
    command = [sys.executable, "manage.py", "run_reminders", "--at", f"{NOON}:00Z"]
    return subprocess.Popen(
        command, env=env, cwd=configured.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
