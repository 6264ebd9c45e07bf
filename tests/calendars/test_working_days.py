"""Counting working days, without a database."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice.calendars.working_days import OutOfRange, WorkingDays

US = WorkingDays.for_code("US")
FEDERAL_2026 = "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"


def test_the_federal_holidays_of_2026_are_those_of_the_domain_reference():
    closed = {day for day in US.holidays_in(2026) if day.weekday() < 5}
    assert closed == {date.fromisoformat(f"2026-{day}") for day in FEDERAL_2026.split()}


def test_new_year_on_a_saturday_is_observed_in_the_year_before():
    assert US.why(date(2027, 12, 31)) == "New Year's Day observed"


def test_saudi_arabia_rests_on_friday_and_saturday_and_says_so_in_english():
    riyadh = WorkingDays.for_code("SA")
    assert riyadh.weekend == {4, 5}
    assert riyadh.why(date(2026, 9, 23)) == "National Day Holiday"


def test_a_subdivision_has_holidays_of_its_own():
    st_andrew = date(2026, 11, 30)
    assert WorkingDays.for_code("GB-SCT").why(st_andrew) == "Saint Andrew's Day"
    assert WorkingDays.for_code("GB").is_working(st_andrew)


@pytest.mark.parametrize(
    "code", ["ZZ", "US-XX", "", "us", "US;", "US-", None, 7, "X" * 500, "\x00", "ﬀ", "GB-SCT-X"]
)
def test_an_unknown_code_is_refused_in_one_sentence(code):
    with pytest.raises(ValueError, match=r"calendar|holidays") as refusal:
        WorkingDays.for_code(code)
    assert len(str(refusal.value)) < 120
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("weekend", [range(7), [7], [-1], "56"])
def test_a_weekend_leaves_a_day_to_work(weekend):
    with pytest.raises(ValueError, match="weekend"):
        WorkingDays(weekend)


def test_an_office_may_never_rest():
    everyday = WorkingDays(weekend=())
    assert everyday.add(date(2026, 1, 1), 365) == date(2027, 1, 1)


def test_closed_days_may_be_dates_names_or_a_function():
    day = date(2026, 3, 10)
    for closed in ([day], {day: "closed"}, lambda year: {day: "closed"} if year == 2026 else None):
        assert WorkingDays(holidays=closed).why(day) == "closed"


def test_why_names_the_holiday_or_the_day_of_the_weekend_or_nothing():
    assert US.why(date(2026, 11, 26)) == "Thanksgiving Day"
    assert US.why(date(2026, 7, 4)) == "Independence Day"
    assert US.why(date(2026, 11, 29)) == "Sunday"
    assert US.why(date(2026, 11, 30)) == ""


def test_forward_and_back_stay_on_a_day_that_is_worked():
    assert US.forward(date(2026, 9, 5)) == date(2026, 9, 8)
    assert US.back(date(2026, 5, 25)) == date(2026, 5, 22)
    assert US.forward(date(2026, 5, 26)) == US.back(date(2026, 5, 26)) == date(2026, 5, 26)


def test_a_count_beyond_the_known_years_is_refused():
    with pytest.raises(OutOfRange):
        US.add(date(2099, 1, 1), 10_000)
    with pytest.raises(OutOfRange):
        US.back(date(1, 1, 1))


def test_a_year_without_any_working_day_is_passed_over():
    first = date(2027, 1, 1)
    shut = WorkingDays(holidays=[first + timedelta(days=n) for n in range(365)])
    assert shut.add(date(2026, 12, 31), 1) == date(2028, 1, 3)
    assert shut.add(date(2028, 1, 3), -1) == date(2026, 12, 31)


def walked(calendar, day, count):
    """The same by walking day by day."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while day.weekday() in calendar.weekend or day in calendar.holidays_in(day.year):
            day += step
    return day


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["US", "SA", "NP", "GB-SCT", "IR", "BN"]),
    st.dates(date(2020, 1, 1), date(2032, 12, 31)),
    st.integers(-300, 300),
)
def test_searching_finds_what_walking_finds(code, day, count):
    calendar = WorkingDays.for_code(code)
    found = calendar.add(day, count)
    assert found == walked(calendar, day, count)
    if count:
        assert calendar.is_working(found)


@settings(max_examples=30, deadline=None)
@given(st.dates(date(1970, 1, 1), date(2050, 1, 1)), st.integers(-10_000, 10_000))
def test_there_and_back_again_over_decades(day, count):
    start = US.forward(day)
    assert US.add(US.add(start, count), -count) == start


def test_ten_thousand_working_days_are_counted_in_a_moment():
    US.add(date(2026, 1, 1), 10_000)
    began = time.process_time()
    for _ in range(100):
        US.add(date(2026, 1, 1), 10_000)
    assert time.process_time() - began < 0.5
