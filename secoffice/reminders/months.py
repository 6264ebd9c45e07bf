"""A month of dates as weeks and days: what is due when, and on which days nobody works."""

from calendar import Calendar as Grid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from secoffice.calendars.working_days import FIRST_YEAR, LAST_YEAR, OutOfRange, WorkingDays
from secoffice.reminders import desk

A_DAY = 4  # entries shown in a day before the rest becomes a link
AT_MOST = 1000
WEEKS = Grid(firstweekday=0)


@dataclass(frozen=True)
class Day:
    """One day of the grid. `closed` says why nobody works then; `more` how many dates are not shown."""

    on: date
    inside: bool
    today: bool
    closed: str = ""
    deadlines: list = field(default_factory=list)
    more: int = 0


def read(text):
    """The first day of a month written `2026-11`; ValueError where it is none that the calendars know."""
    year, _, month = text.partition("-")
    if not (len(year) == 4 and len(month) == 2 and (year + month).isdecimal() and text.isascii()):
        raise ValueError(text)
    first = date(int(year), int(month), 1)
    if not FIRST_YEAR < first.year < LAST_YEAR:
        raise OutOfRange
    return first


def beside(first):
    """The months before and after."""
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)


def of_office(user):
    """The working days of the reader's office; without an office the weekend is all there is."""
    return user.office.calendar.working_days() if user.office_id else WorkingDays()


def weeks(user, whose, first, now):
    """The weeks of a month with their days, and how many dates stand in it. Three queries, however many dates."""
    grid = WEEKS.monthdatescalendar(first.year, first.month)
    found = desk.of(user, whose).filter(due_on__gte=grid[0][0], due_on__lte=grid[-1][-1])
    rows = list(found.order_by("due_on", "due_at", "id")[: AT_MOST + 1])
    due = defaultdict(list)
    for row in rows[:AT_MOST]:
        due[row.due_on].append(row)
    today, working = timezone.localtime(now).date(), of_office(user)

    def day(on):
        inside, all_due = (on.year, on.month) == (first.year, first.month), due[on]
        shown = all_due if len(all_due) <= A_DAY else all_due[: A_DAY - 1]
        return Day(on, inside, on == today, working.why(on), shown, len(all_due) - len(shown))

    number = sum(len(due[on]) for week in grid for on in week if on.month == first.month)
    return [[day(on) for on in week] for week in grid], number, len(rows) > AT_MOST
