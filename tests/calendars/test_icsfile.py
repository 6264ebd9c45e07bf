"""Reading closed days out of calendar files, kind and hostile ones."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice.calendars.icsfile import Unreadable, read


def ics(*events):
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{text}\r\nEND:VEVENT\r\n" for n, text in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def event(start, *more, name="Feast"):
    return "\r\n".join((f"SUMMARY:{name}", f"DTSTART;VALUE=DATE:{start}", *more))


def days(*events, first=2026, last=2027):
    return [f"{each.on:%Y-%m-%d}" for each in read(ics(*events), first, last) if each.on]


def problems(*events):
    return [each.problem for each in read(ics(*events), 2026, 2027) if each.problem]


def test_a_day_and_several_days_whose_end_is_the_day_after():
    assert days(event("20261202")) == ["2026-12-02"]
    assert days(event("20261202", "DTEND;VALUE=DATE:20261203")) == ["2026-12-02"]
    assert days(event("20261230", "DTEND;VALUE=DATE:20270102")) == ["2026-12-30", "2026-12-31", "2027-01-01"]
    assert days(event("20261202", "DURATION:P2D")) == ["2026-12-02", "2026-12-03"]
    assert days("SUMMARY:Night\r\nDTSTART:20261202T000000\r\nDTEND:20261203T000000") == ["2026-12-02"]


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("20200501", "FREQ=YEARLY", ["2026-05-01", "2027-05-01"]),
        ("16040501", "FREQ=YEARLY;INTERVAL=2", ["2026-05-01"]),
        ("20201126", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", ["2026-11-26", "2027-11-25"]),
        ("20200525", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", ["2026-05-25", "2027-05-31"]),
        ("20250501", "FREQ=YEARLY;COUNT=2", ["2026-05-01"]),
        ("20250501", "FREQ=YEARLY;UNTIL=20260601", ["2026-05-01"]),
        ("20240229", "FREQ=YEARLY", []),
        ("20300501", "FREQ=YEARLY", []),
    ],
)
def test_yearly_rules_are_followed_over_the_years_asked_for(start, rule, expected):
    assert days(event(start, f"RRULE:{rule}")) == expected


def test_dates_taken_out_moved_and_added_are_followed():
    rule = "RRULE:FREQ=YEARLY"
    assert days(event("20200501", rule, "EXDATE;VALUE=DATE:20260501")) == ["2027-05-01"]
    added = event("20260501", "RDATE;VALUE=DATE:20260601")
    assert days(added) == ["2026-05-01", "2026-06-01"]
    moved = ics(event("20200501", rule), "RECURRENCE-ID;VALUE=DATE:20260501\r\n" + event("20260504"))
    moved = moved.replace(b"UID:1", b"UID:0")
    assert [f"{each.on:%m-%d}" for each in read(moved, 2026, 2026)] == ["05-04"]


def test_days_that_reach_into_the_span_from_the_year_before_are_found():
    assert days(event("20201231", "DURATION:P2D", "RRULE:FREQ=YEARLY"), first=2026, last=2026) == [
        "2026-01-01",
        "2026-12-31",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SUMMARY:Meeting\r\nDTSTART:20261202T090000Z", "time of day"),
        (event("20261202", "DURATION:PT3H"), "time of day"),
        (event("20261202", "DTEND;VALUE=DATE:20261201"), "ends before"),
        (event("20261202", "DTEND;VALUE=DATE:20281201"), "at most"),
        (event("20261202", "RRULE:FREQ=SECONDLY"), "only yearly"),
        (event("20261202", "RRULE:FREQ=YEARLY;BYHOUR=3"), "only yearly"),
        (event("20261202", "RRULE:FREQ=YEARLY;BYMONTH=13"), "sense|only yearly"),
        (event("20261202", "STATUS:CANCELLED"), "cancelled"),
        ("SUMMARY:Nothing", "no day"),
        (event("99999999"), "no day|no sense"),
        (event("99991231", "DURATION:P9D"), "no sense"),
    ],
)
def test_an_event_that_cannot_be_read_says_why_and_stops_no_other(text, why):
    assert days(text, event("20260501")) == ["2026-05-01"] or "2026-12-02" in days(text, event("20260501"))
    (problem,) = problems(text, event("20260501"))
    assert any(each in problem for each in why.split("|")), problem


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00", b"PK\x03\x04", b"<html>", b"BEGIN:VCALENDAR", b"BEGIN:VCALENDAR\0",
        ics(), b"x" * 600_000, ics(*[event("20261202")] * 2500),
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 1900,
        ics(event("20200101", "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU")),
    ],
)  # fmt: skip
def test_a_file_that_is_no_calendar_or_too_much_is_refused_in_a_sentence(content):
    with pytest.raises(Unreadable) as refused:
        read(content, 2026, 2035)
    assert str(refused.value).endswith(".")


def test_a_hostile_file_costs_little():
    worst = ics(*[event("00010101", "RRULE:FREQ=YEARLY;COUNT=9999;BYMONTH=2;BYMONTHDAY=30")] * 1900)
    began = time.process_time()
    with pytest.raises(Unreadable):
        read(worst, 2026, 2035)
    assert time.process_time() - began < 10


def test_a_name_is_plain_and_short():
    (found,) = read(ics(event("20261202", name="A\\nB\\, \x1b[31m" + "ü" * 200)), 2026, 2026)
    assert found.name.startswith("A B, ") and found.name.isprintable() and len(found.name) <= 80


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_lines_are_read_or_refused(lines):
    with suppress(Unreadable):
        read(ics("\r\n".join(lines)), 2026, 2027)


WORDS = """DTSTART DTEND RRULE RDATE EXDATE DURATION UID RECURRENCE-ID STATUS SUMMARY ;VALUE=DATE: ;TZID=X: :
FREQ=YEARLY ;COUNT=1 ;UNTIL= ;BYDAY= MO -1TU 54FR ;BYMONTH=2 ;INTERVAL=0 20260101 T000000 Z P1D -P9W 0 ,"""


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), "\r\n"]), max_size=40))
def test_any_words_of_calendar_files_are_read_or_refused(words):
    try:
        found = read(ics("DTSTART;VALUE=DATE:20260101\r\n" + "".join(words)), 2026, 2027)
    except Unreadable:
        return
    assert all((each.on is None) == bool(each.problem) and each.name for each in found)


def test_no_day_is_lost_to_the_day_the_year_begins():
    assert read(ics(event("20260101")), 2026, 2026)[0].on == date(2026, 1, 1)
