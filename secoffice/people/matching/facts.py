"""What birth dates, nationalities, sex and numbers take from the score of the names (H.3). Pure rules."""

import re
from functools import cache

from secoffice.people.matching import known

BORN = re.compile(r"^([\d?]{4}|\?\?)(?:-([\d?]{1,2})(?:-([\d?]{1,2}))?)?(?:[T ].*)?$")
DOTTED = re.compile(r"^([\d?]{1,2})\.([\d?]{1,2})\.(\d{4})$")
RUN_TOGETHER = re.compile(r"^(\d{4})(\d\d)(\d\d)$")
ENDS_IN_YEAR = re.compile(r"^([\d?]{1,2})-([\d?]{1,2})-(\d{4})$")
CODE = re.compile("[A-Z]{2,3}")
SAME_DAY = "born the same day"
NOT_A_NATION = {"SUN", "YUG", "SCG", "CSK", "DDR", "XXX"}  # dissolved, or not stated


def dates(text):
    """(year, month, day), None for what is not known; None for what is not a date. Besides 1974-08-12 and its parts
    it reads 19740812, 1974/8/12, 12.08.1974 and, where it can be told which is the month, 08/25/1974."""
    text = (text or "").strip()
    text = DOTTED.sub(r"\3-\2-\1", text)  # day, month and year, wherever dots are written
    text = re.sub("[./]", "-", text[:10]) + text[10:]
    if found := BORN.match(text) or RUN_TOGETHER.match(text):
        parts = tuple(map(known_part, (*found.groups(), None, None)[:3]))
    elif found := ENDS_IN_YEAR.match(text):
        parts = dated(*map(known_part, found.groups()))
    else:
        return None
    _, month, day = parts
    return parts if any(parts) and (month or 1) <= 12 and (day or 1) <= 31 else None


def known_part(text):
    """A number; None for one with a question mark, left out, or nought."""
    return int(text) or None if text and "?" not in text else None


def dated(one, other, year):
    """Day and month before the year, as they can be; neither where both may be either."""
    if not one or not other or max(one, other) > 12:
        day, month = (other, one) if (one or 1) <= 12 < (other or 0) else (one, other)
        return year, month, day
    return (year, one, other) if one == other else (year, None, None)


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
    told = re.split(r"[,;/|]+", text if isinstance(text, str) else ";".join(text or ()))
    found = [each.upper().split() for each in told]
    codes = {code for each in found if all(map(CODE.fullmatch, each)) for code in each}
    return {three_letters().get(code, code) for code in codes} - NOT_A_NATION


@cache
def three_letters():
    return {code[:2]: code[2:] for line in known.lines("countries.txt") for code in line.split()}


def number(issuer, document):
    """One document, as it is compared; empty where the number is too short to say anything."""
    digits = re.sub(r"[^A-Z0-9]", "", str(document or "").upper())
    return (str(issuer or "").strip().upper(), digits) if len(digits) >= 4 else ("", "")
