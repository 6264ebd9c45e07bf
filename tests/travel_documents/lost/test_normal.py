"""Issuers, numbers and kinds of documents are brought into one form before anything is compared."""

import pytest

from cases.travel_documents.lost.normal import (
    is_issuer,
    known_type,
    normal_issuer,
    normal_number,
    normal_type,
)


@pytest.mark.parametrize("text", ["D", "D<<", "d", "DEU", "deu ", " D"])
def test_germany_has_one_code(text):
    assert normal_issuer(text) == "D"


@pytest.mark.parametrize(
    ("text", "code"), [("uto", "UTO"), ("UTO<", "UTO"), ("Ｕto", "UTO"), (None, ""), ("1", "")]
)
def test_issuers_are_capital_letters(text, code):
    assert normal_issuer(text) == code


@pytest.mark.parametrize("code", ["D", "UTO", "XOM"])
def test_a_code_is_three_letters_or_germanys_one(code):
    assert is_issuer(code)


@pytest.mark.parametrize("code", ["", "U", "UT", "UTOP", "DD"])
def test_anything_else_is_no_code(code):
    assert not is_issuer(code)


@pytest.mark.parametrize("text", ["UX7654321", "ux 765-4321", "UX7654321<<", "UX７654321", "UX\u00a07654321"])
def test_blanks_hyphens_and_fillers_are_no_part_of_a_number(text):
    assert normal_number(text) == "UX7654321"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("P", "P"), ("PP", "P"), ("PD", "P"), ("P<", "P"), ("passport", "P"), ("Travel document", "P"), ("V", "V"),
        ("visa", "V"), ("VC", "V"), ("ID", "I"), ("I<", "I"), ("A", "I"), ("C", "I"), ("AC", "I"),
        ("Identity card", "I"), ("residence permit", "I"), ("", ""), (None, ""), ("banana", "X"), ("Q", "X"),
    ],
)  # fmt: skip
def test_kinds_of_documents_are_four(text, kind):
    assert normal_type(text) == kind


def test_a_word_nobody_knows_is_no_known_kind():
    assert known_type("banana") == known_type("") == known_type("Q") == ""
    assert known_type("passport") == "P"
