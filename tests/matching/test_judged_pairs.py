"""How often the matcher judges as people did (the figures stand in `make bench`)."""

import pytest

from secoffice.people.matching import score
from tests.matching import floor
from tests.matching.pairs import figures, pairs

PAIRS = pairs()


def ours(a, b):
    return score(a, b).match


def test_there_are_enough_pairs_of_either_kind_and_a_third_is_held_out():
    assert len(PAIRS) >= 800
    assert 0.4 < sum(pair.same for pair in PAIRS) / len(PAIRS) < 0.6
    assert 0.3 < sum(pair.held_out for pair in PAIRS) / len(PAIRS) < 0.37


@pytest.mark.parametrize("held_out", [False, True])
def test_it_judges_well_and_far_better_than_the_rule_of_the_house(held_out):
    wanted = [pair for pair in PAIRS if pair.held_out == held_out]
    found = figures(ours, wanted)
    assert found["precision"] > 0.9 and found["recall"] > 0.9
    assert found["f1"] > figures(lambda a, b: floor.score(a, b) >= floor.THRESHOLD, wanted)["f1"] + 0.2


def test_people_who_have_nothing_to_do_with_each_other_are_not_one():
    apart = zip(PAIRS, PAIRS[7:], strict=False)
    alarms = [(one.a, other.b) for one, other in apart if not one.same and ours(one.a, other.b)]
    assert len(alarms) < len(PAIRS) / 200
