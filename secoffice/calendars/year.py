"""One year of a calendar as a page shows it: months in weeks, the days that are no ordinary days, and the hours at
which the clocks of its offices change. Nothing here touches the database.
"""

from calendar import Calendar as Weeks
from calendar import day_abbr, day_name, month_name
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

HEADS = tuple((day_abbr[day], day_name[day]) for day in range(7))


@dataclass(frozen=True)
class Day:
    """A square of the grid. `kind`: "closed", "rest", "worked" or nothing; `says` names it for who cannot see it."""

    on: date
    kind: str
    says: str
    today: bool


@dataclass(frozen=True)
class Named:
    """A day of the table under the grid. `own` is the row of the calendar that says so, None for the country's."""

    on: date
    name: str
    worked: bool
    weekend: bool
    own: object = None


@dataclass(frozen=True)
class ClockChange:
    """`on` and the two times on the wall: when the clocks are changed, and what they are set to."""

    zone: str
    on: date
    before: str
    after: str
    forward: bool


def months(days, year, today):
    """Twelve pairs: name, and weeks of seven squares, None outside the month."""
    weeks = Weeks()
    return [
        (
            month_name[month],
            [
                [_square(days, day, today) if day.month == month else None for day in week]
                for week in weeks.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _square(days, day, today):
    closed, worked = days.holidays_in(day.year).get(day), days.worked_in(day.year).get(day)
    if worked is not None:
        kind, says = "worked", f"worked, {worked}"
    elif closed:
        kind, says = "closed", f"closed, {closed}"
    else:
        kind, says = ("rest", "weekend") if days.rests(day) else ("", "")
    return Day(day, kind, says, day == today)


def named(days, year, own):
    """Holidays, own closed days and worked days of that year, in order. `own` maps dates to rows."""
    found = days.holidays_in(year) | days.worked_in(year)
    return [
        Named(on, name, on in days.worked_in(year), on.weekday() in days.weekend_on(on), own.get(on))
        for on, name in sorted(found.items())
    ]


def working_count(days, year):
    """How many days are worked that year."""
    first = date(year, 1, 1)
    return sum(days.is_working(first + timedelta(days=n)) for n in range((date(year + 1, 1, 1) - first).days))


def clock_changes(zone, year):
    """When the clocks of a time zone change in that year of its own; none where it keeps one time."""
    found, start = [], datetime(year, 1, 1, tzinfo=zone).astimezone(UTC)
    for n in range(366):
        low, high = start + timedelta(days=n), start + timedelta(days=n + 1)
        if _offset(low, zone) != _offset(high, zone):
            change = _told(_instant(low, high, zone), zone)
            found += [change] if change.on.year == year else []
    return found


def _instant(low, high, zone):
    """The first minute of the new time, between two instants of different times."""
    before = _offset(low, zone)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=int((high - low).total_seconds() // 120))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _told(instant, zone):
    old, new = _offset(instant - timedelta(minutes=1), zone), _offset(instant, zone)
    before = (instant + old).replace(tzinfo=None)
    after = f"{instant + new:%H:%M}"
    return ClockChange(str(zone), before.date(), f"{before:%H:%M}", after, new > old)


def _offset(instant, zone):
    return instant.astimezone(zone).utcoffset()
