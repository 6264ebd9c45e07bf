"""The command `match_names`: pairs in, scores and reasons out, never a traceback."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice.people.matching.questions import answer

PAIR = {"a": "Muhammad al-Rasheed", "b": "AL RASHID, Mohammed", "dob_a": "1980-??-??", "dob_b": "1980-05-17"}


@pytest.fixture
def run(monkeypatch):
    def run(text):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
        out, code = io.StringIO(), 0
        try:
            call_command("match_names", stdout=out)
        except SystemExit as left:
            code = left.code
        return code, [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_a_pair_gets_score_match_and_reason(run):
    code, (found,) = run(json.dumps(PAIR) + "\n")
    assert code == 0
    assert found.keys() == {"score", "match", "reason"}
    assert found["match"] is True and 0.8 <= found["score"] <= 1


def test_every_fact_of_either_side_is_read(run):
    facts = {"nationality_a": "UTO", "nationality_b": "XXA", "sex_a": "M", "sex_b": "F"}
    _, lines = run("\n".join(map(json.dumps, (PAIR, PAIR | facts))))
    assert lines[1]["score"] == pytest.approx(lines[0]["score"] - 0.2)
    document = {
        f"{name}_{side}": value
        for side in "ab"
        for name, value in (("issuer", "UTO"), ("document", "L898902C3"))
    }
    _, (found,) = run(json.dumps({"a": "Zed Quillon", "b": "Anna Eriksson"} | document))
    assert found["score"] == 0.99


def test_a_line_that_cannot_be_answered_says_so_and_the_rest_is_answered(run):
    code, lines = run("nope\n" + json.dumps({"id": 7, "a": "Anna"}) + "\n\n" + json.dumps(PAIR))
    assert code == 1
    assert lines[0] == {"error": "The line is not JSON."}
    assert lines[1] == {"id": 7, "error": "Give b, a name or a list of names."}
    assert lines[2]["match"] is True


@pytest.mark.parametrize(
    "line",
    [
        {"a": "Anna", "b": None},
        {"a": "Anna", "b": 7},
        {"a": "Anna", "b": []},
        {"a": ["Anna", None], "b": "Anna"},
        {"a": ["Anna"] * 51, "b": "Anna"},
    ],
)
def test_what_is_no_name_is_refused(run, line):
    code, (found,) = run(json.dumps(line))
    assert code == 1
    assert found.keys() == {"error"} and found["error"].startswith("Give ")


@pytest.mark.parametrize(
    "line",
    [
        {"a": "", "b": "Anna Kern"},
        {"a": "\x00\x1f", "b": "Anna Kern"},
        {"a": "👩🏽‍🚀", "b": "👩🏽‍🚀"},
        {"a": "\ud800", "b": "\ud800"},
        {"a": "े", "b": "ا" * 5000},
    ],
)
def test_what_names_nobody_matches_nobody(run, line):
    code, (found,) = run(json.dumps(line))
    assert code == 0
    assert found["score"] == 0.0 and found["match"] is False


def test_facts_that_are_null_empty_or_numbers_say_nothing(run):
    odd = {
        "dob_a": None,
        "dob_b": "",
        "nationality_a": ["", None],
        "sex_b": 0,
        "issuer_a": 3.5,
        "document_a": {},
    }
    plain, told = run(
        "\n".join(json.dumps({"a": "Anna Kern", "b": "KERN, Anna"} | its) for its in ({}, odd))
    )[1]
    assert plain == told


def test_a_birth_date_that_cannot_be_read_is_said(run):
    _, (found,) = run(
        json.dumps({"a": "Anna Kern", "b": "Anna Kern", "dob_a": "in spring", "dob_b": "1974-13-01"})
    )
    assert found["score"] == 1.0
    assert found["reason"].endswith("The birth date of a cannot be read. The birth date of b cannot be read.")


@pytest.mark.parametrize(
    "dob", ["19740812", "1974/8/12", "12.08.1974", "1974-08-12T00:00:00.000Z", "13/08/1974"]
)
def test_birth_dates_are_read_as_people_write_them(run, dob):
    _, (found,) = run(json.dumps({"a": "Anna Kern", "b": "Anna Kern", "dob_a": dob, "dob_b": "1991-02-03"}))
    assert found["match"] is False


def test_answers_are_json_whatever_the_id_is(run):
    lines = ['{"id": 1e999, "a": "Anna", "b": "Anna"}', '\ufeff{"id": [null], "a": "Anna", "b": "Anna"}']
    assert [found["id"] for found in run("\n".join(lines))[1]] == ["inf", [None]]


def test_a_name_of_a_megabyte_is_answered(run):
    assert run(json.dumps({"a": "Anna " * 200_000, "b": "B" * 1_000_000}))[0] == 0


ANYTHING = (
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=3)
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*PAIR, "sex_a", "nationality_b", "document_a"]), ANYTHING))
def test_nothing_breaks_it(pair):
    found = answer(json.dumps(pair))
    assert "error" in found or 0 <= found["score"] <= 1
