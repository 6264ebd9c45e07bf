"""The zone cell by cell, for a page that shows what stands where and which digit covers it."""

from dataclasses import dataclass

from secoffice.mrz.digits import FILLER
from secoffice.mrz.formats import FORMATS, Place
from secoffice.mrz.reading import FAILED

LABELS = {
    "document_code": "Document code", "issuing_state": "Issuer", "names": "Name",
    "document_number": "Document number", "document_number_check": "Check digit of the number",
    "document_number_rest": "Document number, continued", "filler": "Filler", "nationality": "Nationality",
    "birth_date": "Date of birth", "birth_date_check": "Check digit of the date of birth", "sex": "Sex",
    "expiry_date": "Date of expiry", "expiry_date_check": "Check digit of the date of expiry",
    "personal_number": "Personal number", "personal_number_check": "Check digit of the personal number",
    "optional_data_1": "Optional data", "optional_data_2": "Optional data 2",
    "composite_check": "Composite check digit",
}  # fmt: skip
DIGIT = "_check"
ONLY_COMPOSITE = ("optional_data_1", "optional_data_2", "filler")


@dataclass(frozen=True, slots=True)
class Cell:
    """Characters `start` to `end` of `line`, from one. `check`: whether its digit agrees, its own for a digit, else the
    nearest that covers it; None where no digit does, or nothing could be checked. `covers`: for a digit the places it
    covers, in order, else ()."""

    name: str
    label: str
    line: int
    start: int
    end: int
    text: str
    check: bool | None
    covers: tuple = ()


def layout(lines, reading):
    """The cells of lines that have the length of their format, line by line; [] of others."""
    if reading.format is None or "BAD_LENGTH" in reading.errors:
        return []
    if not all(isinstance(line, str) for line in lines):
        return []
    form = FORMATS[reading.format]
    places = parts_of(form, lines, reading)
    covered = coverage(form, places)
    return [
        Cell(
            name, LABELS[name], *place, lines[place.line - 1][place.start - 1 : place.end],
            reading.checks.get(digit_of(name, form)), covered.get(name, ()),
        )
        for name, place in sorted(places, key=lambda part: part[1])
    ]  # fmt: skip


def parts_of(form, lines, reading):
    """[(name, Place)]; of a long number, also where it goes on."""
    places = dict(form.places)
    if not reading.fields.get("document_number_overflow"):
        return list(places.items())
    line, start, end = places.pop("optional_data_1")
    filler = places.pop("document_number_check")
    last = start + len(lines[line - 1][start - 1 : end].partition(FILLER)[0]) - 1
    found = [*places.items(), ("filler", filler), ("document_number_check", Place(line, last, last))]
    if last > start:
        found.append(("document_number_rest", Place(line, start, last - 1)))
    if last < end:
        found.append(("filler", Place(line, last + 1, last + 1)))
    if last + 1 < end:
        found.append(("optional_data_1", Place(line, last + 2, end)))
    return found


def coverage(form, places):
    """{digit: the places it covers}."""
    where = dict(places)
    covered = {
        name: (where[name.removesuffix(DIGIT)],)
        for name in where
        if name.endswith(DIGIT) and name != "composite_check"
    }
    if "document_number_rest" in where:
        covered["document_number_check"] += (where["document_number_rest"],)
    if form.composite:
        covered["composite_check"] = form.composite
    return covered


def digit_of(name, form):
    """The check that speaks for a cell: its own, else the composite where that covers it, else none."""
    if name.removesuffix(DIGIT) in FAILED:
        return name.removesuffix(DIGIT)
    if name == "document_number_rest":
        return "document_number"
    return "composite" if form.composite and name in ONLY_COMPOSITE else None
