"""The engine against an oracle that shares no code with it: it walks by day and asks `holidays` itself."""

import calendar as months
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from secoffice.calendars.working_days import WorkingDays, country_holidays
from secoffice.deadlines.engine import work_out

ONE = timedelta(days=1)
PLACES = {  # country, subdivision, weekend
    "US": ("US", None, {5, 6}),
    "AE": ("AE", None, {4, 5}),
    "SA": ("SA", None, {4, 5}),
    "NP": ("NP", None, {5}),
    "GB-SCT": ("GB", "SCT", {5, 6}),
    "IR": ("IR", None, {4}),
}
ZONES = [
    "UTC",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Santiago",
    "Asia/Beirut",
    "Pacific/Kiritimati",
]


@cache
def public(country, subdivision, year):
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


class Walker:
    """What a clerk with a wall calendar would do."""

    def __init__(self, place):
        self.country, self.subdivision, self.weekend = PLACES[place]

    def works(self, day):
        return day.weekday() not in self.weekend and day not in public(
            self.country, self.subdivision, day.year
        )

    def walk(self, day, count):
        step = ONE if count > 0 else -ONE
        while count:
            day += step
            if self.works(day):
                count -= 1 if count > 0 else -1
        return day

    def roll(self, day, how):
        while how != "NONE" and not self.works(day):
            day += ONE if how == "FORWARD" else -ONE
        return day

    def raw(self, day, count, unit):
        if unit == "bd":
            return self.walk(day, count)
        if unit == "cd":
            for _ in range(abs(count)):
                day += ONE if count > 0 else -ONE
            return day
        year, month = day.year, day.month
        for _ in range(abs(count) * (12 if unit == "year" else 1)):
            month += 1 if count > 0 else -1
            if month in (0, 13):
                year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
        return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def ours(place):
    country, subdivision, weekend = PLACES[place]
    return WorkingDays(weekend, country_holidays(country, subdivision or ""))


CALENDARS = {place: ours(place) for place in PLACES}
instants = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
counts = {"cd": 500, "bd": 200, "month": 60, "year": 9}
spans = st.sampled_from(sorted(counts)).flatmap(
    lambda unit: st.tuples(st.just(unit), st.integers(-counts[unit], counts[unit]))
)
rolls = st.sampled_from(["FORWARD", "BACK", "NONE"])
tolls = st.one_of(st.just(0), st.integers(0, 60))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(PLACES)), st.sampled_from(ZONES), instants, spans, rolls, tolls)
@example("US", "America/New_York", datetime(2026, 5, 4, 12, tzinfo=UTC), ("cd", 60), "FORWARD", 0)
@example("US", "Pacific/Apia", datetime(2011, 12, 28, 12, tzinfo=UTC), ("cd", 2), "NONE", 0)
def test_the_engine_agrees_with_walking(place, zone, trigger_at, span, roll, tolled):
    unit, days = span
    tz, clerk = ZoneInfo(zone), Walker(place)
    dates = work_out(
        trigger_at=trigger_at,
        days=days,
        unit=unit,
        roll=roll,
        tolled=tolled,
        days_calendar=CALENDARS[place],
        tz=tz,
    )
    start = trigger_at.astimezone(tz).date()
    plain = clerk.raw(start, days, unit)
    first = clerk.roll(plain, roll)
    raw, due = plain + ONE * tolled, clerk.roll(first + ONE * tolled, roll) if tolled else first

    assert (dates.raw_on, dates.due_on) == (raw, due)
    assert_ends_that_day(dates.due_at, due, tz)
    assert_alerts(dates.alerts, start if days >= 0 else None, due, clerk)
    assert_sentence(dates, start, plain, due)


def assert_ends_that_day(due_at, due_on, tz):
    """One second later it is another day, and never a day before. (Apia had no 30 December 2011.)"""
    after = (due_at + timedelta(seconds=1)).astimezone(tz).date()
    assert after > due_on
    if due_on != date(2011, 12, 30):
        assert due_at.astimezone(tz).date() == due_on


def assert_alerts(told, start, due, clerk):
    half = start and start + ONE * ((due - start).days // 2)
    warn = clerk.walk(due, -3)
    wanted = [day if day and (start is None or day > start) else None for day in (half, warn)]
    if wanted[0] == wanted[1]:
        wanted[0] = None
    assert [told.half_on, told.warn_on] == wanted
    assert told.escalations == [clerk.walk(due, 1), clerk.walk(due, 5)]


def assert_sentence(dates, start, plain, due):
    """The dates in the sentence, in order: trigger, plain result, …, and at the end the effective one."""
    told = re.sub(r"not counting [^;]*?\)(?=[;.,]| \()", "", dates.explanation)
    found = [
        datetime.strptime(text, "%a %d %b %Y").date()
        for text in re.findall(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} \w{3} \d{4}", told)
    ]
    assert found[:2] == [start, plain]
    assert found[-1] == due
    assert told.endswith(".")
    if not dates.count.tolled:
        assert ("moved" in told) == (plain != due)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(PLACES)), st.sampled_from(ZONES), instants, st.integers(-2000, 2000), rolls)
def test_hours_agree_with_a_stopwatch(place, zone, trigger_at, hours, roll):
    tz, clerk = ZoneInfo(zone), Walker(place)
    dates = work_out(
        trigger_at=trigger_at, days=hours, unit="h", roll=roll, days_calendar=CALENDARS[place], tz=tz
    )
    assert dates.raw_at - trigger_at == timedelta(seconds=3600 * hours)
    local = dates.raw_at.astimezone(tz)
    if dates.due_on != date(2011, 12, 31):  # Apia had no day before it
        assert dates.due_on == clerk.roll(local.date(), roll)
    if clerk.works(local.date()) or roll == "NONE":
        assert dates.due_at == dates.raw_at


@pytest.mark.parametrize("place", sorted(PLACES))
def test_the_calendars_of_this_test_and_of_the_engine_agree(place):
    clerk, day = Walker(place), date(2026, 1, 1)
    while day.year == 2026:
        assert CALENDARS[place].is_working(day) == clerk.works(day)
        day += ONE
