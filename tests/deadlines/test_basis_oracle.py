"""What a date rests on, worked out again, against a clerk who walks by day: rule, more time, a day decided, and
days the clock stood still, in every calendar and zone."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice.deadlines import basis, engine
from secoffice.deadlines.models import Basis
from secoffice.deadlines.rules import Rule
from tests.deadlines.test_engine_oracle import CALENDARS, ONE, ZONES, Walker, instants, rolls, spans, tolls

days = st.dates(date(2012, 1, 2), date(2040, 1, 1))


def row(kind, span, roll, tolled, trigger_at, on, place, zone):
    """As much of a deadline as working out needs."""
    unit, count = span
    office = SimpleNamespace(
        calendar=SimpleNamespace(working_days=lambda: CALENDARS[place]), tz=ZoneInfo(zone)
    )
    return SimpleNamespace(
        basis=kind, days=count, basis_days=abs(count), basis_on=on, basis_at=None, unit=unit, roll=roll,
        tolled_days=tolled, trigger_at=trigger_at, started_at=trigger_at, office=office, why="", follows_id=1,
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(Basis.values), spans, rolls, tolls, instants, days, st.sampled_from(sorted(CALENDARS)),
    st.sampled_from(ZONES),
)  # fmt: skip
def test_each_basis_agrees_with_walking(kind, span, roll, tolled, trigger_at, on, place, zone):
    deadline, clerk = row(kind, span, roll, tolled, trigger_at, on, place, zone), Walker(place)
    unit, count = span
    trigger_on = trigger_at.astimezone(ZoneInfo(zone)).date()
    plain = {
        Basis.RULE: lambda: clerk.raw(trigger_on, count, unit),
        Basis.MORE: lambda: clerk.raw(on, abs(count), unit),
        Basis.DAY: lambda: on,
    }[kind]()
    first = clerk.roll(plain, roll)
    due = clerk.roll(first + ONE * tolled, roll) if tolled else first
    found = basis.dates(deadline, Rule("t", "words", count, unit, roll))
    assert found["due_on"] == due
    assert found["due_at"] == engine.end_of_day(due, deadline.office.tz)
    assert found["raw_at"] == engine.end_of_day(plain + ONE * tolled, deadline.office.tz)
    assert [found["escalate_1_on"], found["escalate_2_on"]] == late(
        clerk, due, basis.since(deadline, deadline.office.tz)
    )


def late(clerk, due, since):
    """Escalations, but for those on or before the day the clock started."""
    found = [clerk.walk(due, count) for count in (1, 5)]
    return [day if day > since else None for day in found]


def test_hours_that_were_given_run_from_the_hour():
    began = datetime(2026, 3, 8, 6, 30, tzinfo=UTC)  # the night the clocks of New York go forward
    deadline = row(Basis.MORE, ("h", 5), "NONE", 0, began, None, "US", "America/New_York")
    deadline.basis_at = began
    found = basis.dates(deadline, Rule("t", "words", 5, "h", "NONE"))
    assert found["due_at"] == began + timedelta(hours=5)
