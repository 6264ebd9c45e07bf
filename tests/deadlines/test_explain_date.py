"""The command `explain_date`: questions in, dates and sentences out, never a traceback."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from secoffice.deadlines.questions import answer

pytestmark = pytest.mark.django_db
EXAMPLE = {"days": 60, "unit": "cd", "roll": "FORWARD", "trigger": "2026-05-04", "calendar": "US"}


def ask(**question):
    return answer(json.dumps(question))


@pytest.fixture
def run(monkeypatch):
    def run(text):
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        out, code = io.StringIO(), 0
        try:
            call_command("explain_date", stdout=out)
        except SystemExit as left:
            code = left.code
        return code, [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_the_example_of_the_interface(run):
    code, lines = run(json.dumps(EXAMPLE) + "\n")
    assert code == 0
    assert lines == [
        {
            "due_raw": "2026-07-03",
            "due_effective": "2026-07-06",
            "half": "2026-06-04",
            "warn": "2026-06-30",
            "escalations": ["2026-07-07", "2026-07-13"],
            "explanation": "60 calendar days from Mon 4 May 2026 is Fri 3 Jul 2026 "
            "(Independence Day observed), moved forward to Mon 6 Jul 2026.",
        }
    ]


def test_one_bad_line_is_answered_and_the_others_too(run):
    code, lines = run(f"{json.dumps(EXAMPLE)}\n\nnot json\n{json.dumps(EXAMPLE)}")
    assert code == 1
    assert ["error" in line for line in lines] == [False, True, False]


def test_nothing_asked_is_nothing_wrong(run):
    assert run("\n \n") == (0, [])


def test_bytes_that_are_no_text_are_a_bad_line(run):
    code, lines = run(b"\xff\xfe{}\n")
    assert (code, lines) == (1, [{"error": "The line is not JSON."}])


def test_an_alert_that_is_dropped_is_null():
    assert ask(days=2, unit="bd", trigger="2026-03-02")["warn"] is None
    assert ask(days=-30, trigger="2026-10-05")["half"] is None


def test_forward_calendar_days_in_the_federal_calendar_are_the_default():
    assert ask(days=60, trigger="2026-05-04") == ask(**EXAMPLE)


def test_hours_give_instants_on_the_clock_of_the_asker():
    told = ask(days=24, unit="h", trigger="2026-05-11T08:00:00-04:00")
    assert (told["due_raw"], told["due_effective"]) == ("2026-05-12T08:00:00-04:00",) * 2
    assert ask(days=24, unit="h", trigger="2026-05-11T08:00:00Z")["due_raw"] == "2026-05-12T08:00:00+00:00"


def test_a_time_zone_decides_the_day():
    question = {"days": 1, "trigger": "2026-04-01T20:00:00Z", "roll": "NONE"}
    assert ask(**question)["due_raw"] == "2026-04-02"
    assert ask(**question, time_zone="Asia/Kathmandu")["due_raw"] == "2026-04-03"


def test_an_office_gives_calendar_and_time_zone(office):
    told = ask(days=1, unit="bd", trigger="2026-07-03T03:00:00Z", office="UTPX")
    assert told["due_raw"] == "2026-07-06"  # still Thursday in New York, and Friday is a holiday
    assert ask(days=1, unit="h", trigger="2026-07-03T03:00:00Z", office="utpx")["due_raw"].endswith("-04:00")


def test_a_rule_gives_days_unit_roll_and_alerts(office):
    told = ask(rule="t.answer", office="UTPX", trigger="2026-04-01")
    assert told["due_effective"] == "2026-04-08"
    assert told["escalations"] == ["2026-04-09", None]
    assert ask(rule="t.answer", days=2, trigger="2026-04-01")["due_effective"] == "2026-04-03"


def test_the_calendar_of_an_office_comes_before_the_country_of_that_code(office):
    assert ask(days=1, unit="bd", trigger="2026-07-02", calendar="UTPUS")["due_raw"] == "2026-07-06"


def test_an_id_is_given_back_and_a_misspelt_key_is_named():
    told = ask(**EXAMPLE, id="q-1", rol="BACK")
    assert (told["id"], told["ignored"]) == ("q-1", ["rol"])
    assert ask(id=3)["id"] == 3


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"days": "60"}, "whole number"),
        ({"days": 1.5}, "whole number"),
        ({"days": True}, "whole number"),
        ({"days": None}, "whole number"),
        ({"days": 10**30}, "between 1900 and 2100"),
        ({"unit": "week"}, "unit is one of"),
        ({"unit": 7}, "unit must be a word"),
        ({"roll": "UP"}, "roll is one of"),
        ({"trigger": "yesterday"}, "trigger must be a date"),
        ({"trigger": "2026-02-30"}, "trigger must be a date"),
        ({"trigger": None}, "Give the trigger"),
        ({"trigger": "0001-01-01T00:00:00+14:00"}, "between 1900 and 2100"),
        ({"calendar": "ZZ"}, "No holidays are known"),
        ({"calendar": "\x00"}, "short code"),
        ({"calendar": ["US"]}, "must be a word"),
        ({"office": "NONE"}, "no office"),
        ({"rule": "t.review"}, "brings its own"),
        ({"rule": "nothing", "unit": None, "roll": None}, "no deadline rule"),
        ({"rule": ["t.review"], "unit": None, "roll": None}, "no deadline rule"),
        ({"time_zone": "Mars/Olympus"}, "time_zone must be"),
        ({"time_zone": "/etc/passwd"}, "time_zone must be"),
        ({"tolled": -1}, "between 1900 and 2100"),
    ],
)
def test_a_wrong_answer_is_a_sentence(wrong, sentence):
    assert sentence in ask(**EXAMPLE | wrong)["error"]


def test_days_or_a_rule_are_needed():
    assert "days" in ask(trigger="2026-01-01")["error"]


def test_without_a_database_countries_still_answer(monkeypatch, django_db_blocker):
    from django.db import OperationalError

    from secoffice.accounts.models import Office
    from secoffice.calendars.models import Calendar

    def gone(*args, **kwargs):
        raise OperationalError("no such table")

    monkeypatch.setattr(type(Calendar.objects.all()), "filter", gone)
    monkeypatch.setattr(type(Office.objects.all()), "get", gone)
    assert ask(**EXAMPLE)["due_effective"] == "2026-07-06"
    assert "migrate" in ask(days=1, trigger="2026-01-01", office="UTP")["error"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
likely = st.fixed_dictionaries(
    {},
    optional={
        "days": st.integers(-100_000, 100_000) | anything,
        "unit": st.sampled_from(["h", "cd", "bd", "month", "year"]) | anything,
        "roll": st.sampled_from(["FORWARD", "BACK", "NONE"]) | anything,
        "trigger": st.dates().map(str)
        | st.datetimes().map(str)
        | st.datetimes().map(lambda d: f"{d}+14:00")
        | anything,
        "calendar": st.sampled_from(["US", "SA", "NP", "GB-SCT", "ZZ"]) | anything,
        "time_zone": st.sampled_from(["Asia/Kathmandu", "Pacific/Apia", ".", "..", ""]) | anything,
        "rule": st.sampled_from(["t.review", "t.warning"]) | anything,
        "office": anything,
        "tolled": st.integers(-5, 400) | anything,
        "id": anything,
    },
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(max_size=60) | likely.map(json.dumps) | anything.map(json.dumps))
@example("[" * 100_000)
@example('{"days": ' + "9" * 5_000 + "}")
@example('{"days": 1e400, "trigger": "2026-01-01"}')
@example('{"id": "\\ud800", "calendar": "\\ud800"}')
@example('{"days": 1, "trigger": "2026-01-01T24:00:00"}')
@example('{"days": 1, "trigger": "2026-W01-1"}')
def test_no_line_ever_brings_it_down(text):
    told = answer(text)
    assert ("error" in told) != ("due_raw" in told)
    assert json.loads(json.dumps(told)) is not None
