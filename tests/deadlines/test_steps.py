"""Steps reached and noted, day by day, as the ledger meets them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice.calendars.working_days import WorkingDays
from secoffice.deadlines import rules, steps
from secoffice.deadlines.rules import Rule

US = WorkingDays.for_code("US")
NEW_YORK = ZoneInfo("America/New_York")
EIGHT = timedelta(hours=8)
DAY = timedelta(days=1)


def deadline(trigger="2026-04-01", days=30, unit="cd", severity="standard", tz=NEW_YORK, **more):
    rule = Rule("test", "supervisory review", days, unit, severity=severity, **more)
    at = datetime.fromisoformat(f"{trigger}T10:00").replace(tzinfo=tz)
    dates = rule.work_out(trigger_at=at, days_calendar=US, tz=tz)
    row = SimpleNamespace(trigger_at=at, due_at=dates.due_at, due_on=dates.due_on, **vars(dates.alerts))
    row.nag_days = rule.nag_days
    row.next_step_at = steps.next_step(row, tz).at
    return row


def nights(row, first, count, tz=NEW_YORK, skip=(), hour=9):
    """Run once a day at that local hour; note what is reached. Gives (day run, step, occurrence)."""
    told = []
    for n in range(count):
        day = date.fromisoformat(first) + DAY * n
        at = datetime(day.year, day.month, day.day, hour, tzinfo=tz).astimezone(UTC)
        if f"{day:%m-%d}" in skip:
            continue
        if step := steps.reached(row, tz, at):
            told.append((f"{day:%m-%d}", step.name, f"{step.on:%m-%d}"))
            row.next_step_at = steps.after_noting(row, tz, at)
    return told


def test_forty_days_of_the_example_tell_each_step_on_its_day():
    assert nights(deadline(), "2026-04-01", 40) == [
        ("04-16", "half", "04-16"),
        ("04-28", "warn", "04-28"),
        ("05-01", "due", "05-01"),
        ("05-02", "overdue", "05-02"),
        ("05-03", "overdue", "05-03"),
        ("05-04", "escalate_1", "05-04"),
        ("05-05", "overdue", "05-05"),
        ("05-06", "overdue", "05-06"),
        ("05-07", "overdue", "05-07"),
        ("05-08", "escalate_2", "05-08"),
        ("05-09", "overdue", "05-09"),
        ("05-10", "overdue", "05-10"),
    ]


def test_after_an_outage_of_three_days_there_is_one_step_and_then_each_day_again():
    told = nights(deadline(), "2026-04-27", 12, skip=("04-28", "04-29", "04-30"))
    assert told[:4] == [
        ("04-27", "half", "04-16"),
        ("05-01", "due", "05-01"),
        ("05-02", "overdue", "05-02"),
        ("05-03", "overdue", "05-03"),
    ]


def test_an_escalation_missed_in_an_outage_outranks_the_daily_reminder():
    told = nights(deadline(), "2026-05-01", 8, skip=("05-03", "05-04", "05-05"))
    assert told[-3:] == [
        ("05-06", "escalate_1", "05-04"),
        ("05-07", "overdue", "05-07"),
        ("05-08", "escalate_2", "05-08"),
    ]


def test_a_long_outage_gives_one_step_that_reaches_furthest_up():
    told = nights(deadline(), "2026-06-01", 2)
    assert told == [("06-01", "escalate_2", "05-08"), ("06-02", "overdue", "06-02")]


def test_a_routine_deadline_stops_at_the_supervisor():
    told = nights(deadline(severity=rules.ROUTINE), "2026-05-01", 15)
    assert [name for _, name, _ in told].count("escalate_1") == 1
    assert ("05-08", "overdue", "05-08") in told


def test_running_twice_or_too_early_tells_nothing_new():
    row = deadline()
    assert nights(row, "2026-04-16", 1, hour=7) == []
    assert nights(row, "2026-04-16", 1, hour=8) == [("04-16", "half", "04-16")]
    assert nights(row, "2026-04-16", 1, hour=23) == []


def test_nothing_is_reached_of_a_deadline_without_a_next_step():
    row = deadline()
    row.next_step_at = None
    assert steps.reached(row, NEW_YORK, datetime(2027, 1, 1, tzinfo=UTC)) is None
    assert steps.after_noting(row, NEW_YORK, datetime(2027, 1, 1, tzinfo=UTC)) is None


def test_a_deadline_of_two_hours_is_told_when_it_runs_out():
    row = deadline(trigger="2026-05-11", days=2, unit="h")
    assert row.next_step_at == datetime(2026, 5, 11, 12, tzinfo=NEW_YORK)
    assert nights(row, "2026-05-11", 3, hour=13) == [
        ("05-11", "due", "05-11"),
        ("05-12", "escalate_1", "05-12"),
        ("05-13", "overdue", "05-13"),
    ]


@pytest.mark.parametrize(
    "zone", ["Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago"]
)
def test_a_step_comes_at_eight_in_the_morning_of_the_office(zone):
    tz = ZoneInfo(zone)
    row = deadline(tz=tz)
    assert row.next_step_at.astimezone(tz).replace(tzinfo=None) == datetime.fromisoformat("2026-04-16T08:00")


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 25),
    st.sampled_from(["cd", "bd"]),
    st.sampled_from(["Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"]),
    st.lists(st.integers(0, 60), max_size=25),
    st.integers(8, 23),
)
def test_whatever_runs_are_missed_each_day_tells_once_and_escalation_is_never_lost(
    days, unit, zone, gone, hour
):
    tz = ZoneInfo(zone)
    row = deadline(trigger="2026-10-01", days=days, unit=unit, tz=tz)
    skip = {f"{date(2026, 10, 1) + DAY * n:%m-%d}" for n in gone}
    told = nights(row, "2026-10-01", 63, tz=tz, skip=skip, hour=hour)
    assert len({day for day, _, _ in told}) == len(told) == len({on for _, _, on in told})
    assert all(on <= day for day, _, on in told)
    assert [on for _, _, on in told] == sorted(on for _, _, on in told)
    assert "escalate_2" in [name for _, name, _ in told]
    assert row.next_step_at.astimezone(tz).date() == date(2026, 12, 3)
