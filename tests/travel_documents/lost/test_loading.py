"""A list is read to its end exactly once, however often it is broken off, and a second time changes nothing."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection, connections

from cases.travel_documents.lost import loading
from cases.travel_documents.lost.listfile import Unreadable
from cases.travel_documents.lost.loading import Reader, TakenOver
from cases.travel_documents.lost.models import Block, Load, Record
from secoffice.audit import trail
from tests.travel_documents.lost.listing import HEADING, begun, counts, line, load, many


def rows():
    names = ("issuer", "number", "type", "status", "date", "number_to", "circumstance")
    return sorted(Record.objects.values_list(*names))


@pytest.mark.django_db
def test_every_line_becomes_a_record_that_knows_its_line():
    made = load(many(50))
    assert counts(made) == (50, 50, 0, 0) and made.state == "DONE"
    one = Record.objects.get(number="UX0000000")
    assert (one.load, one.line, one.circumstance, one.source) == (made, 2, "Lost no. 0", "Utopia")
    assert (one.set_by, one.ended_on, one.since) == (None, None, made.begun_at)


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing():
    load(many(50))
    before = rows()
    again = load(many(50))
    assert counts(again) == (50, 0, 50, 0) and rows() == before


@pytest.mark.django_db
def test_a_document_named_twice_in_one_list_is_one_record_of_its_first_line():
    made = load(f"{line(1)}\n{line(2)}\n{line(1, circumstance='Said again')}\n")
    assert counts(made) == (3, 2, 1, 0)
    assert Record.objects.get(number="UX0000001").line == 1


@pytest.mark.django_db
def test_another_report_about_the_same_document_is_another_record():
    load(line(1))
    made = load(line(1, status="STOLEN", date="2025-12-24"))
    assert counts(made) == (1, 1, 0, 0) and Record.objects.filter(number="UX0000001").count() == 2


@pytest.mark.django_db
def test_a_withdrawn_record_does_not_come_back_with_the_next_list():
    load(line(1))
    Record.objects.update(ended_on="2026-01-10")
    assert counts(load(line(1))) == (1, 0, 1, 0)
    assert not Record.objects.filter(ended_on=None).exists()


@pytest.mark.django_db
def test_ranges_are_cut_once_also_where_they_overlap_or_begin_alike():
    blank = {"status": "STOLEN_BLANK", "number": "UB0001000"}
    text = "\n".join([line(0, number_to="UB0001999", **blank), line(0, number_to="UB0002499", **blank)])
    load(text)
    cut = sorted(Block.objects.values_list("block", flat=True))
    assert cut.count("UB0001...") == 2 and len(cut) == 7
    load(text)
    assert sorted(Block.objects.values_list("block", flat=True)) == cut


@pytest.mark.django_db
def test_text_with_signs_of_its_own_arrives_as_it_is():
    words = r"Tab\t and \N, 50 % of „São“ \\"
    load(line(1, circumstance=f'"{words}"'))
    assert Record.objects.get().circumstance == words


@pytest.mark.django_db
def test_faulty_lines_are_counted_and_written_to_the_file_of_the_load():
    made = load(f"{HEADING}\n{line(1)}\n{line(2, date='soon')}\n{line(3)}\n{line(4, issuer='?')}\n")
    assert counts(made) == (4, 2, 0, 2)
    faults = [json.loads(each) for each in Path(made.errors_file).read_text().splitlines()]
    assert [(fault["line"], fault["column"], fault["value"]) for fault in faults] == [
        (3, "date", "soon"),
        (5, "issuer", "?"),
    ]
    assert os.stat(made.errors_file).st_mode & 0o077 == 0


@pytest.mark.django_db
def test_a_load_is_one_entry_in_the_trail():
    made = load(many(50))
    (entry,) = trail.about(made)
    assert entry.action == "lost list loaded" and entry.detail["added"] == 50


@pytest.mark.django_db
def test_a_file_that_is_no_list_fails_its_load_and_says_why():
    made = begun(b"a,b,issuer,number\n")
    with pytest.raises(Unreadable):
        Reader(made, io.BytesIO(b"a,b,issuer,number\n")).read()
    made.refresh_from_db()
    assert made.state == "FAILED" and "does not name" in made.why_failed


# Broken off


class Broken(Exception):
    pass


def break_after(monkeypatch, writes):
    """Let the database fail after so many writes."""
    left, store = [writes], loading.store

    def failing(*given):
        if not left[0]:
            raise Broken
        left[0] -= 1
        return store(*given)

    monkeypatch.setattr(loading, "store", failing)


@pytest.mark.django_db
@pytest.mark.parametrize("writes", [0, 1, 3, 4, 5])
def test_whoever_goes_on_loses_nothing_and_doubles_nothing(monkeypatch, writes):
    """Four small transactions a portion, two portions and a bit."""
    monkeypatch.setattr(loading, "AT_ONCE", 5)
    faulty = line(0, date="soon")
    text = many(30).replace("\n", f"\n{faulty}\n", 3)
    data, portion = text.encode(), len(text) // 2
    made = begun(data, portion=portion)
    with monkeypatch.context() as broken, pytest.raises(Broken):
        break_after(broken, writes)
        Reader(made, io.BytesIO(data)).read()
    made.refresh_from_db()
    assert made.state == "RUNNING" and Record.objects.count() == made.added == min(writes * 5, made.lines)
    assert Reader(Load.objects.get(pk=made.pk), io.BytesIO(data)).read()
    made.refresh_from_db()
    assert counts(made) == (33, 30, 0, 3) and Record.objects.count() == 30
    assert len(Path(made.errors_file).read_text().splitlines()) == 3


@pytest.mark.django_db
def test_a_reader_whose_time_is_over_leaves_the_rest_for_later():
    data = many(30).encode()
    made = begun(data, portion=200)
    assert not Reader(made, io.BytesIO(data), seconds=-1).read()
    made.refresh_from_db()
    assert (made.state, made.lines) == ("RUNNING", 0)
    assert Reader(made, io.BytesIO(data)).read() and Record.objects.count() == 30


@pytest.mark.django_db
def test_a_cancelled_load_writes_nothing_more(monkeypatch):
    monkeypatch.setattr(loading, "AT_ONCE", 5)
    data = many(30).encode()
    made = begun(data)

    def cancel(load):
        Load.objects.filter(pk=load.pk).update(state="CANCELLED")

    with pytest.raises(TakenOver):
        Reader(made, io.BytesIO(data), say=cancel).read()
    made.refresh_from_db()
    assert made.state == "CANCELLED" and Record.objects.count() == made.added == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_at_one_load_one_leaves_and_every_line_is_counted_once(monkeypatch):
    monkeypatch.setattr(loading, "AT_ONCE", 20)
    data = many(2000).encode()
    made, ended, start = begun(data, portion=len(data) // 3), [], threading.Barrier(2)

    def work():
        try:
            start.wait(5)
            ended.append(Reader(Load.objects.get(pk=made.pk), io.BytesIO(data)).read())
        except TakenOver:
            ended.append("taken over")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    made.refresh_from_db()
    assert set(map(str, ended)) == {"True", "taken over"}
    assert counts(made) == (2000, 2000, 0, 0) and Record.objects.count() == 2000


def command(file, **environment):
    """The command in a process of its own, on the database of this test."""
    database = connection.settings_dict["NAME"]
    url = (
        f"sqlite:///{database}" if connection.vendor == "sqlite"
        else os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}"
    )  # fmt: skip
    env = os.environ | {"DATABASE_URL": url, "SECOFFICE_DATA": str(configured.DATA)} | environment
    env["DJANGO_SETTINGS_MODULE"] = "secoffice.settings"
    asked = [sys.executable, "manage.py", "load_lost_documents", str(file)]
    return subprocess.Popen(
        asked, env=env, cwd=configured.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_the_command_goes_on_where_it_was(tmp_path):
    lines, faulty = 80_000, 300
    text = many(lines) + f"{line(0, date='soon')}\n" * faulty
    file = tmp_path / "list.csv"
    file.write_text(text)
    process = command(file)
    until = time.monotonic() + 60
    while time.monotonic() < until and Record.objects.count() < 20_000 and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -9, errors
    broken = Load.objects.get()
    assert (
        broken.state == "RUNNING"
        and 20_000 <= broken.added < lines
        and broken.added == Record.objects.count()
    )
    output, errors = command(file).communicate(timeout=100)
    assert b"Going on at" in errors
    told = json.loads(output)
    assert (told["lines"], told["added"], told["unchanged"], told["errors"]) == (
        lines + faulty,
        lines,
        0,
        faulty,
    )
    assert Record.objects.count() == lines and Load.objects.count() == 1
    assert len(Path(told["errors_file"]).read_text().splitlines()) == faulty
