"""Bytes of digital exhibits: digests from what came in, and nobody uses what no longer agrees with them."""

import hashlib
import json
from uuid import uuid4

import pytest
from django.core.management import call_command

from cases.evidence import actions, tasks
from secoffice.audit.models import AuditEntry
from secoffice.files import blobs
from secoffice.workflow import StepRefused
from tests.evidence.conftest import answer, digital, image, offer

DATA = b"bytes of a telephone\n"


def alter(exhibit):
    """Flip one bit where the bytes lie."""
    place = blobs.path_of(exhibit.acquisition.sha256)
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(data)


def doubts(exhibit):
    return list(exhibit.discrepancies.filter(status="OPEN").values_list("about", flat=True))


def check(capsys):
    """Exit code and words of the command."""
    code = 0
    try:
        call_command("check_evidence")
    except SystemExit as end:
        code = end.code
    return code, json.loads(capsys.readouterr().out)


def test_both_digests_are_computed_from_the_bytes(case, officer):
    bytes_of = digital(case, officer.user).acquisition
    assert bytes_of.sha256 == hashlib.sha256(DATA).hexdigest()
    assert bytes_of.sha3 == hashlib.sha3_256(DATA).hexdigest()


@pytest.mark.parametrize(
    "digest", [hashlib.sha256(DATA).hexdigest().upper(), hashlib.sha3_256(DATA).hexdigest()]
)
def test_the_digest_of_the_source_may_be_either(case, officer, digest):
    assert doubts(digital(case, officer.user, source_digest=digest)) == []


def test_another_digest_of_the_source_blocks_every_use(case, officer, custodian):
    exhibit = digital(case, officer.user, source_digest="0" * 64)
    assert doubts(exhibit) == ["DIGEST"]
    with pytest.raises(StepRefused, match="Nobody uses"):
        actions.make_copy(exhibit=exhibit, purpose="Look", by=officer.user, key=uuid4())
    with pytest.raises(StepRefused, match="Nobody uses"):
        offer(exhibit, custodian.user, officer.user)


def test_an_untouched_store_is_sound(case, officer, capsys):
    digital(case, officer.user)
    assert check(capsys) == (0, {"differ": [], "ok": True, "read": 1})


@pytest.mark.parametrize("damage", ["altered", "cut", "missing", "swapped", "clear"])
def test_a_byte_altered_in_storage_is_found_and_named(case, officer, supervisor, capsys, damage):
    exhibit = digital(case, officer.user)
    other = digital(case, officer.user, data=b"bytes of another telephone\n")
    place = blobs.path_of(exhibit.acquisition.sha256)
    if damage == "altered":
        alter(exhibit)
    elif damage == "cut":
        place.write_bytes(place.read_bytes()[:-1])
    elif damage == "missing":
        place.unlink()
    elif damage == "swapped":
        place.write_bytes(blobs.path_of(other.acquisition.sha256).read_bytes())
    else:
        place.write_bytes(b"clear and wrong")
    code, said = check(capsys)
    assert code == 1 and said["differ"] == [exhibit.reference] and said["read"] == 2
    assert doubts(exhibit) == ["DIGEST"] and doubts(other) == []
    assert exhibit.events.get(kind="DISCREPANCY").by is None
    assert check(capsys)[0] == 1 and exhibit.discrepancies.count() == 1  # put on file once


def test_the_nightly_task_finds_it_too_and_names_files_that_are_no_exhibits(case, officer):
    from cases.actions import writing

    held = writing.attach(case=case, by=officer.user, upload=image(b"a note\n"), key=uuid4())
    blobs.path_of(held.stored.digest).unlink()
    tasks.check()
    assert AuditEntry.objects.filter(action="checked", result="damaged").count() == 1


def test_the_check_goes_on_where_its_time_was_over(case, officer, monkeypatch):
    from cases.evidence import checking

    for n in range(3):
        digital(case, officer.user, data=b"%d\n" % n)
    first = checking.check(seconds=-1)
    assert first.read == 1 and first.reached
    rest = checking.check(after=first.reached)
    assert rest.read == 2 and rest.reached == ""
    woken = []
    monkeypatch.setattr(tasks, "SECONDS", -1)
    monkeypatch.setattr("secoffice.celery.wake", lambda task, *given: woken.append(given))
    tasks.check()
    assert woken == [(first.reached,)]


def test_use_of_altered_bytes_is_refused_at_once_and_put_on_file(case, officer):
    exhibit = digital(case, officer.user)
    alter(exhibit)
    with pytest.raises(StepRefused, match="not those that were taken in"):
        actions.make_copy(exhibit=exhibit, purpose="Look", by=officer.user, key=uuid4())
    assert doubts(exhibit) == ["DIGEST"] and not exhibit.parts.exists()


def test_a_doubt_about_bytes_is_closed_only_when_they_agree_again(case, officer, supervisor, custodian):
    exhibit = digital(case, officer.user)
    place = blobs.path_of(exhibit.acquisition.sha256)
    good = place.read_bytes()
    alter(exhibit)
    tasks.check()
    found = exhibit.discrepancies.get()
    with pytest.raises(StepRefused):
        answer(found, "close", supervisor.user, reason="Looks fine")
    assert doubts(exhibit) == ["DIGEST"]
    place.write_bytes(good)
    answer(found, "close", supervisor.user, reason="Restored from the backup")
    assert doubts(exhibit) == []
