"""Where each field stands (domain C.1; ICAO 9303-4, -5, -6 and -7). Lines and positions are counted from one, as the
documents count them; a format keeps them also as slices of its lines joined."""

from operator import itemgetter
from typing import NamedTuple

from secoffice.mrz.digits import WEIGHTS


class Place(NamedTuple):
    """Characters `start` to `end` of a line, both included."""

    line: int
    start: int
    end: int


class Format:
    """`places` {field: Place}; the same fields as attributes, each a slice of the joined lines, or None where the
    format has no such field. `composite` has the places its digit covers, in order, and `weights` one for every
    character of the joined lines, 0 where it is not covered."""

    FIELDS = (
        "document_code", "issuing_state", "names", "document_number", "document_number_check", "nationality",
        "birth_date", "birth_date_check", "sex", "expiry_date", "expiry_date_check", "personal_number",
        "personal_number_check", "optional_data_1", "optional_data_2", "composite_check",
    )  # fmt: skip

    def __init__(self, name, lines, width, first_letters, *, overflow="", composite=(), **places):
        self.name, self.lines, self.width, self.first_letters = name, lines, width, first_letters
        self.size = lines * width
        self.places = {field: Place(*place) for field, place in places.items()}
        for field in self.FIELDS:
            setattr(self, field, self.slice(self.places[field]) if field in places else None)
        self.overflow = getattr(self, overflow) if overflow else None  # where a long number goes on
        self.composite = tuple(Place(*place) for place in composite)
        slices = [self.slice(place) for place in self.composite]
        self.pick_composite = itemgetter(*slices) if slices else None
        self.weights = weights(slices, self.size)

    def slice(self, place):
        before = (place.line - 1) * self.width
        return slice(before + place.start - 1, before + place.end)

    def __repr__(self):
        return f"<Format {self.name}>"


def weights(slices, size):
    """One weight a character of the joined lines, running on from slice to slice."""
    found, covered = [0] * size, [at for part in slices for at in range(part.start, part.stop)]
    for at, weight in zip(covered, WEIGHTS, strict=False):
        found[at] = weight
    return tuple(found)


def two_lines(width, **more):
    """What the formats of two lines have in common."""
    return {
        "document_code": (1, 1, 2), "issuing_state": (1, 3, 5), "names": (1, 6, width),
        "document_number": (2, 1, 9), "document_number_check": (2, 10, 10), "nationality": (2, 11, 13),
        "birth_date": (2, 14, 19), "birth_date_check": (2, 20, 20), "sex": (2, 21, 21),
        "expiry_date": (2, 22, 27), "expiry_date_check": (2, 28, 28), **more,
    }  # fmt: skip


TD3 = Format(
    "TD3", 2, 44, "P", **two_lines(44, personal_number=(2, 29, 42), personal_number_check=(2, 43, 43)),
    composite_check=(2, 44, 44), composite=[(2, 1, 10), (2, 14, 20), (2, 22, 43)],
)  # fmt: skip
TD2 = Format(
    "TD2", 2, 36, "ACI", **two_lines(36, optional_data_1=(2, 29, 35)), overflow="optional_data_1",
    composite_check=(2, 36, 36), composite=[(2, 1, 10), (2, 14, 20), (2, 22, 35)],
)  # fmt: skip
TD1 = Format(
    "TD1", 3, 30, "ACI",
    document_code=(1, 1, 2), issuing_state=(1, 3, 5), document_number=(1, 6, 14), document_number_check=(1, 15, 15),
    optional_data_1=(1, 16, 30), birth_date=(2, 1, 6), birth_date_check=(2, 7, 7), sex=(2, 8, 8),
    expiry_date=(2, 9, 14), expiry_date_check=(2, 15, 15), nationality=(2, 16, 18), optional_data_2=(2, 19, 29),
    composite_check=(2, 30, 30), names=(3, 1, 30), overflow="optional_data_1",
    composite=[(1, 6, 30), (2, 1, 7), (2, 9, 15), (2, 19, 29)],
)  # fmt: skip
MRV_A = Format("MRV-A", 2, 44, "V", **two_lines(44, optional_data_1=(2, 29, 44)))
MRV_B = Format("MRV-B", 2, 36, "V", **two_lines(36, optional_data_1=(2, 29, 36)))

FORMATS = {form.name: form for form in (TD1, TD2, TD3, MRV_A, MRV_B)}
SHAPES = {(3, 30): TD1, (2, 36): TD2, (2, 44): TD3}  # before the first letter is looked at
VISAS = {TD2: MRV_B, TD3: MRV_A}
