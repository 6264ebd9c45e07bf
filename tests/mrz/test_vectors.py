"""Every vector with every field, in order; and the strings whose digit is known."""

import json
from pathlib import Path

import pytest

from secoffice import mrz
from secoffice.mrz.formats import FORMATS
from tests.mrz.documents import INSPECTED

VECTORS = json.loads((Path(__file__).parent / "data" / "vectors.json").read_text())


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["id"])
def test_a_vector_reads_as_expected(vector):
    reading, expected = mrz.read(vector["lines"], inspection_date=INSPECTED), vector["expected"]
    assert reading.format == vector["format"]
    assert list(reading.fields.items()) == list(expected["fields"].items())
    assert list(reading.checks.items()) == list(expected["checks"].items())
    assert (reading.errors, reading.warnings) == (expected["errors"], expected["warnings"])
    assert reading.valid == vector["valid"]


@pytest.mark.parametrize("known", VECTORS["check_strings"], ids=lambda known: known["input"])
def test_a_known_digit_is_computed(known):
    assert mrz.check_digit(known["input"]) == known["digit"]


def test_there_are_as_many_vectors_as_were_published():
    assert (len(VECTORS["vectors"]), len(VECTORS["check_strings"])) == (76, 12)


@pytest.mark.parametrize(
    "vector", [vector for vector in VECTORS["vectors"] if vector["valid"]], ids=lambda vector: vector["id"]
)
def test_what_was_read_writes_the_same_zone(vector):
    fields = vector["expected"]["fields"]
    taken = {
        "document_code", "issuing_state", "nationality", "surname", "given_names", "document_number", "sex",
        "personal_number", "personal_number_check", "optional_data_1", "optional_data_2",
    }  # fmt: skip
    given = {name: value for name, value in fields.items() if name in taken}
    if given.get("personal_number"):
        del given["personal_number_check"]
    optional = FORMATS[vector["format"]].places.get("optional_data_1")
    if optional and not fields["document_number_overflow"]:  # a filler before the data is not part of a field
        given["optional_data_1"] = vector["lines"][optional.line - 1][optional.start - 1 : optional.end]
    written = mrz.write(
        vector["format"], birth_date=fields["birth_date_raw"], expiry_date=fields["expiry_date_raw"], **given
    )
    assert list(written) == vector["lines"]


def test_every_finding_has_words_and_a_rule():
    found = set()
    for vector in VECTORS["vectors"]:
        reading = mrz.read(vector["lines"], inspection_date=INSPECTED)
        found.update(reading.errors, reading.warnings, reading.policy_warnings)
    assert found <= set(mrz.SENTENCES)
    assert all(words.endswith(".") and rule for words, rule in mrz.SENTENCES.values())
