"""The engine against dates computed by hand (domain §0.1 and the worked scenarios of section I)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from secoffice.calendars.working_days import OutOfRange, WorkingDays
from secoffice.deadlines import engine
from secoffice.deadlines.engine import end_of_day, start_of_day, work_out

US = WorkingDays.for_code("US")
DROPPED = None
UTC_ZONE = ZoneInfo("UTC")

# trigger, days, unit, roll, due_raw, due_effective, half, warn
HAND = [
    # 0.1
    ("2026-04-01", 30, "cd", "FORWARD", "2026-05-01", "2026-05-01", "2026-04-16", "2026-04-28"),
    # I.1
    ("2026-03-02", 2, "bd", "FORWARD", "2026-03-04", "2026-03-04", "2026-03-03", DROPPED),
    ("2026-03-02", 5, "bd", "FORWARD", "2026-03-09", "2026-03-09", "2026-03-05", "2026-03-04"),
    ("2026-03-04", 30, "cd", "FORWARD", "2026-04-03", "2026-04-03", "2026-03-19", "2026-03-31"),
    ("2026-03-04", 180, "cd", "FORWARD", "2026-08-31", "2026-08-31", "2026-06-02", "2026-08-26"),
    ("2026-04-01", 60, "cd", "FORWARD", "2026-05-31", "2026-06-01", "2026-05-01", "2026-05-27"),
    ("2026-04-01", 90, "cd", "FORWARD", "2026-06-30", "2026-06-30", "2026-05-16", "2026-06-25"),
    ("2026-04-01", 180, "cd", "FORWARD", "2026-09-28", "2026-09-28", "2026-06-30", "2026-09-23"),
    ("2026-04-02", 5, "bd", "FORWARD", "2026-04-09", "2026-04-09", "2026-04-05", "2026-04-06"),
    ("2026-04-02", 30, "cd", "FORWARD", "2026-05-02", "2026-05-04", "2026-04-18", "2026-04-29"),
    ("2026-04-08", 5, "bd", "FORWARD", "2026-04-15", "2026-04-15", "2026-04-11", "2026-04-10"),
    ("2026-06-01", 30, "cd", "FORWARD", "2026-07-01", "2026-07-01", "2026-06-16", "2026-06-26"),
    ("2026-06-15", 30, "cd", "FORWARD", "2026-07-15", "2026-07-15", "2026-06-30", "2026-07-10"),
    ("2025-11-20", 10, "year", "NONE", "2035-11-20", "2035-11-20", "2030-11-20", "2035-11-15"),
    # I.2
    ("2026-02-09", 2, "bd", "FORWARD", "2026-02-11", "2026-02-11", "2026-02-10", DROPPED),
    # I.4
    ("2026-02-20", 1, "year", "NONE", "2027-02-20", "2027-02-20", "2026-08-21", "2027-02-17"),
    ("2026-06-03", 20, "cd", "FORWARD", "2026-06-23", "2026-06-23", "2026-06-13", "2026-06-17"),
    ("2026-06-03", 90, "cd", "BACK", "2026-09-01", "2026-09-01", "2026-07-18", "2026-08-27"),
    ("2026-02-20", 50, "year", "NONE", "2076-02-20", "2076-02-20", "2051-02-20", "2076-02-14"),
    # I.5
    ("2026-07-02", 5, "bd", "FORWARD", "2026-07-10", "2026-07-10", "2026-07-06", "2026-07-07"),
    ("2026-07-14", 5, "bd", "FORWARD", "2026-07-21", "2026-07-21", "2026-07-17", "2026-07-16"),
    # I.6
    ("2026-03-16", 3, "bd", "FORWARD", "2026-03-19", "2026-03-19", "2026-03-17", DROPPED),
    ("2026-03-20", 90, "cd", "FORWARD", "2026-06-18", "2026-06-18", "2026-05-04", "2026-06-15"),
    ("2026-04-22", 10, "cd", "FORWARD", "2026-05-02", "2026-05-04", "2026-04-28", "2026-04-29"),
    ("2026-04-24", 30, "cd", "BACK", "2026-05-24", "2026-05-22", "2026-05-08", "2026-05-19"),
    ("2026-05-20", 30, "cd", "FORWARD", "2026-06-19", "2026-06-22", "2026-06-05", "2026-06-16"),
    # I.9
    ("2026-05-11", 90, "cd", "FORWARD", "2026-08-09", "2026-08-10", "2026-06-25", "2026-08-05"),
    # I.10
    ("2026-09-03", 2, "bd", "FORWARD", "2026-09-08", "2026-09-08", "2026-09-05", DROPPED),
    ("2026-09-03", 30, "cd", "FORWARD", "2026-10-03", "2026-10-05", "2026-09-19", "2026-09-30"),
    ("2026-09-03", 10, "bd", "FORWARD", "2026-09-18", "2026-09-18", "2026-09-10", "2026-09-15"),
    # months end with the month
    ("2026-01-31", 1, "month", "BACK", "2026-02-28", "2026-02-27", "2026-02-13", "2026-02-24"),
    ("2028-02-29", 1, "year", "FORWARD", "2029-02-28", "2029-02-28", "2028-08-29", "2029-02-23"),
    ("2026-06-22", 6, "month", "FORWARD", "2026-12-22", "2026-12-22", "2026-09-21", "2026-12-17"),
]

# Back-planning of I.8 from the first day of the event, Mon 5 October 2026, and the phases after it.
BACK_PLANNED = [
    (-540, "FORWARD", "2025-04-13", "2025-04-14"),
    (-365, "FORWARD", "2025-10-05", "2025-10-06"),
    (-270, "FORWARD", "2026-01-08", "2026-01-08"),
    (-180, "FORWARD", "2026-04-08", "2026-04-08"),
    (-120, "FORWARD", "2026-06-07", "2026-06-08"),
    (-90, "FORWARD", "2026-07-07", "2026-07-07"),
    (-60, "FORWARD", "2026-08-06", "2026-08-06"),
    (-45, "FORWARD", "2026-08-21", "2026-08-21"),
    (-30, "FORWARD", "2026-09-05", "2026-09-08"),
    (-14, "NONE", "2026-09-21", "2026-09-21"),
    (-7, "NONE", "2026-09-28", "2026-09-28"),
    (-3, "NONE", "2026-10-02", "2026-10-02"),
    (-1, "NONE", "2026-10-04", "2026-10-04"),
]
AFTER_THE_EVENT = [
    (3, "2026-10-11", "2026-10-13"),
    (30, "2026-11-07", "2026-11-09"),
    (60, "2026-12-07", "2026-12-07"),
    (90, "2027-01-06", "2027-01-06"),
]


def day(text):
    return text and date.fromisoformat(text)


def ask(trigger, days, unit="cd", roll="FORWARD", tz=UTC_ZONE, **more):
    return work_out(
        trigger_on=day(trigger), days=days, unit=unit, roll=roll, tz=tz, **{"days_calendar": US} | more
    )


@pytest.mark.parametrize(("trigger", "days", "unit", "roll", "raw", "due", "half", "warn"), HAND)
def test_a_date_computed_by_hand(trigger, days, unit, roll, raw, due, half, warn):
    dates = ask(trigger, days, unit, roll)
    told = dates.alerts
    assert (dates.raw_on, dates.due_on, told.half_on, told.warn_on) == (
        day(raw),
        day(due),
        day(half),
        day(warn),
    )


@pytest.mark.parametrize(
    ("trigger", "days", "roll", "escalations"),
    [
        ("2026-04-01", 30, "FORWARD", ["2026-05-04", "2026-05-08"]),
        ("2026-04-01", 60, "FORWARD", ["2026-06-02", "2026-06-08"]),
        ("2026-04-24", 30, "BACK", ["2026-05-26", "2026-06-01"]),
    ],
)
def test_escalations_computed_by_hand(trigger, days, roll, escalations):
    assert ask(trigger, days, roll=roll).alerts.escalations == [day(text) for text in escalations]


@pytest.mark.parametrize(("days", "roll", "raw", "due"), BACK_PLANNED)
def test_the_gates_before_an_event(days, roll, raw, due):
    dates = ask("2026-10-05", days, roll=roll)
    assert (dates.raw_on, dates.due_on) == (day(raw), day(due))


@pytest.mark.parametrize(("days", "raw", "due"), AFTER_THE_EVENT)
def test_the_phases_after_an_event(days, raw, due):
    dates = ask("2026-10-08", days)
    assert (dates.raw_on, dates.due_on) == (day(raw), day(due))


def test_a_back_planned_date_has_no_half_but_its_other_alerts():
    told = ask("2026-10-05", -30).alerts
    assert (told.half_on, told.warn_on) == (None, day("2026-09-02"))
    assert told.escalations == [day("2026-09-09"), day("2026-09-15")]


def test_a_back_planned_date_is_measured_from_the_day_it_was_set():
    told = ask("2026-10-05", -30, counts_from=day("2026-09-02")).alerts
    assert (told.half_on, told.warn_on) == (day("2026-09-05"), DROPPED)


def test_of_half_and_warn_on_one_day_warn_is_told():
    told = ask("2026-03-01", 6, roll="NONE").alerts  # Sunday to Saturday: both on Wednesday
    assert (told.half_on, told.warn_on) == (None, day("2026-03-04"))


def test_hours_are_elapsed_time_and_stay_where_they_fall():
    dates = work_out(
        trigger_at=datetime(2026, 5, 16, 8, tzinfo=UTC), days=24, unit="h", days_calendar=US, tz=UTC_ZONE
    )
    assert dates.due_at == dates.raw_at == datetime(2026, 5, 17, 8, tzinfo=UTC)  # a Sunday
    assert dates.due_on == day("2026-05-17")


def test_hours_are_rolled_when_asked_and_keep_the_hour():
    new_york = ZoneInfo("America/New_York")
    saturday = datetime(2026, 3, 7, 8, tzinfo=new_york)
    dates = work_out(trigger_at=saturday, days=24, unit="h", roll="FORWARD", days_calendar=US, tz=new_york)
    assert dates.raw_at == datetime(2026, 3, 8, 9, tzinfo=new_york)  # the clocks went forward
    assert dates.due_at == datetime(2026, 3, 9, 9, tzinfo=new_york)


def test_the_day_is_that_of_the_office():
    late = datetime(2026, 4, 1, 20, tzinfo=UTC)
    kathmandu = work_out(trigger_at=late, days=30, days_calendar=US, tz=ZoneInfo("Asia/Kathmandu"))
    assert kathmandu.raw_on == day("2026-05-02")
    assert kathmandu.due_at == datetime(2026, 5, 4, 18, 14, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "on", "start", "end"),
    [
        ("America/New_York", "2026-03-08", "2026-03-08T05:00:00", "2026-03-09T03:59:59"),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00", "2026-04-05T13:29:59"),
        ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00", "2026-09-07T02:59:59"),  # no midnight
        ("America/Santiago", "2026-04-04", "2026-04-04T03:00:00", "2026-04-05T03:59:59"),  # 23:00 twice
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00", "2011-12-31T09:59:59"),
    ],
)
def test_a_local_day_begins_and_ends_whatever_the_clocks_do(zone, on, start, end):
    tz = ZoneInfo(zone)
    assert start_of_day(day(on), tz) == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert end_of_day(day(on), tz) == datetime.fromisoformat(end).replace(tzinfo=UTC)


def test_tolled_days_are_added_to_both_values_and_rolled_again():
    dates = ask("2026-05-04", 60, tolled=5)
    assert (dates.raw_on, dates.due_on) == (day("2026-07-08"), day("2026-07-13"))
    assert dates.explanation.endswith(
        "; 5 tolled days make it Sat 11 Jul 2026 (weekend), moved forward to Mon 13 Jul 2026."
    )


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            ("2026-05-04", 60),
            "60 calendar days from Mon 4 May 2026 is Fri 3 Jul 2026 (Independence Day observed), "
            "moved forward to Mon 6 Jul 2026.",
        ),
        (("2026-04-01", 30), "30 calendar days from Wed 1 Apr 2026 is Fri 1 May 2026."),
        (
            ("2026-10-05", -30),
            "30 calendar days before Mon 5 Oct 2026 is Sat 5 Sep 2026 (weekend), "
            "moved forward past Labor Day to Tue 8 Sep 2026.",
        ),
        (
            ("2026-02-20", 1, "year", "NONE"),
            "1 year from Fri 20 Feb 2026 is Sat 20 Feb 2027 (weekend); it ends at 23:59 that day.",
        ),
        (
            ("2026-07-02", 5, "bd"),
            "5 business days from Thu 2 Jul 2026 is Fri 10 Jul 2026, "
            "not counting Independence Day observed (Fri 3 Jul).",
        ),
        (
            ("2026-01-02", 200, "bd"),
            "200 business days from Fri 2 Jan 2026 is Tue 20 Oct 2026, public holidays not counted.",
        ),
        (("2026-05-11", 1, "h", None), "1 hour from Mon 11 May 2026 00:00 UTC is Mon 11 May 2026 01:00 UTC."),
    ],
)
def test_the_sentence_reads_like_one(question, sentence):
    assert ask(*question).explanation == sentence


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "week"},
        {"roll": "SIDEWAYS"},
        {"tolled": -1},
        {"days": 10**12},
        {"unit": "year", "days": 200},
        {"unit": "month", "days": -2_000},
        {"trigger_on": date(1, 1, 1)},
        {"trigger_on": date(9999, 12, 31)},
        {"trigger_on": None},
        {"trigger_at": datetime(2026, 1, 1), "trigger_on": None},
        {"trigger_at": datetime.max.replace(tzinfo=UTC), "trigger_on": None},
        {"unit": "h", "days": 1_800_000},
        {"tolled": 70_000},
    ],
)
def test_a_question_without_an_answer_is_refused(wrong):
    right = {"trigger_on": date(2026, 1, 1), "days": 1, "days_calendar": US, "tz": UTC_ZONE}
    with pytest.raises(ValueError, match=r"\.$"):
        work_out(**right | wrong)


def test_out_of_range_is_a_value_error():
    assert issubclass(OutOfRange, ValueError)
    assert engine.UNITS == ("h", "cd", "bd", "month", "year")
