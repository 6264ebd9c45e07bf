"""CUI banners: read, refused, rolled up (domain F.1)."""

import io
import itertools
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from cases.kinds import KINDS
from secoffice.markings import DL_ONLY, NO_CONTRACTORS, NO_FOREIGN, MarkingError, parse, roll_up


@pytest.mark.parametrize(
    ("typed", "shown", "bits"),
    [
        ("CUI", "CUI", 0),
        ("cui//inv", "CUI//INV", 0),
        ("CONTROLLED//PHYS", "CUI//PHYS", 0),
        ("CUI//PRVCY/INV", "CUI//INV/PRVCY", 0),
        ("CUI//INV/SP-PERS//FED ONLY", "CUI//SP-PERS/INV//FED ONLY", NO_CONTRACTORS | NO_FOREIGN),
        ("CUI//SP-PERS/PRVCY/SP-INV//NOFORN", "CUI//SP-INV/SP-PERS/PRVCY//NOFORN", NO_FOREIGN),
        ("CUI//NOCON", "CUI//NOCON", NO_CONTRACTORS),
        ("CUI//PERS/SP-PERS", "CUI//SP-PERS", 0),
        ("cui//inv//rel to uto, usa,fra", "CUI//INV//REL TO USA, FRA, UTO", NO_FOREIGN),
        ("CUI//DISPLAY ONLY USA, UTO/NOCON", "CUI//DISPLAY ONLY USA, UTO/NOCON", NO_CONTRACTORS | NO_FOREIGN),
        ("CUI//PRIVILEGE//AWP/ac", "CUI//PRIVILEGE//Attorney-Client/Attorney-WP", 0),
        (
            "CUI//PHYS//DL ONLY [Post A, Post B]",
            "CUI//PHYS//DL ONLY Post A, Post B",
            NO_CONTRACTORS | NO_FOREIGN,
        ),
    ],
)
def test_a_banner_is_read_and_put_in_order(typed, shown, bits):
    read = parse(typed)
    assert (str(read), read.bits) == (shown, bits)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("SECRET", "unclassified"),
        ("TOP SECRET//SI", "unclassified"),
        ("FOUO", "starts with CUI"),
        ("", "starts with CUI"),
        ("CUI//XYZ", "not a category"),
        ("CUI//INV//EYES ONLY", "not a dissemination control"),
        ("CUI//INV//FED ONLY/FEDCON", "contradict"),
        ("CUI//INV//NOCON//X", "at most three"),
        ("CUI//INV//FEDCON/NOCON", "contradict"),
        ("CUI//INV//NOFORN/REL TO USA, FRA", "contradict"),
        ("CUI//INV//NOFORN/DISPLAY ONLY USA, FRA", "contradict"),
        ("CUI//INV//Attorney-Client", "need the category PRIVILEGE"),
        ("CUI//INV//AWP", "need the category PRIVILEGE"),
        ("CUI//PHYS//DL ONLY", "list of recipients"),
        ("CUI//INV//REL TO FRA, UTO", "names USA"),
        ("CUI//INV//REL TO USA", "at least one other"),
        ("CUI//INV//REL TO USA, Utopia", "three letters"),
        ("CUI//INV//REL TO USA, FRA/REL TO USA, UTO", "stands twice"),
    ],
)
def test_a_banner_that_cannot_stand_says_why(typed, says):
    with pytest.raises(MarkingError, match=says):
        parse(typed)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_has_a_marking_in_order(kind):
    assert str(parse(kind.marking)) == kind.marking


def test_what_is_shown_is_read_back_the_same():
    for banner in (
        "CUI",
        "CUI//INV",
        "CUI//NOCON",
        "CUI//SP-PERS/INV//FED ONLY",
        "CUI//PHYS//DL ONLY Post A",
    ):
        assert str(parse(banner)) == banner


# The table of F.1, row by row, with whether something may be given abroad
TABLE = [
    (("CUI//INV", "CUI//SP-PERS//FEDCON"), "CUI//SP-PERS/INV//FEDCON", False),
    (
        ("CUI//INV//REL TO USA, FRA, UTO", "CUI//PRVCY//REL TO USA, UTO"),
        "CUI//INV/PRVCY//REL TO USA, UTO",
        True,
    ),
    (("CUI//INV//REL TO USA, FRA", "CUI//INV//REL TO USA, UTO"), "CUI//INV//NOFORN", False),
    (("CUI//INV//REL TO USA, UTO", "CUI//INV"), "CUI//INV", False),
    (("CUI//SP-PERS//FED ONLY", "CUI//INV//NOFORN"), "CUI//SP-PERS/INV//FED ONLY/NOFORN", False),
    (("CUI//SP-INV", "CUI//INV//FEDCON", "CUI//PHYS//FED ONLY"), "CUI//SP-INV/PHYS//FED ONLY", False),
]
FURTHER = [
    (("CUI",), "CUI", False),
    (("CUI//INV//FEDCON", "CUI//INV//NOCON"), "CUI//INV//FED ONLY", False),
    (("CUI//INV//FEDCON", "CUI//INV//NOFORN"), "CUI//INV//FEDCON/NOFORN", False),
    (
        ("CUI//INV//REL TO USA, UTO", "CUI//INV//REL TO USA, UTO/NOCON"),
        "CUI//INV//NOCON/REL TO USA, UTO",
        True,
    ),
    (("CUI//INV//REL TO USA, UTO", "CUI//INV//FED ONLY"), "CUI//INV//FED ONLY", False),
    (
        ("CUI//INV//REL TO USA, UTO", "CUI//INV//DISPLAY ONLY USA, UTO"),
        "CUI//INV//DISPLAY ONLY USA, UTO",
        False,
    ),
    (("CUI//PRIVILEGE//AC", "CUI//INV"), "CUI//INV/PRIVILEGE//Attorney-Client", False),
    (("CUI//PHYS//DL ONLY Alpha, Beta", "CUI//DL ONLY Beta, Gamma"), "CUI//PHYS//DL ONLY", False),
]


@pytest.mark.parametrize(("parts", "banner", "abroad"), TABLE + FURTHER)
def test_parts_roll_up_whatever_their_order(parts, banner, abroad):
    for order in itertools.permutations(parts):
        found = roll_up(order)
        assert (found.marking.banner, found.marking.foreign_release) == (banner, abroad)
        assert found.explanation.endswith(".")


def test_a_bundle_goes_only_to_those_on_every_list():
    both = roll_up(["CUI//PHYS//DL ONLY Alpha, Beta", "CUI//DL ONLY Beta, Gamma", "CUI//INV"])
    assert both.marking.lists[DL_ONLY] == ("Beta",)
    with pytest.raises(MarkingError, match="cannot be produced"):
        roll_up(["CUI//DL ONLY Alpha", "CUI//DL ONLY Gamma"])


def test_a_country_gets_what_its_name_stands_on():
    marking = parse("CUI//INV//REL TO USA, UTO")
    assert marking.why_not_to("UTO") == marking.why_not_to("USA") == ""
    assert "does not allow" in marking.why_not_to("FRA")
    assert "does not allow" in parse("CUI//INV").why_not_to("UTO")
    assert "does not allow" in parse("CUI//INV//FED ONLY/REL TO USA, UTO").why_not_to("UTO")


BANNERS = [banner for parts, _, _ in TABLE + FURTHER for banner in parts if "DL ONLY" not in banner]


@given(st.lists(st.sampled_from(BANNERS), min_size=1, max_size=6))
def test_a_bundle_is_never_wider_than_any_part(parts):
    whole, parts = roll_up(parts).marking, [parse(part) for part in parts]
    assert parse(str(whole)) == whole
    assert roll_up([whole]).marking.banner == whole.banner
    for part in parts:
        held = {code.removeprefix("SP-") for code in whole.categories}
        assert {code.removeprefix("SP-") for code in part.categories} <= held
        assert not part.bits & ~whole.bits or part.foreign_release or "DISPLAY ONLY" in part.controls
        for country in ("UTO", "FRA"):
            assert whole.why_not_to(country) or not part.why_not_to(country)


@pytest.fixture
def run(monkeypatch):
    def run(text):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
        out, code = io.StringIO(), 0
        try:
            call_command("roll_up_marking", stdout=out)
        except SystemExit as left:
            code = left.code
        return code, [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_the_command_answers_a_line_with_a_line(run):
    code, lines = run('{"id": 7, "parts": ["CUI//INV", "CUI//SP-PERS//FEDCON"]}\n')
    assert code == 0
    assert lines == [
        {
            "id": 7,
            "banner": "CUI//SP-PERS/INV//FEDCON",
            "foreign_release": False,
            "explanation": "Categories of all parts: SP-PERS, INV. "
            "Foreign release is off: a part has no list of countries.",
        }
    ]


def test_the_command_takes_lists_of_recipients_beside_a_marking(run):
    part = {"marking": "CUI//PHYS//DL ONLY", "list": ["Post Alpha", "Post Beta"]}
    code, (line,) = run(json.dumps({"parts": [part, "CUI//INV"]}))
    assert (code, line["banner"]) == (0, "CUI//INV/PHYS//DL ONLY")
    assert line["recipients"] == ["Post Alpha", "Post Beta"]


@pytest.mark.parametrize(
    "line",
    [
        "no json", "[]", "{}", '{"parts": []}', '{"parts": [3]}', '{"parts": "CUI"}', '{"parts": [{"list": 3}]}',
        '{"parts": ["SECRET"]}', '{"parts": ["CUI//NOFORN/REL TO USA, UTO"]}',
        '{"parts": ["CUI//DL ONLY Alpha", "CUI//DL ONLY Beta"]}',
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said_and_the_others_are(line, run):
    code, lines = run(f'{line}\n\n{{"parts": ["CUI"]}}')
    assert code == 1
    assert ["error" in each for each in lines] == [True, False]
