"""What birth dates, nationalities, sex and numbers take from the score of the names (H.3). Pure rules."""

import re
from functools import cache

from secoffice.people.matching import known

BORN = re.compile(r"^(\d{4}|\?{4}|\?\?)-(\d\d|\?\?)-(\d\d|\?\?)$")
SAME_DAY = "born the same day"
NOT_A_NATION = {"SUN", "YUG", "SCG", "CSK", "DDR", "XXX"}  # dissolved, or not stated


def dates(text):
    """(year, month, day), None for what is not known; None for what is not a date."""
    text = (text or "").strip()
    if re.fullmatch(r"\d{4}", text):
        text += "-??-??"
    elif re.fullmatch(r"\d{4}-\d\d", text):
        text += "-??"
    found = BORN.match(text[:10])
    if not found:
        return None
    parts = tuple(None if "?" in part else int(part) for part in found.groups())
    return None if parts == (None, None, None) else parts


def born(one, other):
    """(what it takes away, in words) for two birth dates."""
    a, b = dates(one), dates(other)
    if not a or not b:
        return 0.0, ""
    if None in a + b:
        if all(x is None or y is None or x == y for x, y in zip(a, b, strict=True)):
            return 0.0, "birth dates agree as far as they are known"
        if a[0] and b[0] and abs(a[0] - b[0]) == 1 and None in a[1:] and None in b[1:]:
            return 0.10, "born a year apart, as far as it is known"
        return 0.25, "birth dates conflict"
    if a == b:
        return -0.10, SAME_DAY
    return apart(a, b)


def apart(a, b):
    """Two whole dates that differ."""
    years = abs(a[0] - b[0])
    if not years and a[1:] == b[:0:-1]:
        return 0.05, "day and month of birth swapped"
    if not years and (1, 1) in (a[1:], b[1:]):
        return 0.05, "born the same year, one on the first of January as where the day is not known"
    if a[:2] == b[:2]:
        return 0.10, "born the same month, another day"
    if a[1:] == b[1:] and years <= 2:
        return 0.10, "born the same day of another year close by"
    if a[1:] == b[1:] and mistyped(a[0], b[0]):
        return 0.15, "born the same day of a year that one digit tells apart"
    if not years:
        return 0.15, "born the same year, another day"
    return (0.25, "born on other days") if years < 3 else (0.25, "born years apart")


def mistyped(year, other):
    """Whether one digit differs, or two neighbours are swapped: 1974 and 1964, 1974 and 1947."""
    a, b = str(year), str(other)
    return sum(x != y for x, y in zip(a, b, strict=False)) == 1 or (a[:2] == b[:2] and a[2:] == b[:1:-1])


def nations(text):
    """Three-letter codes of a list of nationalities; what dissolved says nothing."""
    found = re.findall(r"\b[A-Z]{2,3}\b", (text if isinstance(text, str) else " ".join(text or ())).upper())
    return {three_letters().get(code, code) for code in found} - NOT_A_NATION


@cache
def three_letters():
    return {code[:2]: code[2:] for line in known.lines("countries.txt") for code in line.split()}


def number(issuer, document):
    """One document, as it is compared; empty where the number is too short to say anything."""
    digits = re.sub(r"[^A-Z0-9]", "", str(document or "").upper())
    return (str(issuer or "").strip().upper(), digits) if len(digits) >= 4 else ("", "")
