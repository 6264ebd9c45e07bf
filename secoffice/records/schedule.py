"""The retention schedule (domain F.3): how long records are kept, and from which event.

GRS 5.6 leaves out the mission records of law enforcement: investigations begin as UNSCHEDULED, which may not be
destroyed, until the records officer chooses an item. A longer period applies to old records at once; a shorter one
only after the records officer looked at each (see `eligible_on`).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

VERSION = "2026-1"
UNSCHEDULED = "UNSCHEDULED"


@dataclass(frozen=True)
class Item:
    """`years`, `months` and `days` together are the period; none of them means that nothing is destroyed. `since` is
    the event the period runs from."""

    code: str
    title: str
    years: int = 0
    months: int = 0
    days: int = 0
    since: str = "the record was closed"

    @property
    def has_term(self):
        return bool(self.years or self.months or self.days)

    @property
    def term(self):
        """The period in words."""
        parts = ((self.years, "year"), (self.months, "month"), (self.days, "day"))
        said = [f"{n} {word}{'s' * (n != 1)}" for n, word in parts if n]
        return " ".join(said) or "kept; may not be destroyed"

    @property
    def label(self):
        return f"{self.code}: {self.title} ({self.term})"

    def after(self, day: date) -> date | None:
        """The day from which a record may be proposed for destruction; None while it is kept without an end."""
        if not self.has_term:
            return None
        months = day.month - 1 + self.months + 12 * self.years
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days=self.days)


ITEMS = {
    item.code: item
    for item in (
        Item(UNSCHEDULED, "no item chosen yet"),
        Item("GRS 5.6-010", "security administration", years=3),
        Item("GRS 5.6-020", "key and card accountability, high-security areas", years=3, since="the key came back"),
        Item("GRS 5.6-021", "key and card accountability, other areas", months=6, since="the key came back"),
        Item("GRS 5.6-030", "uniform and equipment tracking", months=3),
        Item("GRS 5.6-040", "property passes", months=3),
        Item("GRS 5.6-070", "interagency security committee", years=10),
        Item("GRS 5.6-090", "area surveillance recordings", days=30),
        Item("GRS 5.6-100", "incident and accident records", years=3),
        Item("GRS 5.6-110", "visitor processing, high-security areas", years=5),
        Item("GRS 5.6-111", "visitor processing, other areas", years=2),
        Item("GRS 5.6-120", "identification credentials and cards: application", years=6),
        Item("GRS 5.6-170", "own personnel-security reports, by the investigating agency"),
        Item("GRS 5.6-171", "the same under delegated authority, by agreement"),
        Item("GRS 5.6-180", "clearance records: not cleared", years=1, since="the decision"),
        Item("GRS 5.6-181", "clearance records: cleared", years=5, since="the relationship ended"),
        Item("GRS 5.6-190", "index of clearances, until superseded"),
        Item("GRS 5.6-200", "information-security violations", years=5),
        Item("GRS 5.6-210", "insider-threat administration", years=7),
        Item("GRS 5.6-220", "insider-threat inquiry", years=25),
        Item("GRS 5.6-230", "insider-threat information", years=25),
        Item("GRS 5.6-240", "insider-threat user activity", years=5),
        Item("SF-312", "non-disclosure agreements", years=50, since="signing"),
        Item("LOCAL-LIA", "liaison cases (local policy)", years=5),
    )
}  # fmt: skip


def called(code):
    """The item; one that a later schedule no longer has is kept without an end."""
    return ITEMS.get(code) or Item(code, "no longer in the schedule")
