"""CUI banners: parse and validate (domain F.1). Pure rules.

`CUI//categories//controls`; categories Specified first (`SP-`), then Basic, each alphabetical; controls
alphabetical. The words are data of this module, not of the callers.
"""

from dataclasses import dataclass

CATEGORIES = ("INV", "LEI", "PRVCY", "PERS", "PHYS", "CHRI")
CONTROLS = ("NOFORN", "FED ONLY", "FEDCON", "NOCON")
NO_CONTRACTORS, NO_FOREIGN = 1, 2
BITS = {
    "NOFORN": NO_FOREIGN,
    "FED ONLY": NO_CONTRACTORS | NO_FOREIGN,
    "FEDCON": NO_FOREIGN,
    "NOCON": NO_CONTRACTORS,
}
CONTRADICTIONS = (("FED ONLY", "FEDCON"), ("FEDCON", "NOCON"))
CLASSIFIED = ("CONFIDENTIAL", "SECRET", "TOP SECRET")


class MarkingError(ValueError):
    """The banner cannot stand; the message says what to do."""


@dataclass(frozen=True)
class Marking:
    categories: tuple = ()
    controls: tuple = ()

    @property
    def bits(self):
        """The dissemination controls as the bits an admission carries."""
        total = 0
        for control in self.controls:
            total |= BITS[control]
        return total

    def __str__(self):
        order = sorted(self.categories, key=lambda code: (not code.startswith("SP-"), code))
        return "//".join(filter(None, ("CUI", "/".join(order), "/".join(sorted(self.controls)))))


def parse(banner):
    """Read a banner. Raises MarkingError in a sentence a person can act on."""
    text = " ".join((banner or "").upper().split())
    if any(text == word or text.startswith(f"{word}//") for word in CLASSIFIED):
        raise MarkingError(
            "This system is unclassified. Report a spill instead of entering classified material."
        )
    head, *rest = text.split("//")
    if head not in ("CUI", "CONTROLLED"):
        raise MarkingError("A marking starts with CUI.")
    if len(rest) > 2:
        raise MarkingError("A marking has at most three parts: CUI//categories//controls.")
    categories, controls = _parts(rest)
    for code in categories:
        if code.removeprefix("SP-") not in CATEGORIES:
            raise MarkingError(f"“{code}” is not a category. Use {', '.join(CATEGORIES)}.")
    for pair in CONTRADICTIONS:
        if set(pair) <= set(controls):
            raise MarkingError(f"{pair[0]} and {pair[1]} contradict each other.")
    return Marking(tuple(dict.fromkeys(categories)), tuple(dict.fromkeys(controls)))


def _parts(rest):
    split = [[part.strip() for part in group.split("/") if part.strip()] for group in rest]
    if len(split) == 1 and split[0] and all(part in CONTROLS for part in split[0]):
        return [], split[0]
    categories, controls = ([*split, [], []])[:2]
    for code in controls:
        if code not in CONTROLS:
            raise MarkingError(f"“{code}” is not a dissemination control. Use {', '.join(CONTROLS)}.")
    return categories, controls
