"""CUI banners (domain F.1)."""

import pytest

from cases.kinds import KINDS
from secoffice.markings import NO_CONTRACTORS, NO_FOREIGN, MarkingError, parse


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
    ],
)
def test_a_banner_that_cannot_stand_says_why(typed, says):
    with pytest.raises(MarkingError, match=says):
        parse(typed)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_has_a_marking_in_order(kind):
    assert str(parse(kind.marking)) == kind.marking


def test_what_is_shown_is_read_back_the_same():
    for banner in ("CUI", "CUI//INV", "CUI//NOCON", "CUI//SP-PERS/INV//FED ONLY"):
        assert str(parse(banner)) == banner
