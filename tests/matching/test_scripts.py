"""Names in the scripts of India, in the signs of Japan and as Hong Kong writes them, as they are said."""

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


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Shinzo Abe", "安倍晋三", True),
        ("Kishida Fumio", "岸田文雄", True),
        ("Akie Abe", "安倍晋三", False),
        ("Yohei Kono", "河野太郎", False),
        ("Takahashi Kenji", "高橋健一", False),
        ("Sasaki Tarō", "佐々木太郎", True),
        ("Li Wenxiong", "李文雄", True),
        ("Li Ka-shing", "李嘉诚", True),
        ("Chan Kwok-keung", "Chen Guoqiang", True),
        ("Chan Kwok-keung", "Chen Guojian", False),
        ("Chan Kwok-keung", "Chan Kwok-kin", False),
    ],
)
def test_signs_are_read_as_the_country_of_the_name_reads_them(one, other, match):
    assert score(Side(names=(one,)), Side(names=(other,))).match == match
