"""Cell by cell: every character once, every digit with what it covers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice import mrz
from secoffice.mrz.formats import FORMATS
from tests.mrz.documents import INSPECTED, documents


@pytest.mark.parametrize("format", list(FORMATS))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_every_character_stands_in_one_cell_and_every_digit_proves_what_it_covers(format, data):
    lines = mrz.write(format, **data.draw(documents(format)))
    cells = mrz.layout(lines, mrz.read(lines, inspection_date=INSPECTED))
    assert "".join(cell.text for cell in cells) == "".join(lines)
    for cell in cells:
        covered = "".join(lines[line - 1][start - 1 : end] for line, start, end in cell.covers)
        if covered and cell.text != "<":
            assert mrz.check_digit(covered) == cell.text
    assert {cell.check for cell in cells} == {True, None}


def test_a_digit_that_fails_marks_what_it_covers():
    lines = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C46UTO7408122F1204159ZE184226B<<<<<10"]
    verdicts = {
        cell.name: cell.check for cell in mrz.layout(lines, mrz.read(lines, inspection_date=INSPECTED))
    }
    assert (
        verdicts["document_number"]
        is verdicts["document_number_check"]
        is verdicts["composite_check"]
        is False
    )
    assert verdicts["birth_date"] is True
    assert verdicts["names"] is verdicts["sex"] is verdicts["nationality"] is None


def test_a_long_number_is_shown_where_it_goes_on():
    lines = [
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "3407127M9507122UTO<<<<<<<<<<<2",
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    ]
    cells = mrz.layout(lines, mrz.read(lines, inspection_date=INSPECTED))
    number = [
        (cell.label, cell.start, cell.end, cell.text)
        for cell in cells
        if cell.name.startswith("document_number")
    ]
    assert number == [
        ("Document number", 6, 14, "D23145890"),
        ("Document number, continued", 16, 18, "734"),
        ("Check digit of the number", 19, 19, "9"),
    ]


def test_a_foreign_character_is_shown_in_its_cell_and_a_wrong_length_in_none():
    lines = ["P<UTOÉRIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
    cells = mrz.layout(lines, mrz.read(lines, inspection_date=INSPECTED))
    assert next(cell.text for cell in cells if cell.name == "names").startswith("ÉRIKSSON")
    assert {cell.check for cell in cells} == {None}
    assert mrz.layout(lines[:1], mrz.read(lines[:1], inspection_date=INSPECTED)) == []
