"""What the vectors do not cover: policy, deviating issuers, codes and their days, centuries."""

from datetime import date

import pytest

from secoffice import mrz
from secoffice.mrz.codes import BARRED, ISSUER
from secoffice.mrz.dates import Inspection
from tests.mrz.documents import INSPECTED
from tests.mrz.test_properties import SPECIMEN


def read(format="TD3", *, codes=None, on=INSPECTED, **fields):
    given = SPECIMEN | {"document_code": {"T": "P", "M": "V"}[format[0]]} | fields
    return mrz.read(mrz.write(format, **given), inspection_date=on, codes=codes)


def test_a_document_is_expired_from_the_day_after_its_last():
    assert read(expiry_date="2026-01-15").policy_warnings == []
    expired = read(expiry_date="2026-01-14")
    assert (expired.valid, expired.policy_warnings, expired.warnings) == (
        True,
        ["EXPIRED"],
        ["SPECIMEN_CODE"],
    )


@pytest.mark.parametrize(
    ("code", "expiry", "severity"),
    [("PP", "2040-01-01", None), ("P", "2040-01-01", None), ("PB", "2037-12-31", "LOW"), ("PB", "2038-01-01", "HIGH")],
)  # fmt: skip
def test_a_second_letter_that_is_not_listed_is_said_with_its_weight(code, expiry, severity):
    reading = read(document_code=code, expiry_date=expiry)
    assert reading.severities.get("UNLISTED_DOCUMENT_TYPE") == severity
    assert ("UNLISTED_DOCUMENT_TYPE" in reading.policy_warnings) == bool(severity)
    assert reading.valid


def test_cards_choose_their_second_letter_but_not_ai_and_never_v():
    assert read("TD1", document_code="IQ").policy_warnings == []
    assert read("TD1", document_code="AI").policy_warnings == ["UNLISTED_DOCUMENT_TYPE"]
    assert read("TD2", document_code="AV").errors == ["BAD_DOCUMENT_CODE"]


@pytest.mark.parametrize(("issuer", "accepted"), [("BEL", True), ("UTO", False)])
def test_only_an_issuer_known_for_it_may_count_the_filler(issuer, accepted):
    number = "590330101"
    rest = "85"
    digit = mrz.check_digit(f"{number}<{rest}")
    assert digit != mrz.check_digit(number + rest)
    lines = [
        f"ID{issuer}{number}<{rest}{digit}".ljust(30, "<"),
        f"8502016F2501018{issuer}".ljust(29, "<"),
        "A<<B".ljust(30, "<"),
    ]
    lines[1] += mrz.check_digit(lines[0][5:] + lines[1][:7] + lines[1][8:15] + lines[1][18:29])
    reading = mrz.read(lines, inspection_date=date(2024, 1, 1))
    assert reading.checks["document_number"] == accepted
    assert ("CHECK_DOCUMENT_NUMBER" in reading.errors) != accepted
    assert ("ISSUER_DEVIATION" in reading.policy_warnings) == accepted
    assert "OVERFLOW_CHECK_FILLER_SENSITIVE" in reading.warnings


def test_optional_data_may_follow_a_long_number():
    reading = read("TD1", document_code="ID", document_number="D23145890734", optional_data_1="AB12")
    assert reading.fields["document_number"] == "D23145890734"
    assert reading.fields["optional_data_1"] == "AB12"


def test_classes_of_british_nationality_are_no_issuers_and_organisations_no_nationality():
    assert read(issuing_state="GBN", nationality="GBN").warnings == ["UNKNOWN_ISSUER_CODE"]
    assert read(issuing_state="XPO", nationality="XPO").warnings == ["UNKNOWN_NATIONALITY_CODE"]
    assert read(issuing_state="XPO", nationality="FRA").warnings == []


def test_a_withdrawn_code_is_known_but_not_on_a_document_that_outlives_it_by_far():
    assert read(issuing_state="ANT", nationality="NLD", expiry_date="2019-01-01").policy_warnings == [
        "EXPIRED"
    ]
    late = read(issuing_state="ANT", nationality="NLD", expiry_date="2030-01-01")
    assert (late.warnings, late.policy_warnings) == ([], ["WITHDRAWN_CODE"])


def test_an_office_keeps_its_own_codes_with_their_days():
    codes = mrz.Codes(
        [mrz.Code("UTO"), mrz.Code("NEW", "New Land", ISSUER, valid_from=date(2026, 3, 1))],
        [mrz.DocumentType("PZ", valid_from=date(2026, 3, 1)), mrz.DocumentType("PX", use=BARRED)],
    )
    before = read(codes=codes, issuing_state="NEW", document_code="PZ")
    after = read(codes=codes, issuing_state="NEW", document_code="PZ", on=date(2026, 3, 1))
    assert (before.warnings, before.policy_warnings) == (["UNKNOWN_ISSUER_CODE"], ["UNLISTED_DOCUMENT_TYPE"])
    assert (after.warnings, after.policy_warnings) == ([], [])
    assert codes.names["NEW"] == "New Land"


def test_a_code_given_a_second_time_is_not_withdrawn():
    first, second = mrz.Code("OLD", valid_to=date(2000, 1, 1)), mrz.Code("OLD", valid_from=date(2010, 1, 1))
    for codes, expected in (([first], ["WITHDRAWN_CODE"]), ([first, second], []), ([second, first], [])):
        assert read(codes=mrz.Codes(codes, []), issuing_state="OLD").policy_warnings == expected


def test_the_shipped_codes_are_those_of_iso_and_the_added_ones():
    codes = [code.code for code in mrz.CODES.codes]
    assert len(codes) == len(set(codes)) == 249 + 29
    assert {"D", "RKS", "XOM", "UTO", "ANT", "NTZ", "BHR", "MAR"} <= set(codes)
    assert not {"INP", "IAO", "BAH", "GER"} & set(codes)


@pytest.mark.parametrize(
    ("six", "expected"),
    [
        ("260115", ("complete", "2026-01-15")), ("260116", ("complete", "1926-01-16")),
        ("000229", ("complete", "2000-02-29")), ("010229", ("bad", None)), ("74<<<<", ("partial", None)),
        ("7408<<", ("partial", None)), ("<<<<<<", ("unknown", None)), ("<<0812", ("partial", None)),
        ("740<<<", ("bad", None)), ("7413<<", ("bad", None)), ("7<0812", ("bad", None)), ("A40812", ("bad", None)),
    ],
)  # fmt: skip
def test_a_birth_lies_in_the_latest_century_not_after_the_inspection(six, expected):
    assert Inspection(INSPECTED).birth(six) == expected


def test_a_leap_day_is_tested_against_the_year_it_comes_to():
    assert Inspection(date(1999, 1, 1)).birth("000229") == ("bad", None)  # 1900 had none


@pytest.mark.parametrize(
    ("six", "iso"),
    [("460115", "2046-01-15"), ("460116", "1946-01-16"), ("120415", "2012-04-15"), ("120431", None), ("<<<<<<", None)],
)  # fmt: skip
def test_an_expiry_lies_at_most_twenty_years_ahead(six, iso):
    assert Inspection(INSPECTED).expiry(six) == iso


def test_a_card_with_a_wrong_first_letter_is_still_read_as_a_card():
    lines = mrz.write("TD2", **SPECIMEN, document_code="I")
    reading = mrz.read(["X" + lines[0][1:], lines[1]], inspection_date=INSPECTED)
    assert (reading.format, reading.errors) == ("TD2", ["BAD_DOCUMENT_CODE"])
    worse = mrz.read(["X" + lines[0][1:], "M" + lines[1][1:-1] + "9"], inspection_date=INSPECTED)
    assert worse.format == "TD2"


def test_all_faults_are_collected():
    lines = ["XQQQ<<<4NN".ljust(44, "<"), "L898902C46ZZZ7413122Q1213159".ljust(44, "A")]
    assert mrz.read(lines, inspection_date=INSPECTED).errors == [
        "BAD_DOCUMENT_CODE", "BAD_SEX", "BAD_BIRTH_DATE", "BAD_EXPIRY_DATE", "DIGIT_IN_NAME",
        "EMPTY_PRIMARY_IDENTIFIER", "CHECK_DOCUMENT_NUMBER", "CHECK_BIRTH_DATE", "CHECK_EXPIRY_DATE",
        "CHECK_PERSONAL_NUMBER", "CHECK_COMPOSITE",
    ]  # fmt: skip
