"""The tabs of a case. The desks of the department (leads, evidence, papers …) add theirs in their apps.py."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Place:
    """`name`: of the address, which takes the case number ("leads:list"), and what the page calls itself (`tab`).
    `rows`: what it counts, as SQL after COUNT(*) FROM, where {here} stands for `case_id = …`; empty: no number."""

    name: str
    label: str
    place: int
    rows: str = ""

    @property
    def count(self):
        """Under what name the page of a case brings the number along."""
        return f"count_{self.name.replace(':', '_')}"


_places = {}


def add(name, label, *, place, rows=""):
    _places[name] = Place(name, label, place, rows)


def places():
    """From left to right."""
    return sorted(_places.values(), key=lambda each: each.place)


@dataclass(frozen=True)
class Number:
    """A number about a case that a desk asks for on its pages, such as how much is open: read in the query of the
    case, or by itself where the case was read without it. `rows` as in Place."""

    name: str
    rows: str

    def of(self, case):
        if (known := case.__dict__.get(self.name)) is not None:
            return known
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {self.rows.format(here='case_id = %s')}", [case.pk])
            return cursor.fetchone()[0]


_numbers = {}


def number(name, rows):
    """Register one; `name` begins with the desk's."""
    return _numbers.setdefault(name, Number(name, rows))


def numbers():
    """All of them as SQL by name."""
    return {each.name: each.rows for each in _numbers.values()}
