"""What is compared: numbers as they are written anywhere, names with birth dates, places over the globe."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.deconfliction import places, terms
from cases.deconfliction.terms import same_day

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def operation(lat=38.71, lon=-9.13, start=0, hours=1, urban=True):
    begins = NOON + timedelta(hours=start)
    return SimpleNamespace(
        latitude=lat, longitude=lon, urban=urban, starts_at=begins, ends_at=begins + timedelta(hours=hours)
    )


def test_a_number_is_the_same_however_it_is_written():
    assert terms.of([("PASSPORT", "ab 123-456")]) == terms.of([("PASSPORT", "AB123456")])
    assert terms.of([("PHONE", "+351 912 345 678")]) == terms.of([("PHONE", "+351-912-345-678")])


def test_a_name_alone_asks_for_nothing():
    assert terms.of([("NAME", "Ada Vale")]).empty
    assert not terms.of([("NAME", "Ada Vale"), ("BORN", "1980-02-03")]).empty


def test_what_cannot_be_compared_is_left_out():
    assert terms.of([("BORN", "yesterday"), ("PLATE", "1"), ("NATION", "UTO"), ("", "x")]).empty


def test_digests_are_keyed_and_tell_nothing():
    asked = terms.of([("PASSPORT", "AB123456")])
    assert asked.digests == terms.of([("PASSPORT", "ab123456")]).digests
    assert "AB123456" not in str(asked.digests) and len(asked.digests[0]) == 64
    assert asked.words == "Passport number"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1980-02-03", "1980-02-03", True),
        ("1980-02-03", "1980-02-??", True),
        ("1980-??-??", "1980-02-03", True),
        ("1980-02-03", "1980-02-04", False),
        ("????-??-??", "1980-02-03", False),
    ],
)
def test_birth_dates_known_in_part(one, other, same):
    assert same_day(one, other) is same and same_day(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((38.7223, -9.1393), (41.1579, -8.6291), 274.2),
        ((0, 179.999), (0, -179.999), 0.222),
        ((90, 0), (90, 120), 0),
        ((0, 0), (0, 180), 20015.1),
    ],
)
def test_distance_over_the_great_circle(one, other, kilometres):
    assert places.distance(one, other) == pytest.approx(kilometres, rel=0.002, abs=0.001)


unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
POINT = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@unhurried
@given(POINT, POINT)
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_globe(one, other):
    assert places.distance(one, other) == pytest.approx(places.distance(other, one), abs=1e-6)
    assert 0 <= places.distance(one, other) <= 20015.2


def test_windows_are_made_longer_by_two_hours_at_both_ends():
    assert places.near(operation(hours=1), operation(start=4.9))  # one ends at 13, the other begins at 16:54
    assert not places.near(operation(hours=1), operation(start=5.1))
    assert places.near(operation(start=4.9), operation(hours=1))


def test_a_kilometre_in_town_and_five_in_the_country():
    there = 38.71 + 0.9 / 111.2, 38.71 + 4.5 / 111.2
    assert places.near(operation(), operation(lat=there[0]))
    assert not places.near(operation(), operation(lat=there[1]))
    assert places.near(operation(), operation(lat=there[1], urban=False))
    assert not places.near(operation(urban=False), operation(lat=38.71 + 5.2 / 111.2, urban=False))


@unhurried
@given(st.floats(-24, 24), st.floats(0.1, 30), st.floats(-24, 24), st.floats(0.1, 30))
def test_windows_overlap_as_minutes_counted_one_by_one_say(start, hours, other_start, other_hours):
    one, other = operation(start=start, hours=hours), operation(start=other_start, hours=other_hours)
    apart = max(one.starts_at, other.starts_at) - min(one.ends_at, other.ends_at)
    assert places.overlap(one, other) == (apart <= timedelta(hours=4))
