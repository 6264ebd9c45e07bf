"""What holds for any two names."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from secoffice.people.matching import Side, score
from tests.matching.pairs import pairs

PAIRS = pairs()
NAMES = st.sampled_from([side.names[0] for pair in PAIRS for side in (pair.a, pair.b)])
ANY = st.text(max_size=60) | NAMES
DOBS = st.sampled_from(["", "1974-08-12", "1974-??-??", "????-??-??", "1975-08-12", "12.8.74", "9999-99-99"])
TITLES = ["Dr", "Mr.", "General", "Sheikh", "President", "H.E.", "Prof. Dr."]


def side(name, dob=""):
    return Side(names=(name,), dob=dob)


@given(ANY, ANY, DOBS, DOBS)
@example("😀" * 50, "‮محمد‏", "", "")
@example("a" * 10_000, "a b " * 2_500, "", "")
@example("\0", "<<<<", "", "")
@example("अ" * 300, "김" * 300, "", "")
@settings(max_examples=400, deadline=None)
def test_any_two_names_have_one_score_in_either_order(one, other, dob, its):
    ahead, back = score(side(one, dob), side(other, its)), score(side(other, its), side(one, dob))
    assert 0 <= ahead.score <= 1
    assert (ahead.score, ahead.match) == (back.score, back.match)
    assert ahead.reason.endswith(".")


@given(NAMES)
@settings(max_examples=200, deadline=None)
def test_a_name_is_itself(name):
    assert score(side(name), side(name)).score == 1.0


@given(NAMES, st.sampled_from(TITLES))
@settings(max_examples=200, deadline=None)
def test_a_title_changes_nothing(name, title):
    if len(name.split()) > 1:
        assert score(side(f"{title} {name}"), side(name)).score == 1.0


@pytest.mark.parametrize("sides", [(Side(), Side()), (Side(names=("",)), Side(names=("Anna",)))])
def test_no_name_is_no_match(sides):
    assert not score(*sides).match


def test_a_number_outweighs_the_names():
    ours = Side(names=("Zed Quillon",), identifiers=frozenset({("PHONE", "+442079460958")}))
    theirs = Side(names=("Anna Eriksson",), identifiers=frozenset({("PHONE", "+442079460958")}))
    found = score(ours, theirs)
    assert (found.score, found.band, found.flags) == (0.99, "STRONG", ("NO_DOB", "SAME_NUMBER"))
    assert found.reason.startswith("Same phone number")


@pytest.mark.parametrize(
    ("dob", "its", "match"),
    [
        ("1974-08-12", "1974-12-08", True),
        ("1974-08-12", "1974-01-01", True),
        ("1974-??-??", "1974-05-17", True),
        ("1974-??-??", "1976-05-17", False),
        ("1974-08-12", "1991-02-03", False),
        ("1974-08-12", "1964-08-12", True),
        ("1974-08-12", "1947-08-12", True),
        ("1974-08-12", "1991-08-12", False),
    ],
)
def test_another_birth_date_makes_another_person(dob, its, match):
    assert score(side("Pavel Ostrovny", dob), side("OSTROVNY, Pavel", its)).match == match


def test_codes_of_two_and_three_letters_are_one_country():
    ours, theirs = (
        Side(names=("Jan Kowalski",), nationality="pl"),
        Side(names=("Jan Kowalski",), nationality=("POL", "DEU")),
    )
    assert score(ours, theirs).score == 1.0
    assert "NATIONALITY" in score(ours, Side(names=("Jan Kowalski",), nationality="RUS")).flags


@pytest.mark.parametrize(
    ("name", "dob", "match"),
    [("Ahmed Hassan", "", False), ("Ahmed Hassan", "1974-08-12", True), ("Pavel Ostrovny", "", True)],
)
def test_another_nationality_makes_another_person_of_a_common_name_alone(name, dob, match):
    ours, theirs = (Side(names=(name,), dob=dob, nationality=nation) for nation in ("EGY", "SDN"))
    assert score(ours, theirs).match == match


def test_the_best_of_several_names_counts():
    ours = Side(names=("Ernesto Guevara de la Serna", "Che Guevara"))
    assert score(ours, Side(names=("GUEVARA, Che",))).score == 0.98


def test_the_reason_names_what_stands_for_what():
    found = score(side("Aleksandr Petrenko", "1974-08-12"), side("Petrenko Sasha", "1974-08-12"))
    assert (
        found.reason
        == "Petrenko on both sides, Aleksandr and Sasha are forms of one name; born the same day."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joaquín “El Chapo” Guzmán", "Joaquín Guzmán"),
        ("Anna Schmidt née Weber", "Anna Schmidt"),
        ("Viktor Bout a.k.a. Viktor Butt", "Viktor Bout"),
        ("John Smith, Ph.D.", "John Smith"),
        ("H.E. Kofi Annan", "Kofi Annan"),
    ],
)
def test_what_is_said_beside_a_name_is_no_part_of_it(one, other):
    assert score(side(one), side(other)).score >= 0.98


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("V. Putin", "Vladimir Putin", True),
        ("J. Smith", "John Smith", False),
        ("T. Sokolova", "Tatiana Sokolova", True),
        ("J. W. Smith", "John William Smith", True),
        ("George W. Bush", "George H. W. Bush", False),
        ("Putin", "Vladimir Putin", False),
        ("Ian Paisley Sr", "Ian Paisley Jr", False),
        ("Mohammed bin Salman", "Salman bin Mohammed", False),
        ("Saddam Hussein", "Uday Saddam Hussein", False),
        ("Kim Jong-un", "김정은", True),
        ("Kim Jong-un", "Kim Jong-nam", False),
        ("Christopher Steele", "Chrsitopher Steele", True),
        ("Lin Feng", "Lin Fang", False),
        ("Mohd Najib bin Abdul Razak", "Najib Razak", True),
        ("Tariq Aziz", "Tariq Abdul Aziz al-Harbi", False),
        ("Abdul Hamid Khan", "Abdul Majid Khan", False),
        ("Sheikh Hasina Wazed", "Sheikh Hasina", True),
        ("General Gotovina, Ante", "Ante Gotovina", True),
        ("Omar al-Bashir", "Omar el-Béchir", True),
        ("Younis al-Obeidi", "Yunes Al Ubaidi", True),
        ("Ahmed Sékou Touré", "Sékou Touré", True),
        ("Ahmed Saleh", "Mahmoud Ahmed Saleh", False),
        ("Thaksin Shinawatra", "Thaksin Shinawat", True),
    ],
)
def test_what_tells_persons_apart(one, other, match):
    assert score(side(one), side(other)).match == match


def test_the_same_birth_date_tells_for_names_alike_and_against_common_names_apart():
    alike = score(side("Riek Machar", "1953-11-26"), side("Riak Machar", "1953-11-26"))
    assert alike.score >= score(side("Riek Machar"), side("Riak Machar")).score
    slips = side("Rui Attar", "1953-11-26"), side("Rui Actar", "1953-11-26")
    assert score(*slips).match and not score(side("Rui Attar"), side("Rui Actar")).match
    assert not score(side("Rahul Sharma", "1986-08-15"), side("Rohit Sharma", "1986-08-15")).match
    common = side("John Smith", "1974-08-12"), side("John Smith", "1974-03-30")
    rare = side("Pavel Ostrovny", "1974-08-12"), side("Pavel Ostrovny", "1974-03-30")
    assert score(*common).score < score(*rare).score
