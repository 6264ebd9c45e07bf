"""Weekends that a host country moves, and days worked although closed, against walking day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secoffice.calendars.working_days import WorkingDays, country_holidays

FIRST, LAST = date(2019, 6, 1), date(2026, 6, 1)
days = st.dates(FIRST, LAST)
weekends = st.frozensets(st.integers(0, 6), max_size=4)
MOVED = date(2022, 1, 3)


class Walked:
    """The oracle: asks of every single day what the rules say, and walks."""

    def __init__(self, weekend, holidays, moved, worked):
        self.weekend, self.holidays, self.moved, self.worked = weekend, holidays, moved, worked

    def is_working(self, day):
        if day in self.worked:
            return True
        weekend = self.weekend
        for begins in sorted(self.moved):
            weekend = self.moved[begins] if begins <= day else weekend
        return day not in self.holidays and day.weekday() not in weekend

    def add(self, day, count):
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day


@given(
    weekend=weekends,
    moved=st.dictionaries(days, weekends, max_size=4),
    holidays=st.dictionaries(days, st.just("closed"), max_size=30),
    worked=st.dictionaries(days, st.just("worked"), max_size=10),
    start=days,
    count=st.integers(-300, 300),
)
def test_counting_agrees_with_walking_day_by_day(weekend, moved, holidays, worked, start, count):
    fast = WorkingDays(weekend, holidays, moved, worked)
    slow = Walked(weekend, holidays, moved, worked)
    assert fast.add(start, count) == slow.add(start, count)
    assert fast.is_working(start) == slow.is_working(start) == (not fast.why(start))
    assert fast.forward(start) == (start if slow.is_working(start) else slow.add(start, 1))
    assert fast.back(start) == (start if slow.is_working(start) else slow.add(start, -1))


@given(moved=st.dates(date(2022, 1, 1), LAST), weekend=weekends, start=st.dates(FIRST, date(2021, 12, 31)))
def test_a_move_leaves_every_earlier_day_as_it_was(moved, weekend, start):
    before, after = WorkingDays({4, 5}), WorkingDays({4, 5}, moved={moved: weekend})
    assert before.is_working(start) == after.is_working(start)
    assert before.add(start, -100) == after.add(start, -100)
    assert after.weekend_on(start) == {4, 5}


def test_the_emirates_moved_their_weekend_at_the_new_year_of_2022():
    dubai = WorkingDays({4, 5}, moved={MOVED: {5, 6}})
    assert dubai.why(date(2021, 12, 31)) == "Friday"
    assert dubai.is_working(date(2022, 1, 7)) and dubai.why(date(2022, 1, 9)) == "Sunday"
    assert dubai.add(date(2021, 12, 30), 5) == date(2022, 1, 6)


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 12, 26)])
def test_a_day_may_be_worked_although_it_is_a_holiday_or_a_weekend(day):
    rested = WorkingDays(holidays=country_holidays("US"))
    worked = WorkingDays(holidays=country_holidays("US"), worked={day: "Visit"})
    assert rested.why(day) and not worked.why(day)
    assert worked.forward(day) == day and worked.worked_in(2026) == {day: "Visit"}
    assert day not in worked.holidays_in(2026)


def test_a_worked_holiday_is_not_counted_among_those_passed():
    christmas = date(2026, 12, 25)
    days = WorkingDays(holidays={christmas: "Christmas"}, worked=[christmas])
    assert days.holidays_passed(date(2026, 12, 20), date(2026, 12, 31)) == []


def test_a_holiday_inside_the_weekend_that_was_moved_away_is_named():
    saturday = date(2022, 2, 5)
    days = WorkingDays({4, 5}, {saturday: "Feast"}, moved={MOVED: {6}})
    assert days.holidays_passed(date(2022, 2, 1), date(2022, 2, 10)) == [(saturday, "Feast")]


def test_a_moved_weekend_leaves_a_day_to_work_too():
    with pytest.raises(ValueError, match="weekend"):
        WorkingDays(moved={MOVED: range(7)})
