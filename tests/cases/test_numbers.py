"""Case numbers (domain A.3, §0.6.9)."""

from datetime import date

import pytest

from cases.numbers import ALPHABET, Counter, check_character, fiscal_year, is_number, next_number, permute
from tests.factories import make_office


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("UTP-2026-PF-00017", "0"),
        ("UTP-2026-PF-00018", "Y"),
        ("UTP-2026-VF-00003", "U"),
        ("UTP-2026-AS-00009", "4"),
        ("HQS-2026-PI-00021", "7"),
    ],
)
def test_the_check_character_is_iso_7064_mod_37_36(body, check):
    assert check_character(body) == check


def test_every_slip_of_one_character_is_caught():
    right = "UTP-2026-PF-00017-0"
    slips = 0
    for place, was in enumerate(right):
        if was == "-":
            continue
        for character in ALPHABET:
            if character != was:
                slips += 1
                assert not is_number(right[:place] + character + right[place + 1 :])
    assert slips == 525


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 9, 30), 2026), (date(2026, 10, 1), 2027), (date(2027, 1, 1), 2027)]
)
def test_the_fiscal_year_starts_in_october(day, year):
    assert fiscal_year(day) == year


def test_the_shuffle_gives_every_number_once():
    key = bytes(16)
    assert {permute(position, key, digits=3) for position in range(1000)} == set(range(1000))


def test_numbers_shown_do_not_count_up(db):
    office = make_office(code="UTP")
    shown = [next_number(office, date(2026, 3, 2)) for _ in range(20)]
    assert all(number.startswith("UTP-2026-") and is_number(number) for number in shown)
    assert len(set(shown)) == 20
    assert shown != sorted(shown)
    assert Counter.objects.get().last == 20


def test_the_year_and_the_series_count_apart(db):
    office = make_office(code="UTP")
    next_number(office, date(2026, 3, 2))
    next_number(office, date(2026, 11, 2))
    assert next_number(office, date(2026, 11, 2), series="L").startswith("UTP-2027-L")
    assert Counter.objects.count() == 3
