"""The tabs of a case. The desks of the department (leads, evidence, papers …) add theirs in their apps.py."""

from dataclasses import dataclass


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
