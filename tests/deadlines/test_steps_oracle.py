"""Steps against an oracle that looks at the wall calendar: whatever runs come late, twice or not at all, and
though clocks go back, each step is told at most once and none that matters is lost."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice.calendars.working_days import WorkingDays
from secoffice.deadlines import engine, steps
from secoffice.deadlines.rules import Rule
from secoffice.reminders.planning import _levels

DAY = timedelta(days=1)
RUN = [date(2026, 4, 20) + DAY * n for n in range(11)]
CALENDARS = [
    WorkingDays.for_code("US"),
    WorkingDays((4, 5), {}),
    WorkingDays((5, 6), dict.fromkeys(RUN, "Long closure")),
    WorkingDays((), dict.fromkeys([date(2026, 3, 29), date(2026, 10, 25)], "Change of clocks")),
]
ZONES = ["America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "America/Santiago"]
STARTS = [date(2026, 3, 1), date(2026, 3, 20), date(2026, 10, 1), date(2011, 12, 20)]
NO_SUCH_DAY = date(2011, 12, 30)  # in Apia; the next day's notice speaks for it
zones = st.sampled_from(ZONES).map(ZoneInfo)


def walk(calendar, day, count):
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        count -= (1 if count > 0 else -1) if calendar.is_working(day) else 0
    return day


def row_of(rule, start, calendar, tz):
    at = datetime.combine(start, steps.MORNING, tz)
    dates = rule.work_out(trigger_at=at, days_calendar=calendar, tz=tz)
    row = SimpleNamespace(trigger_at=at, due_at=dates.due_at, due_on=dates.due_on, unit="cd")
    vars(row).update(vars(dates.alerts), nag_days=rule.nag_days)
    row.next_step_at = steps.next_step(row, tz).at
    return row


def wanted(rule, start, row, calendar, until):
    """Every (day, names) that a clerk would circle, up to a day."""
    due, circled = row.due_on, {}
    early = {
        "half": start + (due - start) // DAY // 2 * DAY,
        "warn": walk(calendar, due, -rule.warn_bd) if rule.warn_bd else start,
    }
    for name, day in early.items():
        if day > start:
            circled.setdefault(day, set()).add(name)
    for count, _ in rule.ahead:
        if due - count * DAY > start:
            circled.setdefault(due - count * DAY, set()).add("ahead")
    for name, count in zip(("escalate_1", "escalate_2"), rule.escalate_bd, strict=True):
        circled.setdefault(walk(calendar, due, count), set()).add(name)
    circled.setdefault(due, set()).add("due")
    late = due + DAY
    while late <= until:
        circled.setdefault(late, set()).add("overdue")
        if not rule.nag_days:
            break
        late += rule.nag_days * DAY
    return {day: names for day, names in circled.items() if day <= until}


shapes = st.builds(
    Rule,
    st.just("test"),
    st.just("review"),
    st.integers(1, 40),
    st.just("cd"),
    st.sampled_from(engine.ROLLS),
    ahead=st.lists(st.tuples(st.integers(1, 30), st.just("cd")), max_size=3).map(tuple),
    nag_days=st.sampled_from([0, 1, 2, 7]),
    warn_bd=st.integers(0, 5),
    escalate_bd=st.tuples(st.integers(1, 3), st.integers(4, 9)),
)


@settings(max_examples=80, deadline=None)
@given(shapes, st.sampled_from(STARTS), st.sampled_from(CALENDARS), zones)
def test_run_by_the_hour_every_day_circled_is_told_once_on_its_day(rule, start, calendar, tz):
    row = row_of(rule, start, calendar, tz)
    until, told = row.due_on + 20 * DAY, {}
    circled = wanted(rule, start, row, calendar, until)
    # A day rolled back to before the clock started had no morning on which anybody could be told.
    circled = {day: names for day, names in circled.items() if day >= start}
    at = datetime.combine(start, steps.MORNING, tz).astimezone(UTC)
    while at.astimezone(tz).date() <= until:
        if step := steps.reached(row, tz, at):
            assert step.on not in told
            assert step.name in circled[step.on]
            told[step.on] = step.name
            row.next_step_at = steps.after_noting(row, tz, at)
            assert row.next_step_at > at
        at += timedelta(hours=6)
    assert told.keys() <= circled.keys()
    assert circled.keys() - told.keys() <= {NO_SUCH_DAY}


@settings(max_examples=120, deadline=None)
@given(
    shapes,
    st.sampled_from(STARTS),
    st.sampled_from(CALENDARS),
    zones,
    st.lists(st.integers(0, 24 * 70), min_size=1, max_size=40),
)
def test_at_whatever_instants_it_runs_nothing_is_told_twice_and_no_escalation_is_lost(
    rule, start, calendar, tz, hours
):
    """The instants come in any order: the clock of the machine may be put back."""
    row = row_of(rule, start, calendar, tz)
    began = datetime.combine(start, steps.MORNING, tz).astimezone(UTC)
    told = []
    for hour in [*hours, 24 * 120]:
        at = began + timedelta(hours=hour)
        if step := steps.reached(row, tz, at):
            assert step.at <= at
            told.append((step.name, step.on))
            row.next_step_at = steps.after_noting(row, tz, at)
        assert steps.reached(row, tz, at) is None
    assert len(set(told)) == len(told)
    assert "escalate_2" in {name for name, _ in told}


@settings(max_examples=60, deadline=None)
@given(shapes, st.sampled_from(STARTS), st.sampled_from(CALENDARS), st.sampled_from(CALENDARS), zones,
       st.integers(0, 60))  # fmt: skip
def test_a_date_worked_out_again_loses_no_escalation(rule, start, before, after, tz, gone):
    """Told up to some day, then worked out in another calendar: what comes then is told, nothing in vain."""
    row = row_of(rule, start, before, tz)
    at, told = datetime.combine(start, steps.MORNING, tz).astimezone(UTC) + DAY * gone, set()
    moment = at - DAY * gone
    while moment <= at:
        if step := steps.reached(row, tz, moment):
            told.add((step.name, step.on))
            row.next_step_at = steps.after_noting(row, tz, moment)
        moment += DAY
    new = row_of(rule, start, after, tz)
    new.next_step_at = steps.carry_on(row, new, tz, at)
    while moment <= at + 100 * DAY:
        if step := steps.reached(new, tz, moment):
            told.add((step.name, step.on))
            if step.name in steps.ESCALATIONS:  # of two missed the later is the step, and both are told
                told |= {(name, step.on) for name in _levels(new, step.name, tz)}
            new.next_step_at = steps.after_noting(new, tz, moment)
        moment += DAY
    days = {name: {getattr(each, f"{name}_on") for each in (row, new)} for name in steps.ESCALATIONS}
    assert {name for name in days if NO_SUCH_DAY not in days[name]} <= {name for name, _ in told}


def test_the_example_of_the_rules():
    """Trigger 2026-04-01, 30 calendar days: due 1 May, half 16 April, warn 28 April, then 4 and 8 May."""
    rule = Rule("test", "review", 30)
    dates = rule.work_out(
        trigger_on=date(2026, 4, 1), days_calendar=WorkingDays.for_code("US"), tz=ZoneInfo("UTC")
    )
    assert (dates.raw, dates.due) == (date(2026, 5, 1), date(2026, 5, 1))
    assert vars(dates.alerts) == {
        "half_on": date(2026, 4, 16),
        "warn_on": date(2026, 4, 28),
        "escalate_1_on": date(2026, 5, 4),
        "escalate_2_on": date(2026, 5, 8),
        "ahead_on": [],
    }
