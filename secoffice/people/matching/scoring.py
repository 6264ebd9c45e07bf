"""Two sides scored, with the band, the reason in a sentence and what to know of it (domain rules H.3, H.4)."""

from dataclasses import dataclass

from secoffice.people.matching import facts, sentences
from secoffice.people.matching.names import likeness

THRESHOLD = 0.80
BANDS = ((0.95, "STRONG"), (0.80, "POSSIBLE"), (0.70, "WEAK"))
SAME_DOCUMENT = 0.99
COMMON = 1.6  # what speaks against two common names weighs more
ALONE = 2.1  # and another nationality yet more, where no birth date says otherwise


@dataclass(frozen=True)
class Side:
    """What is known of one person. `dob` is 1974-08-12 with ?? for what is not known; `nationality` one code or
    several; `identifiers` comparable forms such as ("PHONE", "+4420…")."""

    names: tuple = ()
    dob: str = ""
    nationality: object = ""
    sex: str = ""
    issuer: str = ""
    document: str = ""
    identifiers: frozenset = frozenset()


@dataclass(frozen=True)
class Match:
    """`score` 0 to 1 with its band; `match` from THRESHOLD on, a hit for a person to judge, never a decision."""

    score: float
    band: str
    match: bool
    reason: str
    flags: tuple = ()


def score(a, b):
    """The `Match` of two `Side`s, the same in either order. Never raises, whatever the names hold."""
    found = max((likeness(x, y) for x in a.names for y in b.names), key=lambda each: each.score, default=None)
    points = found.score if found else 0.0
    said, flags = [], []
    for cost, words, flag in against(a, b, COMMON if found and found.common else 1):
        points = raised(points, found, -cost) if cost < 0 else points - cost
        said += [words] * bool(words)
        flags += [flag] * bool(flag)
    if shared := same_number(a, b):
        points, flags = max(points, SAME_DOCUMENT), flags + ["SAME_NUMBER"]
    points = round(min(max(points, 0.0), 1.0), 3)
    reason = sentences.reason(found, said, shared)
    return Match(points, band(points), points >= THRESHOLD, reason, tuple(flags))


def raised(points, found, by):
    """The same day of birth lifts names that are alike, not names that are not, and never to STRONG alone."""
    alike = max(points, found.near if found else 0.0)
    return max(points, min(alike + by, 0.94)) if alike >= 0.66 else points


def against(a, b, times):
    """(what it takes away, in words, flag) for each fact besides the names; `times` as much where the names are
    common."""
    cost, words = facts.born(a.dob, b.dob)
    cost *= times if cost > 0.1 else 1
    unknown = not (facts.dates(a.dob) and facts.dates(b.dob))
    yield cost, words, "NO_DOB" if unknown else "DOB_CONFLICT" if cost >= 0.25 else ""
    times = 1 if words == facts.SAME_DAY or times == 1 else ALONE if unknown else times
    ours, theirs = facts.nations(a.nationality), facts.nations(b.nationality)
    if ours and theirs and not ours & theirs:
        yield 0.10 * times, "other nationality", "NATIONALITY"
    sexes = {str(a.sex or "").strip().upper()[:1], str(b.sex or "").strip().upper()[:1]}
    if sexes == {"M", "F"}:
        yield 0.10 * times, "other sex", "SEX"


def same_number(a, b):
    """The document or identifier both have, in words; empty where there is none."""
    one, other = facts.number(a.issuer, a.document), facts.number(b.issuer, b.document)
    if one[1] and one == other:
        return "document"
    shared = sorted(set(a.identifiers) & set(b.identifiers))
    return str(shared[0][0]).lower() if shared else ""


def band(points):
    return next((name for least, name in BANDS if points >= least), "NONE")
