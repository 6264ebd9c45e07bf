"""Whoever matches is found by a key, however many are on file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice.people.matching import keys
from secoffice.people.matching.candidates import candidates, ranked
from secoffice.people.models import NameKey, Person
from tests.matching.pairs import pairs

SAME = [pair for pair in pairs() if pair.same]


def its(side):
    return keys(side.names, (side.dob,))


@pytest.mark.parametrize("held_out", [False, True])
def test_those_who_are_one_person_share_a_key(held_out):
    wanted = [pair for pair in SAME if pair.held_out == held_out]
    assert sum(bool(its(pair.a) & its(pair.b)) for pair in wanted) / len(wanted) >= 0.97


def test_a_person_has_few_keys():
    many = [len(its(side)) for pair in SAME for side in (pair.a, pair.b)]
    assert sum(many) / len(many) < 12


@given(st.text(max_size=60), st.sampled_from(["", "1974-08-12", "1974-??-??"]))
@settings(deadline=None)
def test_any_name_gives_short_keys(name, dob):
    assert all(
        len(key) <= 80 for key in keys((name, name), (dob,), [("PHONE", "+442079460958"), ("EMAIL", "")])
    )


def test_keys_of_a_number_and_a_day_of_birth():
    found = keys(("Ivan Petrov",), ("1970-05-17",), [("PASSPORT", "L898902C3")])
    assert "n:PASSPORT:L898902C3" in found
    assert any(key.startswith("d:1970-5-17:") for key in found)


@pytest.mark.django_db
def test_those_who_share_the_rarest_keys_come_first(django_assert_num_queries):
    names = ["Ivan Petrov", "Petrov, Ivan Sergeevich", "Иван Петров", "Ivana Petrov", "Anna Eriksson"]
    persons = {}
    for name in names:
        persons[name] = Person.objects.create()
        NameKey.objects.bulk_create(NameKey(person=persons[name], key=key) for key in keys((name,)))
    with django_assert_num_queries(1):
        found = candidates(keys(("Iwan Petroff",)), NameKey.objects.all())
    assert {persons[name].pk for name in names[:3]} <= set(found)
    assert persons["Anna Eriksson"].pk not in found
    assert candidates(set(), NameKey.objects.all()) == []


def test_what_few_share_says_more():
    rows = [("common", person) for person in range(1, 200)] + [("rare", 150), ("rare", 151)]
    assert ranked(rows, 2) == [150, 151]
