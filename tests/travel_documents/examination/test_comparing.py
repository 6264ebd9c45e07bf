"""What the zone and the printed page say differently, and what is only spelled as a zone must."""

import pytest

from cases.travel_documents.examination.comparing import differences

FIELDS = {
    "surname": "MUELLER", "given_names": "ANNA", "document_number": "C01X0006H", "nationality": "D",
    "birth_date_iso": "1974-08-12", "expiry_date_iso": "2022-04-15", "sex": "F",
}  # fmt: skip


@pytest.mark.parametrize(
    ("visual", "labels"),
    [
        ({}, []),
        ({"surname": "Müller", "given_names": "Anna"}, []),
        ({"surname": "Muller"}, ["Surname"]),
        ({"number": "c01 x0006h"}, []),
        ({"expiry_date": "2012-04-15"}, ["Expiry"]),
        ({"birth_date": "1974-08-12", "sex": "F"}, []),
        ({"sex": "X"}, ["Sex"]),
    ],
)
def test_the_page_is_compared_as_a_zone_must_write_it(visual, labels):
    assert [each.label for each in differences(FIELDS, visual)] == labels


def test_a_truncated_name_is_compared_by_its_beginning():
    cut = FIELDS | {"given_names": "GERARD ROBBERT MARTI", "name_possibly_truncated": True}
    assert differences(cut, {"given_names": "Gerard Robbert Martijn"}) == []
    assert differences(cut, {"given_names": "Gerald"})


def test_unspecified_sex_is_a_filler_in_the_zone():
    assert differences(FIELDS | {"sex": "<"}, {"sex": "X"}) == []
