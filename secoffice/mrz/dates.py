"""Dates of six digits. ICAO 9303 has no rule for the century; ours is in domain C.4: a birth lies in the latest century
that is not after the day of inspection, an expiry in 20YY unless that is more than twenty years ahead."""

from calendar import isleap, monthrange
from datetime import date

from secoffice.mrz.digits import FILLER

COMPLETE, PARTIAL, UNKNOWN, BAD = "complete", "partial", "unknown", "bad"
NOTHING = "<<<<<<"

YEARS = frozenset(f"{year:02}" for year in range(100))
# 29 February is in it: the century is not written, so it is tested again against the derived year
DAYS = frozenset(
    f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, monthrange(2000, month)[1] + 1)
)
MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
PARTS = DAYS | {month + "<<" for month in MONTHS} | {"<<<<"} | {f"<<{day:02}" for day in range(1, 32)}


class Inspection:
    """The day a document is looked at, as reading needs it."""

    def __init__(self, day):
        self.iso = day.isoformat()[:10]
        self.six = day.strftime("%y%m%d")
        self.century, self.before = f"{day.year // 100:02}", f"{max(day.year // 100 - 1, 0):02}"
        self.farthest = f"{day.year + 20}{self.six[2:]}"  # the last day an expiry may lie in the twenties

    def birth(self, six):
        """(state, ISO date or None)."""
        if six[2:] in DAYS and six[:2] in YEARS:
            iso = dashed((self.century if six <= self.six else self.before) + six)
            return (COMPLETE, iso) if six[2:] != "0229" or exists(iso) else (BAD, None)
        if six == NOTHING:
            return UNKNOWN, None
        if six[2:] in PARTS and (six[:2] in YEARS or six[:2] == "<<"):
            return PARTIAL, None
        return BAD, None

    def expiry(self, six):
        """ISO date, or None for what is no date."""
        if six[2:] not in DAYS or six[:2] not in YEARS:
            return None
        iso = dashed(("20" if "20" + six <= self.farthest else "19") + six)
        return iso if six[2:] != "0229" or exists(iso) else None


def dashed(eight):
    return f"{eight[:4]}-{eight[4:6]}-{eight[6:]}"


def exists(iso):
    """Of a 29 February: whether its year has one."""
    return isleap(int(iso[:4]))


def ten_years_after(day):
    return f"{day.year + 10:04}{day.isoformat()[4:]}"


def six_characters(value, *, whole):
    """A date as written in the zone. Takes a date, “1974-08-12”, the six characters themselves and, where `whole` is
    not asked for, “1974-08”, “1974”, “” and None. ValueError with a reason for anything else."""
    if isinstance(value, date):
        return value.strftime("%y%m%d")
    text = str(value or "").strip()
    six = text if len(text) == 6 else "".join(text.split("-"))[2:].ljust(6, FILLER)
    year, rest = six[:2], six[2:]
    if year in YEARS and rest in DAYS and (rest != "0229" or len(text) == 6 or isleap(int(text[:4]))):
        return six
    if not whole and (six == NOTHING or (rest in PARTS - DAYS and (year in YEARS or year == "<<"))):
        return six
    raise ValueError("is no date" if whole else "is neither a date nor a known part of one")
