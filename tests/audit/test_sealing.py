"""Entries are chained a moment later, by one sealer at a time, in bounded portions, on either database."""

import threading
import time

import pytest
from django.db import connection, transaction

from secoffice.audit import checkpoints, tasks, trail, verification
from secoffice.audit.models import AuditSeal
from secoffice.audit.sealing import seal_all
from tests.audit.conftest import tamper, verify


def test_the_task_seals_what_is_new_and_running_twice_is_harmless(ten):
    trail.record("closed", by=None)
    for _ in range(2):
        tasks.seal()
    assert AuditSeal.objects.count() == 11


def test_sealing_goes_on_where_it_was_left(ten):
    for _ in range(5):
        trail.record("noted", by=None)
    assert [trail.seal(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert list(AuditSeal.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 16))


def test_an_entry_that_commits_late_is_sealed_behind_newer_ones(ten, capsys):
    """PostgreSQL gives out ids before the commit, so an older id may turn up last."""
    newer = trail.record("viewed", by=None)
    tamper(f"UPDATE audit_auditentry SET id = id + 100 WHERE id = {newer.pk}")
    assert trail.seal() == 1
    late = trail.record("closed", by=None)
    tamper(f"UPDATE audit_auditentry SET id = {newer.pk + 50} WHERE id = {late.pk}")
    assert trail.seal() == 1
    assert AuditSeal.objects.get(seq=12).entry_id == newer.pk + 50
    assert verify(capsys)[1] == 0


def test_very_late_entries_are_left_to_the_complete_sealing(ten, monkeypatch):
    monkeypatch.setattr("secoffice.audit.sealing.LOOK_BACK", -5)
    trail.record("closed", by=None)
    assert trail.seal() == 0
    assert trail.seal(complete=True) == 1


def test_a_checkpoint_is_written_only_when_the_seals_are_committed(transactional_db):
    trail.record("closed", by=None)
    with pytest.raises(RuntimeError), transaction.atomic():
        trail.seal()
        raise RuntimeError
    assert not checkpoints.path().exists()
    trail.seal()
    assert [seq for seq, _ in checkpoints.kept()] == [1]


def test_checkpoints_come_at_most_once_a_minute(transactional_db):
    for _ in range(3):
        trail.record("closed", by=None)
        trail.seal()
    assert len(list(checkpoints.kept())) == 1


def test_four_writers_and_two_sealers_at_once_make_one_whole_chain(transactional_db, capsys):
    stop = threading.Event()

    def write():
        for _ in range(25):
            with transaction.atomic():
                trail.record("noted", by=None, reason="Busy.")
        connection.close()

    def keep_sealing():
        while not stop.is_set():
            trail.seal()
            time.sleep(0.005)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
    for thread in writers + sealers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    assert verify(capsys) == ({"entries": 100, "ok": True}, 0)


def test_a_long_trail_is_read_in_portions(ten, monkeypatch, capsys):
    monkeypatch.setattr(verification, "PORTION", 3)
    assert verify(capsys) == ({"entries": 10, "ok": True}, 0)


def test_thirty_thousand_entries_a_second_are_within_reach(db):
    """The target is 30,000 a second; a third of it here, because other tests use the machine as well."""
    for _ in range(1_000):
        trail.record("noted", by=None, reason="Busy.")
    seal_all()
    started = time.process_time()
    entries, problem, _ = verification.verify()
    assert (entries, problem) == (1_000, None)
    assert entries / (time.process_time() - started) > 10_000


def test_the_key_is_made_once_and_only_for_the_owner(db, own_data):
    trail.record("noted", by=None)
    key = own_data / "audit" / "key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text()) == 64
    assert [file.name for file in key.parent.iterdir()] == ["key"]
