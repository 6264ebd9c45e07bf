"""The forms in which names and numbers are compared."""

import pytest

from secoffice.people.normal import born, email, fold, name, normal, number, phone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ünal ÇELİK", "celik unal"),
        ("ERIKSSON<<ANNA<MARIA", "Anna Maria Eriksson"),
        ("O’Brien", "O'BRIEN"),
        ("Иван Петров", "Petrov, Ivan"),
    ],
)
def test_the_same_name_written_otherwise_is_the_same(one, other):
    assert name(one) == name(other)


def test_another_name_is_another():
    assert name("Anna Eriksson") != name("Anna Erikson")


@pytest.mark.parametrize(
    ("kind", "typed", "compared"),
    [
        ("PASSPORT", "l 898-902 c3", "L898902C3"),
        ("PHONE", "+44 20 7946 0958", "+442079460958"),
        ("PHONE", "0207 946", "0207946"),
        ("EMAIL", " Anna@Example.ORG ", "anna@example.org"),
        ("PLATE", "ab·12 cd", "AB12CD"),
    ],
)
def test_numbers_are_compared_without_their_dress(kind, typed, compared):
    assert normal(kind, typed) == compared


@pytest.mark.parametrize("given", ["1974-08-12", "1974-??-??", "1974-08-??", "????-??-??"])
def test_a_birth_date_may_be_partial(given):
    assert born(given) == given


@pytest.mark.parametrize(
    "given", ["1974-02-30", "1974-13-01", "1974-??-12", "12.8.1974", "2999-01-01", "", "1974-13-??"]
)
def test_an_impossible_birth_date_is_refused_in_a_sentence(given):
    with pytest.raises(ValueError):
        born(given)


@pytest.mark.parametrize("form", [fold, name, number, phone, email])
def test_no_text_breaks_a_form(form):
    for text in ("", " ", "\0", "😀" * 50, "a" * 10_000, "<<<<", "+", "‮abc"):
        assert isinstance(form(text), str)
