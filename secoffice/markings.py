"""CUI banners: parse, validate and roll up (domain F.1). Pure rules.

`CUI//categories//controls`; categories Specified first (`SP-`), then Basic, each alphabetical; controls
alphabetical. Category codes are those of the registry, with the days from and to which they count.
"""

import re
from dataclasses import dataclass, field
from datetime import date

NO_CONTRACTORS, NO_FOREIGN = 1, 2
PRIVILEGE, HOME = "PRIVILEGE", "USA"
CLASSIFIED = ("CONFIDENTIAL", "SECRET", "TOP SECRET")


@dataclass(frozen=True)
class Category:
    """A line of the CUI registry: its code counts from a day, and may have ended."""

    code: str
    name: str
    valid_from: date = date(2016, 11, 14)
    valid_to: date | None = None

    def counts_on(self, day):
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


REGISTRY = (
    Category("INV", "Investigation"),
    Category("LEI", "General Law Enforcement"),
    Category("PRVCY", "General Privacy"),
    Category("PERS", "Personnel Records"),
    Category("PHYS", "Physical Security"),
    Category("CHRI", "Criminal History Records Information"),
    Category("ASYL", "Asylee"),
    Category("DNA", "DNA"),
    Category("EMGT", "Emergency Management"),
    Category("HLTH", "Health Information"),
    Category("INF", "Informant"),
    Category("JURY", "Federal Grand Jury"),
    Category(PRIVILEGE, "Legal Privilege"),
    Category("WIT", "Witness Protection"),
)

NOFORN, FED_ONLY, FEDCON, NOCON = CONTROLS = ("NOFORN", "FED ONLY", "FEDCON", "NOCON")
CLIENT, PRODUCT = "Attorney-Client", "Attorney-WP"
REL_TO, DISPLAY_ONLY, DL_ONLY = LISTED = ("REL TO", "DISPLAY ONLY", "DL ONLY")
WRITTEN = {each.upper(): each for each in (*CONTROLS, CLIENT, PRODUCT)} | {"AC": CLIENT, "AWP": PRODUCT}
NOT_A_CONTROL = f"Use {', '.join(CONTROLS)}, REL TO, DISPLAY ONLY, DL ONLY, Attorney-Client or Attorney-WP."
BITS = {
    NOFORN: NO_FOREIGN,
    FED_ONLY: NO_CONTRACTORS | NO_FOREIGN,
    FEDCON: NO_FOREIGN,
    NOCON: NO_CONTRACTORS,
    # Of colleagues only their employment is known, neither country nor place on a list: the narrow reading stands.
    REL_TO: NO_FOREIGN,
    DISPLAY_ONLY: NO_FOREIGN,
    DL_ONLY: NO_CONTRACTORS | NO_FOREIGN,
}
CONTRADICTIONS = ((FED_ONLY, FEDCON), (FEDCON, NOCON), (NOFORN, REL_TO), (NOFORN, DISPLAY_ONLY))


class MarkingError(ValueError):
    """The banner cannot stand; the message says what to do."""


@dataclass(frozen=True)
class Marking:
    """`categories` in their order; `controls`: names without their lists; `lists`: countries (USA first) or
    recipients, by control."""

    categories: tuple = ()
    controls: tuple = ()
    lists: dict = field(default_factory=dict, hash=False)

    @property
    def bits(self):
        """The dissemination controls as the bits an admission carries."""
        total = 0
        for control in self.controls:
            total |= BITS.get(control, 0)
        return total

    @property
    def banner(self):
        """As it stands on a page: the list of recipients of DL ONLY is attached, not shown."""
        return self._written(lambda control: control == DL_ONLY)

    def __str__(self):
        """As it is kept, with every list, so that it is read back the same."""
        return self._written(lambda control: False)

    def _written(self, bare):
        controls = [
            control if bare(control) else f"{control} {', '.join(self.lists.get(control, ()))}".strip()
            for control in sorted(self.controls, key=str.upper)
        ]
        return "//".join(filter(None, ("CUI", "/".join(self.categories), "/".join(controls))))

    @property
    def foreign_release(self):
        """May it be given to somebody abroad at all?"""
        return REL_TO in self.controls and not {NOFORN, FED_ONLY, FEDCON} & set(self.controls)

    def why_not_to(self, country):
        """Why it may not be given to this country (three letters); "" where it may."""
        if country == HOME or (self.foreign_release and country in self.lists[REL_TO]):
            return ""
        return f"The marking {self.banner} does not allow a release to {country}."


def parse(banner, on=None):
    """Read a banner, with the categories that count on a day (today). Raises MarkingError in a sentence a person
    can act on."""
    text = " ".join((banner or "").split())
    folded = text.upper()
    if any(folded == word or folded.startswith(f"{word}//") for word in CLASSIFIED):
        raise MarkingError(
            "This system is unclassified. Report a spill instead of entering classified material."
        )
    head, *rest = text.split("//")
    if head.strip().upper() not in ("CUI", "CONTROLLED"):
        raise MarkingError("A marking starts with CUI.")
    if len(rest) > 2:
        raise MarkingError("A marking has at most three parts: CUI//categories//controls.")
    categories, controls = _parts(rest)
    return _checked(_categories(categories, on or date.today()), _controls(controls))


def _parts(rest):
    """Categories and controls as they were typed; categories may be left out."""
    split = [[part.strip() for part in group.split("/") if part.strip()] for group in rest]
    if len(split) == 1 and split[0] and all(_control(part) for part in split[0]):
        return [], split[0]
    return ([*split, [], []])[:2]


def _categories(typed, on):
    known = {category.code for category in REGISTRY if category.counts_on(on)}
    codes = dict.fromkeys(code.upper() for code in typed)
    for code in codes:
        if code.removeprefix("SP-") not in known:
            raise MarkingError(f"“{code}” is not a category. Use {', '.join(sorted(known))}.")
    return _in_order(code for code in codes if f"SP-{code}" not in codes)


def _in_order(codes):
    """Specified first, then Basic, each by the alphabet."""
    return tuple(sorted(codes, key=lambda code: (not code.startswith("SP-"), code)))


def _control(typed):
    """One control as (name, its list as typed); None for words that are none."""
    folded = typed.upper()
    if folded in WRITTEN:
        return WRITTEN[folded], ""
    for name in LISTED:
        if folded == name or folded.startswith((f"{name} ", f"{name}:", f"{name}[")):
            return name, typed[len(name) :].strip(" :[]")
    return None


def _controls(typed):
    """Name to list; a control without one has None."""
    controls = {}
    for part in typed:
        if (read := _control(part)) is None:
            raise MarkingError(f"“{part}” is not a dissemination control. {NOT_A_CONTROL}")
        name, said = read
        if name in controls and name in LISTED:
            raise MarkingError(f"{name} stands twice; write one list.")
        controls[name] = _list_of(name, said) if name in LISTED else None
    return controls


def _list_of(name, said):
    """The list of a control, tidied: recipients as typed, countries in their order."""
    words = [word for word in (" ".join(each.split()) for each in re.split("[,;]", said)) if word]
    if name == DL_ONLY:
        return tuple(dict.fromkeys(words))
    codes = {word.upper() for word in words}
    if wrong := sorted(code for code in codes if not re.fullmatch("[A-Z]{3,4}", code)):
        raise MarkingError(f"“{wrong[0]}” is not a country in three letters, such as USA.")
    if HOME not in codes or len(codes) < 2:
        raise MarkingError(f"{name} names {HOME} and at least one other country.")
    return (HOME, *sorted(codes - {HOME}))


def _checked(categories, controls):
    for pair in CONTRADICTIONS:
        if controls.keys() >= set(pair):
            raise MarkingError(f"{pair[0]} and {pair[1]} contradict each other.")
    if {CLIENT, PRODUCT} & controls.keys() and not {PRIVILEGE, f"SP-{PRIVILEGE}"} & set(categories):
        raise MarkingError(f"Attorney-Client and Attorney-WP need the category {PRIVILEGE}.")
    if DL_ONLY in controls and not controls[DL_ONLY]:
        raise MarkingError("DL ONLY needs its list of recipients: DL ONLY followed by their names.")
    return Marking(categories, tuple(controls), {name: said for name, said in controls.items() if said})


@dataclass(frozen=True)
class RolledUp:
    """The marking of a bundle, and in sentences why it is that one."""

    marking: Marking
    explanation: str


def roll_up(parts):
    """The marking of a case or bundle from those of its parts (markings, or banners to be parsed). Raises
    MarkingError where a part cannot stand or nothing can be produced."""
    parts = [part if isinstance(part, Marking) else parse(part) for part in parts]
    if not parts:
        raise MarkingError("Name at least one part.")
    says, lists = [], {}
    categories = _union(parts, says)
    controls = _employment(parts, says) | _privileged(parts)
    controls |= _abroad(parts, lists, says)
    controls |= _recipients(parts, lists, says)
    marking = Marking(categories, tuple(sorted(controls, key=str.upper)), lists)
    return RolledUp(marking, " ".join(says))


def _union(parts, says):
    every = {code for part in parts for code in part.categories}
    kept = _in_order(code for code in every if f"SP-{code}" not in every)
    says.append(f"Categories of all parts: {', '.join(kept)}." if kept else "No part has a category.")
    for code in sorted(every - set(kept)):
        says.append(f"{code} is Specified in a part.")
    return kept


def _held(parts):
    return {control for part in parts for control in part.controls}


def _employment(parts, says):
    """Who of us: FED ONLY beats FEDCON, and takes the place of NOCON with FEDCON."""
    held = _held(parts) & {FED_ONLY, FEDCON, NOCON}
    if held == {FEDCON, NOCON}:
        says.append("NOCON with FEDCON leaves federal employees: FED ONLY.")
        return {FED_ONLY}
    if FED_ONLY in held:
        if len(held) > 1:
            says.append(f"FED ONLY is narrower than {' and '.join(sorted(held - {FED_ONLY}))}.")
        return {FED_ONLY}
    return held


def _privileged(parts):
    return _held(parts) & {CLIENT, PRODUCT}


def _abroad(parts, lists, says):
    """Release to others: off unless every part allows some, and then to those whom every part names."""
    kept = _held(parts) & {NOFORN}
    if any(not {REL_TO, DISPLAY_ONLY} & set(part.controls) for part in parts):
        says.append("Foreign release is off: a part has no list of countries.")
        return kept
    if stop := _held(parts) & {FED_ONLY, FEDCON, NOFORN}:
        says.append(f"Foreign release is off: a part has {' and '.join(sorted(stop))}.")
        return kept
    given = set.intersection(*(_named(part, REL_TO) for part in parts))
    shown = set.intersection(*(_named(part, REL_TO, DISPLAY_ONLY) for part in parts)) - given
    for name, countries in ((REL_TO, given), (DISPLAY_ONLY, shown)):
        if countries:
            lists[name] = (HOME, *sorted(countries))
            says.append(f"Every part allows {name} {', '.join(lists[name])}.")
    if not lists:
        says.append(f"No country is named by every part: only {HOME} is left.")
    return set(lists) or {NOFORN}


def _named(part, *controls):
    return {country for control in controls for country in part.lists.get(control, ())} - {HOME}


def _recipients(parts, lists, says):
    """Only those who stand on every list of recipients."""
    named = [part.lists[DL_ONLY] for part in parts if DL_ONLY in part.controls]
    if not named:
        return set()
    lists[DL_ONLY] = tuple(who for who in named[0] if all(who in others for others in named))
    if not lists[DL_ONLY]:
        raise MarkingError("Nobody stands on every list of recipients: the bundle cannot be produced.")
    says.append(f"On every list of recipients: {', '.join(lists[DL_ONLY])}.")
    return {DL_ONLY}
