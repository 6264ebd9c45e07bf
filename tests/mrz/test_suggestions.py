"""Likely slips are suggested with a reason, and only where they explain something."""

from secoffice import mrz
from tests.mrz.documents import INSPECTED

FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


def suggestions(*lines):
    return mrz.suggest(lines, mrz.read(lines, inspection_date=INSPECTED))


def test_a_zone_without_fault_has_none():
    assert suggestions(FIRST, SECOND) == []


def test_a_letter_that_makes_the_digits_agree_is_suggested():
    (found,) = suggestions(FIRST, SECOND.replace("902", "9O2"))
    assert (found.line, found.position, found.found, found.better) == (2, 6, "O", "0")
    assert found.sentence == (
        "Line 2, position 6: O may be 0; then the check digit of the number and the composite check digit agree."
    )


def test_a_letter_among_digits_and_a_digit_among_letters_are_suggested_where_they_stand():
    found = suggestions(FIRST.replace("SSON", "55ON"), SECOND.replace("740812", "74OB12"))
    assert [(one.line, one.position, one.found, one.better) for one in found] == [
        (1, 10, "5", "S"), (1, 11, "5", "S"), (2, 16, "O", "0"), (2, 17, "B", "8"),
    ]  # fmt: skip
    assert found[0].sentence == "Line 1, position 10: 5 may be S; no digit stands under “Name”."


def test_a_slip_in_the_number_is_found_beside_one_in_a_date():
    found = suggestions(FIRST, SECOND.replace("902", "9O2").replace("740812", "74O812"))
    assert [(one.position, one.better) for one in found] == [(6, "0"), (16, "0")]


def test_a_foreign_character_gets_the_filler_or_the_capital():
    found = suggestions(FIRST.replace("P<", "p "), SECOND)
    assert [(one.position, one.better) for one in found] == [(1, "P"), (2, "<")]


def test_a_wrong_digit_without_a_look_alike_to_explain_it_gets_none():
    assert suggestions(FIRST, SECOND.replace("F120", "F220")) == []


def test_optional_data_of_a_card_are_judged_by_the_composite_digit():
    lines = [
        "CIUTOD231458907A123X5328434D23",
        "3407127M9507122UTO<<<<<<<<<<<6",
        "STEVENSON<<PETER<<<<<<<<<<<<<<",
    ]
    lines[0] = lines[0].replace("A123X5", "AI23X5")
    found = [one.sentence for one in suggestions(*lines)]
    assert "Line 1, position 17: I may be 1; then the composite check digit agrees." in found
