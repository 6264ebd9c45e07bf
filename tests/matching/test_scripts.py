"""Names in the scripts of India, as they are said."""

import pytest

from secoffice.people.matching import Side, score
from secoffice.people.matching.indic import from_indic


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("राहुल", "rahul"),
        ("विजय", "vijay"),
        ("प्रचण्ड", "prachanda"),
        ("ख़ान", "khan"),
        ("अंबानी", "ambani"),
        ("হাসিনা", "hasina"),
        ("ਮੁਕੇਸ਼", "mukesh"),
        ("ನರೇಂದ್ರ", "narendra"),
        ("വിജയൻ", "vijayan"),
        ("கருணாநிதி", "karunanidi"),
        ("्", ""),
        ("़ा", "a"),
    ],
)
def test_a_consonant_has_an_a_unless_another_vowel_follows(written, said):
    assert from_indic(written) == said


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("मनमोहन सिंह", "Manmohan Singh", True),
        ("শেখ হাসিনা", "Sheikh Hasina", True),
        ("மு. கருணாநிதி", "M. Karunanidhi", True),
        ("മുകേഷ് അംബാനി", "Mukesh Ambani", True),
        ("राजेश कुमार", "Rakesh Kumar", False),
        ("राहुल गांधी", "Rajiv Gandhi", False),
    ],
)
def test_names_of_india_are_read(one, other, match):
    assert score(Side(names=(one,)), Side(names=(other,))).match == match
