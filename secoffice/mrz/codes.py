"""Codes of issuers, nationalities and kinds of document, with the days they are valid (domain C.5 and C.6; ICAO 9303-3
§5 and 9303-4 §4.2). The tables here are what an office starts with; it keeps rows of its own and builds `Codes`."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
BOTH, ISSUER, NATIONALITY, SPECIMEN = "both", "issuer", "nationality", "specimen"
LISTED, BARRED = "listed", "barred"


@dataclass(frozen=True, slots=True)
class Code:
    """`use`: BOTH, ISSUER or NATIONALITY alone, or SPECIMEN (both, on specimens only). A code with a day in `valid_to`
    is withdrawn from then on; documents marked with it before are still about."""

    code: str
    name: str = ""
    use: str = BOTH
    valid_from: date | None = None
    valid_to: date | None = None

    def begun(self, day):
        return self.valid_from is None or self.valid_from <= day


@dataclass(frozen=True, slots=True)
class DocumentType:
    """Two letters a document may bear. `use`: LISTED, or BARRED for a pair the standard keeps free."""

    code: str
    meaning: str = ""
    use: str = LISTED
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day):
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What the codes say on a day. `withdrawn` {code: the last day it was given}."""

    issuers: frozenset
    nationalities: frozenset
    specimens: frozenset
    withdrawn: dict
    types: frozenset
    barred: frozenset


class Codes:
    """`filler_counters`: issuers known to count the filler in the check digit of a long number (9303-5; domain C.2)."""

    def __init__(self, codes, document_types, *, filler_counters=("BEL",)):
        self.codes, self.document_types = tuple(codes), tuple(document_types)
        self.filler_counters = frozenset(filler_counters)

    def on(self, day):
        begun = [code for code in self.codes if code.begun(day)]
        types = [kind for kind in self.document_types if kind.holds(day)]
        return Known(
            issuers=frozenset(code.code for code in begun if code.use != NATIONALITY),
            nationalities=frozenset(code.code for code in begun if code.use != ISSUER),
            specimens=frozenset(code.code for code in begun if code.use == SPECIMEN),
            withdrawn={code: last for code, last in last_days(begun).items() if last},
            types=frozenset(kind.code for kind in types if kind.use == LISTED),
            barred=frozenset(kind.code for kind in types if kind.use == BARRED),
        )

    @cached_property
    def names(self):
        """{code: name}, the newest name where a code was given twice."""
        return {code.code: code.name for code in self.codes}

    @cached_property
    def meanings(self):
        return {kind.code: kind.meaning for kind in self.document_types}


def last_days(codes):
    """{code: the last day it was given, None for one that still is}; a code may have been given twice."""
    found = {}
    for code in codes:
        last = found.get(code.code, code.valid_to)
        found[code.code] = max(last, code.valid_to) if last and code.valid_to else None
    return found


def shipped():
    return Codes(
        [Code(**row) for row in rows("codes.csv")],
        [DocumentType(**row) for row in rows("document_types.csv")],
    )


def rows(file):
    with (TABLES / file).open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            row["valid_from"], row["valid_to"] = day(row["valid_from"]), day(row["valid_to"])
            yield row


def day(text):
    return date.fromisoformat(text) if text else None


CODES = shipped()
