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


ANYTHING = (
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=3)
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*PAIR, "sex_a", "nationality_b", "document_a"]), ANYTHING))
def test_nothing_breaks_it(pair):
    found = answer(json.dumps(pair))
    assert "error" in found or 0 <= found["score"] <= 1
