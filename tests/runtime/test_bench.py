"""The bench measures what it says, and never a database that is not its own."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from secoffice.runtime import bench
from secoffice.runtime.bench import bare, databases, measuring


def test_a_database_that_is_not_its_own_is_refused(db):
    with pytest.raises(CommandError, match="of its own"):
        call_command("bench", here="sqlite", cases=1)


def test_the_bare_view_answers_the_size_asked_for_and_nothing_else(db, django_assert_num_queries):
    client = bare.client()
    with django_assert_num_queries(0):
        response = client.get("/bare/30000/")
    assert len(response.content) == 30_000
    assert "Content-Security-Policy" not in response


def test_a_page_is_measured_against_it(officer, monkeypatch):
    monkeypatch.setattr(measuring, "TIMES", 3)
    monkeypatch.setattr(measuring, "close_old_connections", lambda: None)
    found = measuring.page(lambda client: client.get("/inbox/"), officer.user, target=20)
    assert found["unit"] == "CPU ms"
    assert found["ratio"] == pytest.approx(found["value"] / found["baseline"], rel=0.05)
    assert found["queries"] > 2
    assert found["p95_ms"] >= found["median_ms"] > 0
    assert found["bytes"] > 5_000
    json.dumps(found)


def test_a_page_that_fails_is_no_figure(officer, monkeypatch):
    monkeypatch.setattr(measuring, "close_old_connections", lambda: None)
    with pytest.raises(RuntimeError, match="answered 404"):
        measuring.page(lambda client: client.get("/nowhere/"), officer.user)


def test_departments_bring_their_figures():
    names = {figure.name for figure in bench.discover()}
    assert {
        "list",
        "list.filtered",
        "search.rare",
        "search.common",
        "case",
        "log_a_case",
        "planning",
    } <= names


def test_no_server_is_said_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(databases, "USUAL", "postgres://nobody@127.0.0.1:1/none")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("PGHOST", raising=False)
    call_command("bench", database="postgres")
    assert json.loads(capsys.readouterr().out)["postgres"]["says"] == "not measured: no PostgreSQL here"


def test_a_result_says_how_it_compares():
    assert bench.result(value=10.0, unit="ms", baseline=4.0)["ratio"] == 2.5
    assert bench.result(value=1.0, unit="ms")["ratio"] is None
    assert HttpResponse(bare.body(34)).content.startswith(b"<!doctype html>")
