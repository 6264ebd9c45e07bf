"""How alike two persons are, by what a reader knows of them: the matcher, fed from facts."""

from itertools import product

from secoffice.people import matching
from secoffice.people.models import IDENTIFIERS, Fact

KIND = Fact.Kind
MOST_NAMES = 12
NOTHING = matching.Match(0.0, "NONE", False, "")


def likeness(one, other):
    """The matcher's answer for two lists of facts: of several dates of birth, the pair that speaks most for it."""
    sides = (sides_of(one), sides_of(other))
    found = (matching.score(a, b) for a, b in product(*sides))
    return max(found, key=lambda match: match.score, default=NOTHING)


def sides_of(facts):
    """One side for each date of birth that records give; one without where none does."""
    told = {kind: [fact.value for fact in facts if fact.kind == kind] for kind in KIND}
    dates = list(dict.fromkeys(told[KIND.BORN]))[:3] or [""]
    numbers = frozenset((fact.kind, fact.normal) for fact in facts if fact.kind in IDENTIFIERS)
    common = {
        "names": tuple(told[KIND.NAME][:MOST_NAMES]),
        "nationality": tuple(told[KIND.NATIONALITY]),
        "sex": one_of(told[KIND.SEX]),
        "identifiers": numbers,
    }
    return [matching.Side(dob=day, **common) for day in dates]


def one_of(values):
    """The one value that all records give; "" where they differ."""
    return values[0] if len(set(values)) == 1 else ""
