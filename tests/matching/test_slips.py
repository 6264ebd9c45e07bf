"""One slip of the fingers leaves a long word what it was, and makes another name of a short one."""

import pytest

from secoffice.people.matching import Side, score


def same(one, other):
    return score(Side(names=(one,)), Side(names=(other,))).match


@pytest.mark.parametrize(
    "typed",
    [
        "Jonathan Bleckwood",
        "Jonathan Blackwod",
        "Jonathan Blackwoood",
        "Jonathan Blakcwood",
        "Jonathan Blackwoop",
        "Jomathan Blackwood",
        "Jonathan Bl4ckwood",
        "Jonathan Blackwood's",
        "jonathan_blackwood",
    ],
)
def test_one_slip_in_a_long_word_is_the_same_name(typed):
    assert same("Jonathan Blackwood", typed)
    assert same(typed, "Jonathan Blackwood")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karen Hall", "Karen Hill"),
        ("Mina Park", "Mira Park"),
        ("Carla Bruni", "Carlo Bruni"),
        ("Petr Novak", "Petra Novak"),
        ("Rajesh Kumar", "Rakesh Kumar"),
        ("Wang Qishan", "Wang Yishan"),
        ("Francesco Rossi", "Francesca Rossi"),
        ("Khalid Ahmad", "Khalid Ahmadi"),
    ],
)
def test_one_letter_of_a_short_name_or_its_ending_makes_another(one, other):
    assert not same(one, other)


def test_a_word_a_letter_away_from_a_known_name_is_that_name():
    assert same("Viktor Setinov", "Viktol Setinov")
    assert same("Marek Setinov", "Maxek Setinov")
