"""Batches: sent in, worked off in slices, interrupted, cancelled, taken away."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.travel_documents import actions, batches
from cases.travel_documents.hits.models import Hit
from cases.travel_documents.models import Batch, BatchLine
from secoffice.ports import Refused
from tests.travel_documents.desk.conftest import DAY, ERIKSSON, NEG_05, OSTROVNY

NEW = reverse("travel_documents:batch_new")


def text(answer):
    return answer.content.decode()


def upload(*lines, name="documents.jsonl"):
    data = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    return SimpleUploadedFile(name, data)


def zone(lines, number):
    return {"id": number, "mrz": list(lines)}


def send_in(examiner, *lines, name="documents.jsonl"):
    form = {"upload": upload(*lines, name=name), "inspected_on": DAY.isoformat(), "key": uuid4()}
    answer = examiner.post(NEW, form)
    assert answer.status_code == 302, text(answer)
    return Batch.objects.latest("pk")


def answers(batch):
    return [json.loads(line.answer) for line in BatchLine.objects.filter(batch=batch).order_by("line")]


def fresh(batch):
    return Batch.objects.get(pk=batch.pk)


@pytest.fixture(autouse=True)
def small_slices(monkeypatch):
    monkeypatch.setattr(batches, "SLICE", 3)


def test_a_file_is_worked_off_and_counted(examiner, on_the_list):
    on_the_list()
    lines = [
        zone(ERIKSSON, 1),
        zone(NEG_05, 2),
        b"no json",
        b"",
        zone(OSTROVNY, 4),
        {"issuer": "UTO", "number": "1"},
    ]
    batch = send_in(examiner, *lines)
    assert (batch.total, batch.state, batch.done) == (5, "WAITING", 0)
    assert batches.run() == 1
    batch = fresh(batch)
    assert (batch.state, batch.done, batch.unreadable, batch.hits) == ("DONE", 5, 1, 1)
    assert batch.outcomes == {"not_checked": 2, "refer": 1, "hit": 1}
    assert batch.codes["CHECK_COMPOSITE"] == 1 and batch.codes["SPECIMEN_CODE"] == 3
    assert [said.get("id") for said in answers(batch)] == [1, 2, None, 4, None]
    page = text(examiner.get(batch.get_absolute_url()))
    assert (
        "CHECK_COMPOSITE" in page and "The line is not JSON." in page and batch.lines.get(line=4).hit in page
    )
    assert batches.run() == 0


def test_answers_are_taken_away_in_the_order_of_the_lines(examiner):
    batch = send_in(examiner, zone(ERIKSSON, "=1+1"), b"no json", zone(NEG_05, 3))
    batches.run()
    page = [batch.reference, "jsonl"]
    taken = b"".join(examiner.get(reverse("travel_documents:batch_answers", args=page)).streaming_content)
    assert [json.loads(line) for line in taken.splitlines()] == answers(batch)
    page = [batch.reference, "csv"]
    taken = b"".join(examiner.get(reverse("travel_documents:batch_answers", args=page)).streaming_content)
    rows = list(csv.reader(io.StringIO(taken.decode("utf-8-sig"))))
    assert rows[0] == ["CUI//PRVCY"] and rows[2][:3] == ["1", "'=1+1", "not_checked"]
    assert [row[2] for row in rows[2:]] == ["not_checked", "error", "refer"]
    page = [batch.reference, "exe"]
    assert examiner.get(reverse("travel_documents:batch_answers", args=page)).status_code == 404


def test_csv_is_taken_by_the_names_of_its_columns(examiner, on_the_list):
    on_the_list()
    rows = [
        b"\xef\xbb\xbfID,MRZ1,mrz2,mrz,issuer,number,type,inspection_date",
        f"a,{ERIKSSON[0]},{ERIKSSON[1]},,,,,2040-01-01".encode(),
        f"b,,,{'|'.join(NEG_05)},,,,".encode(),
        f'c,,,"{OSTROVNY[0]}\n{OSTROVNY[1]}",,,,'.encode(),
        b"d,,,,UTO,UX7654321,V,",
        b",,,,,,,",
        b"e,,,,,,,",
    ]
    batch = send_in(examiner, *rows, name="documents.csv")
    batches.run()
    told = answers(batch)
    assert [said.get("id") for said in told] == ["a", "b", "c", "d", "e"]
    assert [said.get("outcome") for said in told] == ["not_checked", "refer", "hit", "refer", None]
    assert told[0]["policy_warnings"] == ["EXPIRED"]


WRONG = (
    ("a.jsonl", b"", "The file is empty."), ("a.jsonl", b"\n \n", "There is no document in this file."),
    ("a.txt", b"{}\n", "Send a file that ends in .csv or .jsonl."),
    ("a.csv", b"id,name\n1,x\n", "The first line must name the columns"),
    ("a.csv", b"id,mrz\n", "There is no document in this file."),
    ("a.jsonl", b'{"id": "\xff"}\n', "not in UTF-8"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "data", "why"), WRONG, ids=range(len(WRONG)))
def test_a_file_that_cannot_be_worked_off_is_refused_beside_the_field(examiner, name, data, why):
    answer = examiner.post(NEW, {"upload": SimpleUploadedFile(name, data), "key": uuid4()})
    assert answer.status_code == 422 and why in text(answer) and not Batch.objects.exists()


def test_too_many_documents_are_refused_with_the_limit(examiner, monkeypatch):
    monkeypatch.setattr(batches, "MOST", 2)
    answer = examiner.post(NEW, {"upload": upload({}, {}, {}), "key": uuid4()})
    assert answer.status_code == 422 and "more documents in this file than 2" in text(answer)


def test_the_same_document_in_many_lines_raises_its_hits_once(examiner, on_the_list):
    on_the_list()
    batch = send_in(examiner, *(zone(OSTROVNY, n) for n in range(8)))
    batches.run()
    hit = Hit.objects.visible_to(examiner.user).get()
    assert set(batch.lines.values_list("hit", flat=True)) == {hit.reference} and fresh(batch).hits == 1


def test_cancelled_it_stops_and_keeps_what_was_answered(examiner, consul, monkeypatch):
    batch = send_in(examiner, *(zone(ERIKSSON, n) for n in range(9)))
    monkeypatch.setattr(batches, "WORKING_SECONDS", 0)
    batches.run(seconds=0)
    page = reverse("travel_documents:batch_cancel", args=[batch.reference])
    assert consul.post(page).status_code == 302
    assert fresh(batch).state == "CANCELLED" and batches.run() == 0
    assert "Cancelled by" in text(examiner.get(batch.get_absolute_url()))
    with pytest.raises(Refused):
        actions.cancel(batch=batch, by=examiner.user)


def test_a_slice_that_fails_leaves_nothing_and_is_done_again(examiner, monkeypatch):
    batch = send_in(examiner, *(zone(ERIKSSON, n) for n in range(7)))
    kept = batches.BatchLine.objects.bulk_create
    calls = iter([kept, None])

    def fail_second(rows, **more):
        if (deed := next(calls, kept)) is None:
            kept(rows, **more)
            raise RuntimeError("power gone")
        return deed(rows, **more)

    monkeypatch.setattr(batches.BatchLine.objects, "bulk_create", fail_second)
    batches.run()
    assert (fresh(batch).done, batch.lines.count()) == (3, 3)
    assert batches.run() == 0  # still held by whoever failed
    batches.run(at=timezone.now() + timedelta(minutes=2))
    assert [line.line for line in batch.lines.all()] == list(range(1, 8))
    assert sum(fresh(batch).outcomes.values()) == 7 and fresh(batch).state == "DONE"


def test_a_file_that_is_gone_stops_the_batch_and_says_so(examiner, settings):
    from secoffice.files import blobs

    batch = send_in(examiner, zone(ERIKSSON, 1))
    blobs.path_of(batch.stored.digest).unlink()
    batches.run()
    assert fresh(batch).state == "FAILED" and batches.GONE in text(examiner.get(batch.get_absolute_url()))


def test_a_batch_is_for_those_who_work_here(examiner, outsider, sysadmin):
    batch = send_in(examiner, zone(ERIKSSON, 1))
    for reader in (outsider, sysadmin):
        for name in ("batch", "batch_progress"):
            assert reader.get(reverse(f"travel_documents:{name}", args=[batch.reference])).status_code == 404


def test_looking_on_leaves_no_trace_and_ends_with_the_batch(examiner):
    from secoffice.audit.models import AuditEntry

    batch = send_in(examiner, zone(ERIKSSON, 1))
    page, before = (
        reverse("travel_documents:batch_progress", args=[batch.reference]),
        AuditEntry.objects.count(),
    )
    assert "0 of 1 documents" in text(examiner.get(page)) and "HX-Refresh" not in examiner.get(page)
    batches.run()
    assert examiner.get(page)["HX-Refresh"] == "true" and AuditEntry.objects.count() == before


# A worker that is killed

WORKER = """
import django
django.setup()
from cases.travel_documents import batches
batches.SLICE = 5
batches.run()
"""


def worker():
    """One in a process of its own, on the database of this test."""
    database = connection.settings_dict["NAME"]
    url = (
        f"sqlite:///{database}" if connection.vendor == "sqlite"
        else os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}"
    )  # fmt: skip
    given = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "secoffice.settings"}
    env = os.environ | given | {"SECOFFICE_DATA": str(configured.DATA), "FILES_KEY": configured.FILES_KEY}
    return subprocess.Popen([sys.executable, "-c", WORKER], env=env, cwd=configured.BASE_DIR)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(examiner, on_the_list):
    on_the_list()
    documents = [zone(OSTROVNY if n % 40 == 0 else ERIKSSON, n) for n in range(1_500)]
    batch = send_in(examiner, *documents)
    for _ in range(3):
        process, seen = worker(), fresh(batch).done
        until = time.monotonic() + 60
        while fresh(batch).done < seen + 40 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert seen < fresh(batch).done < 1_500
        Batch.objects.filter(pk=batch.pk).update(held_to=timezone.now())  # the minute is over
    batches.run()
    assert [said["id"] for said in answers(batch)] == list(range(1_500))
    done = fresh(batch)
    assert (done.state, done.done, sum(done.outcomes.values())) == ("DONE", 1_500, 1_500)
    assert Hit.objects.visible_to(examiner.user).count() == 1 == done.hits


def test_what_no_page_or_database_can_hold_is_answered_and_shown_all_the_same(examiner, on_the_list):
    on_the_list()
    names = (OSTROVNY[0].replace("PAVEL", "PA\0EL"), OSTROVNY[1])
    batch = send_in(
        examiner,
        {"id": "\ud800 half \0", "mrz": list(names)},
        b'{"id": ' + b"[" * 900 + b"]" * 900 + b', "issuer": "UTO", "number": "1"}',
        b'{"id": 1e999, "issuer": "UTO", "number": "1"}',
        {"id": 4, "issuer": "UTO", "number": "UX7654321", "type": "P\udfff\0"},
    )
    batches.run()
    batch = fresh(batch)
    assert (batch.state, batch.done, batch.unreadable) == ("DONE", 4, 2)
    assert [said.get("error") for said in answers(batch)][1:3] == ["id must be text or a number."] * 2
    assert examiner.get(batch.get_absolute_url()).status_code == 200
    for form in ("csv", "jsonl"):
        page = reverse("travel_documents:batch_answers", args=[batch.reference, form])
        assert b"".join(examiner.get(page).streaming_content)


def test_days_beyond_the_calendar_are_refused_beside_the_field(examiner):
    for query in ("till=9999-12-31", "since=0001-01-01", "till=0001-01-01"):
        answer = examiner.get(f"{reverse('travel_documents:list')}?{query}")
        assert answer.status_code == 422 and "Check the year." in text(answer)
