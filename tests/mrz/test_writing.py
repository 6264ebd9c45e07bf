"""Zones from the visual zone: letters of other alphabets, long names, long numbers, half-known dates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice import mrz
from secoffice.mrz.names import name_field
from tests.mrz.documents import INSPECTED
from tests.mrz.test_properties import SPECIMEN

PASSPORT = SPECIMEN | {"document_code": "P"}


@pytest.mark.parametrize(
    ("name", "issuer", "letters"),
    [
        ("O’Connor", "", "OCONNOR"),
        ("Müller-Ößmann", "", "MUELLER OESSMANN"),
        ("Ñandú Ångström", "", "NANDU AANGSTROEM"),
        ("İstanbul ılgaz şçğ", "", "ISTANBUL ILGAZ SCG"),
        ("Þórðr Łukasz Ĳsbrand", "", "THORDR LUKASZ IJSBRAND"),
        ("Щербакова Юлия Хрущёв", "", "SHCHERBAKOVA IULIIA KHRUSHCHEV"),
        ("Зеленський Єгор", "UKR", "ZELENSKYI YEHOR"),
        ("Їжак Мар’яна", "UKR", "YIZHAK MARIANA"),
        ("Гайдук Фёдар", "BLR", "HAIDUK FIODAR"),
        ("Щастлива", "BGR", "SHTASTLIVA"),
        ("Ђоковић Жика", "SRB", "DOKOVIC ZIKA"), ("Ќосев Ѓорѓи", "MKD", "KJOSEV GJORGJI"),
        ("محمود", "", "MXHMWD"),
        ("عبدالرحيم", "", "EBDALRXHYM"),
        ("فاطمة", "", "FAXTTMXAH"),
        ("محمّد", "", "MXHMMD"),
        ("ثامر شريف صالح", "", "XTHAMR XSHRYF XSSALXH"),
    ],
)  # fmt: skip
def test_names_are_written_in_the_letters_of_the_zone(name, issuer, letters):
    assert mrz.transliterate(name, issuer=issuer) == letters


def test_one_person_has_several_spellings():
    assert mrz.spellings("Müller") == ["MUELLER", "MUXXLLER", "MULLER"]
    assert mrz.spellings("Ñu") == ["NU", "NXXU"]


@pytest.mark.parametrize(
    ("surname", "given", "field"),
    [
        ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI"),
        ("Papandropoulous", "Jonathon Warren Trevor", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
        ("Arkfreith", "", "ARKFREITH".ljust(39, "<")),
    ],
)  # fmt: skip
def test_a_name_that_is_too_long_is_shortened_as_the_standard_shows(surname, given, field):
    assert name_field(surname, given, 39) == field


parts = st.lists(st.text("ABC", min_size=1, max_size=50), min_size=1, max_size=25).map(" ".join)


@given(surname=parts, given_names=parts | st.just(""), width=st.sampled_from([30, 31, 39]))
@settings(max_examples=300, deadline=None)
def test_a_shortened_name_ends_in_a_letter_and_keeps_a_letter_of_each_identifier(surname, given_names, width):
    field = name_field(surname, given_names, width)
    primary, _, secondary = field.rstrip("<").partition("<<")
    assert len(field) == width
    assert primary[0] == surname[0]
    assert bool(secondary) == bool(given_names)
    whole = "<".join(surname.split()) + ("<<" + "<".join(given_names.split()) if given_names else "")
    if len(whole) > width and max(map(len, surname.split())) > 1:
        assert field[-1] != "<"
    elif len(whole) <= width:
        assert field == whole.ljust(width, "<")


@pytest.mark.parametrize(
    ("given", "six"),
    [
        ("1974-08-12", "740812"), ("1974-08", "7408<<"), ("1974", "74<<<<"), ("", "<<<<<<"), (None, "<<<<<<"),
        (INSPECTED, "260115"),
    ],
)  # fmt: skip
def test_a_birth_may_be_known_in_part(given, six):
    lines = mrz.write("TD3", **PASSPORT | {"birth_date": given})
    assert lines[1][13:20] == six + mrz.check_digit(six)


def test_a_long_number_runs_on_and_a_visa_takes_nine_characters():
    assert mrz.write(
        "TD1", **PASSPORT | {"document_code": "ID", "document_number": "D231458901234567890123"}
    )[0] == ("IDUTOD23145890<12345678901230<")
    visa = mrz.write("MRV-A", **PASSPORT | {"document_code": "V", "document_number": "L898902C3456"})
    assert visa[1].startswith("L898902C36")


@pytest.mark.parametrize(
    ("format", "change", "sentence"),
    [
        ("TD9", {}, "There is no format “TD9”"), ("TD3", {"surname": ""}, "The surname is missing"),
        ("TD3", {"surname": "山田"}, "“山” has no letters from A to Z"),
        ("TD3", {"surname": "R2"}, "“2” has no letters"),
        ("TD3", {"surname": "--"}, "The name has no letter"),
        ("TD3", {"document_number": "L898902C34"}, "has 10 characters"),
        ("TD2", {"document_code": "I", "document_number": "L" * 15}, "this format takes 14"),
        ("TD1", {"document_code": "I", "document_number": "L" * 12, "optional_data_1": "A" * 12}, "leaves no room"),
        ("TD3", {"birth_date": "1974-02-30"}, "The date of birth is neither a date nor a known part"),
        ("TD3", {"expiry_date": "2031-02-29"}, "The date of expiry is no date"),
        ("TD3", {"expiry_date": "2031"}, "is no date"),
        ("TD3", {"sex": "Q"}, "The sex is F, M or X"),
        ("TD3", {"issuing_state": "UTOP"}, "at most 3 letters"),
        ("TD3", {"optional_data_1": "X"}, "no field “optional_data_1”"),
        ("TD3", {"personal_number": "é"}, "only letters"),
        ("TD3", {"personal_number": "1" * 15}, "at most 14"),
        ("TD3", {"personal_number_check": "4"}, "is 0 or <"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said_in_a_sentence(format, change, sentence):
    with pytest.raises(ValueError, match=sentence) as said:
        mrz.write(format, **PASSPORT | change)
    assert str(said.value).endswith(".")
