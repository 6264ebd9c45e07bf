"""The examples of the domain rules (H.3): the matcher stays in the band of every row."""

import pytest

from secoffice.people.matching import Side, score
from tests.matching import floor

BORN = "1974-08-12"


def person(name, dob=BORN, nat="", doc=""):
    return Side(names=(name,), dob=dob, nationality=nat, issuer="UTO" if doc else "", document=doc)


ROWS = [
    (person("Anna Maria Eriksson"), person("ERIKSSON, ANNA MARIA"), 0.98, "STRONG"),
    (person("Anna Eriksson"), person("ERIKSSON ANNA MARIA"), 0.85, "POSSIBLE"),
    (person("Ana Maria Erikson"), person("ERIKSSON ANNA MARIA"), 0.921, "POSSIBLE"),
    (person("Anna Müller"), person("MUELLER ANNA"), 0.98, "STRONG"),
    (person("Anna Müller"), person("MULLER ANNA"), 0.98, "STRONG"),
    (person("Enya O'Connor"), person("OCONNOR ENYA", "1974-12-08"), 0.93, "POSSIBLE"),
    (person("Pavel Ostrovny"), person("OSTROWNY PAWEL"), 0.876, "POSSIBLE"),
    (person("Pavel Ostrovny", nat="UTO"), person("OSTROVNY PAVEL", "1991-02-03", nat="UTO"), 0.73, "WEAK"),
    (person("Pavel Ostrovny", nat="UTO"), person("OSTROVNY PAVEL", "1991-02-03", nat="XXA"), 0.63, "NONE"),
    (person("Al-Rashid Mohammed", "1980-??-??"), person("ALRASHID MOHAMMED", "1980-05-17"), 0.96, "STRONG"),
    (person("Muhammad al-Rasheed"), person("MOHAMMED AL RASHID"), 0.874, "POSSIBLE"),
    (person("John Smith"), person("SMYTH JON", "1974-08-13"), 0.768, "WEAK"),
    (person("John Smith"), person("SMYTH JON"), 0.868, "POSSIBLE"),
    (person("Lee Anna"), person("LEA HANNA"), 0.443, "NONE"),
    (person("Zed Quillon", doc="L898902C3"), person("ERIKSSON ANNA", doc="L898902C3"), 0.99, "STRONG"),
]
NAMES = [f"{a.names[0]} and {b.names[0]} {b.dob} {b.nationality}" for a, b, _, _ in ROWS]


@pytest.mark.parametrize(("a", "b", "_", "band"), ROWS, ids=NAMES)
def test_every_row_stays_in_its_band(a, b, _, band):
    assert score(a, b).band == band
    assert score(b, a).band == band


@pytest.mark.parametrize(("a", "b", "points", "band"), ROWS[:14], ids=NAMES[:14])
def test_the_yardstick_is_the_rule_of_the_house(a, b, points, band):
    assert floor.score(a, b) == pytest.approx(points, abs=0.0006)
