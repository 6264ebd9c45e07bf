"""Closed days out of a calendar file (RFC 5545), read from strangers: nothing in it is believed.

Size, number of events, depth and work are bounded before anything is expanded; what cannot be read is said event by
event and stops nothing else. Only whole days count, and of rules that repeat only the yearly ones.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from icalendar import Calendar

ONE_DAY = timedelta(days=1)
RULE_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"}
ORDINAL = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST_MONTHDAY, LAST_ORDINAL, NAME_LENGTH, DEPTH, NAMELESS = 31, 53, 80, 4, "Closed"
# What the reader and the rules raise on input that makes no sense.
NONSENSE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


class Unreadable(ValueError):
    """The file as a whole is refused, in a sentence for who chose it."""


class Skipped(ValueError):
    """One event cannot be read; the others can."""


@dataclass(frozen=True)
class Found:
    """One day of one event; without `on` the event could not be read, and `problem` says why."""

    on: date | None
    name: str
    problem: str = ""


def read(content, first_year, last_year):
    """Every day of every event within those years, in order, those that cannot be read last. Unreadable when the
    file is none, or too big."""
    events = _events(content)
    replaced = {(str(e.get("UID", "")), _moment(e["RECURRENCE-ID"])) for e in events if "RECURRENCE-ID" in e}
    found, work = [], _Work(settings.CALENDAR_FILE_DAYS)
    for event in events:
        name = _name(event)
        try:
            days = _days(event, first_year, last_year, replaced, work)
            found += [Found(day, name) for day in sorted(days) if first_year <= day.year <= last_year]
        except Skipped as why:
            found.append(Found(None, name, str(why)))
        except Unreadable:
            raise
        except NONSENSE:
            found.append(Found(None, name, "Its dates make no sense."))
        work.keep(len(found))
    return sorted(found, key=lambda each: (each.on is None, each.on or date.max, each.name))


class _Work:
    """How much one file may ask for: days found, and years walked to count repetitions."""

    def __init__(self, days):
        self.days, self.years = days, 10 * days

    def keep(self, found):
        if found > self.days:
            raise Unreadable(
                f"This file holds more than {self.days} days. Choose fewer years, or a smaller file."
            )

    def walk(self, years):
        self.years -= years
        if self.years < 0:
            raise Unreadable("This file repeats its days too often to be read.")


def _events(content):
    if len(content) > settings.CALENDAR_FILE_BYTES:
        raise Unreadable(f"Choose a file of at most {settings.CALENDAR_FILE_BYTES // 1024} KB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("This is no calendar file: it is not text.") from None
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR") or "\0" in text:
        raise Unreadable("This is no calendar file. Such files end in .ics and begin with BEGIN:VCALENDAR.")
    _bounded(text)
    try:
        events = list(Calendar.from_ical(text).walk("VEVENT"))
    except NONSENSE:
        raise Unreadable("This calendar file is damaged and cannot be read.") from None
    if not events:
        raise Unreadable("This calendar file holds no event.")
    return events


def _bounded(text):
    """Refuse more events, or deeper nesting, than any calendar of holidays has, before the reader sees them."""
    events, depth = 0, 0
    for line in text.splitlines():
        start = line[:12].upper()
        depth += start.startswith("BEGIN:") - start.startswith("END:")
        events += start == "BEGIN:VEVENT"
        if depth > DEPTH:
            raise Unreadable("This calendar file is damaged and cannot be read.")
    if events > settings.CALENDAR_FILE_EVENTS:
        raise Unreadable(
            f"This file holds more than {settings.CALENDAR_FILE_EVENTS} events. Choose a smaller one."
        )


def _name(event):
    said = event.get("SUMMARY", "")
    said = said[0] if isinstance(said, list) and said else said
    shown = "".join(each if each.isprintable() else " " for each in str(said))
    return " ".join(shown.split())[:NAME_LENGTH] or NAMELESS


def _days(event, first_year, last_year, replaced, work):
    """The days of one event, repetitions included."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        raise Skipped("The file says it is cancelled.")
    begins, length = _span(event)
    starts = set(_starts(event, begins, first_year, last_year, work))
    if "RECURRENCE-ID" not in event:
        uid = str(event.get("UID", ""))
        starts = {day for day in starts if (uid, day) not in replaced}
    return {start + ONE_DAY * n for start in starts for n in range(length)}


def _span(event):
    """First day and number of days. The end of an event is the day after its last one."""
    begins = _whole_day(event.get("DTSTART"))
    if "DTEND" in event:
        length = (_whole_day(event["DTEND"]) - begins).days or 1
    elif "DURATION" in event:
        span = event["DURATION"].dt
        if span % ONE_DAY:
            raise Skipped("It has a time of day; only whole days close an office.")
        length = span.days
    else:
        length = 1
    if length < 1:
        raise Skipped("It ends before it begins.")
    if length > settings.CALENDAR_FILE_SPAN:
        raise Skipped(f"It lasts {length} days; at most {settings.CALENDAR_FILE_SPAN} are read.")
    return begins, length


def _whole_day(value):
    """The date of a DATE, or of a midnight, which some programs write for one."""
    if value is None or isinstance(value, list):
        raise Skipped("It says no day." if value is None else "It says several beginnings.")
    moment = value.dt
    if isinstance(moment, datetime):
        if moment.time() != time.min:
            raise Skipped("It has a time of day; only whole days close an office.")
        return moment.date()
    if not isinstance(moment, date):
        raise Skipped("It says no day.")
    return moment


def _moment(value):
    moment = getattr(value, "dt", None)
    return moment.date() if isinstance(moment, datetime) else moment


def _starts(event, begins, first_year, last_year, work):
    """The first days of the event and of its repetitions, from the year before the span on: it may reach in."""
    if "RRULE" not in event and "RDATE" not in event:
        return [begins]
    if "EXRULE" in event or isinstance(event.get("RRULE"), list):
        raise Skipped("It repeats in a way that is not read here; only yearly rules are.")
    starts = {begins, *_listed(event.get("RDATE"))}
    if "RRULE" in event:
        starts |= set(_repeated(event["RRULE"], begins, first_year - 1, last_year, work))
    return starts - set(_listed(event.get("EXDATE")))


def _listed(value):
    for each in value if isinstance(value, list) else [value] if value is not None else []:
        yield from (_moment(entry) for entry in each.dts)


def _repeated(rule, begins, first_year, last_year, work):
    parts = {str(name).upper(): value for name, value in rule.items()}
    if [str(each).upper() for each in parts.get("FREQ", [])] != ["YEARLY"] or not parts.keys() <= RULE_PARTS:
        raise Skipped("It repeats in a way that is not read here; only yearly rules are.")
    step, until, count = int(_one(parts, "INTERVAL", 1)), _until(parts), _one(parts, "COUNT", None)
    if step < 1 or (count is not None and int(count) < 1):
        raise Skipped("Its rule makes no sense.")
    since = begins.year if count is not None else _aligned(begins.year, first_year, step)
    years = range(since, last_year + 1, step)
    work.walk(len(years))
    each_year = _choice(parts, begins)
    days = [day for year in years for day in _in_year(year, each_year) if day >= begins]
    return [day for day in days[: int(count) if count is not None else None] if until is None or day <= until]


def _aligned(year, first, step):
    """The first year of the rule that is not before `first`."""
    return year if year >= first else year + -(-(first - year) // step) * step


def _one(parts, name, default):
    given = parts.get(name, default)
    return given[0] if isinstance(given, list) else given


def _until(parts):
    until = _one(parts, "UNTIL", None)
    return until.date() if isinstance(until, datetime) else until


def _choice(parts, begins):
    """What of a year the rule means: months, days of the month, weekdays with their place. What it leaves open is
    as in its first day.
    """
    months = _numbers(parts.get("BYMONTH"), 1, 12)
    days = _numbers(parts.get("BYMONTHDAY"), -LAST_MONTHDAY, LAST_MONTHDAY)
    weekdays = [_placed(each) for each in parts.get("BYDAY", [])]
    if not days and not weekdays:
        days, months = [begins.day], months or [begins.month]
    return months, days, weekdays


def _numbers(given, low, high):
    numbers = [int(each) for each in given or ()]
    if any(not low <= each <= high or each == 0 for each in numbers):
        raise Skipped("Its rule makes no sense.")
    return set(numbers)


def _placed(text):
    """`-1MO` as (0, -1), `MO` as (0, 0): the weekday, and which of them."""
    found = ORDINAL.fullmatch(str(text).upper())
    place = int(found[1] or 0) if found else LAST_ORDINAL + 1
    if abs(place) > LAST_ORDINAL:
        raise Skipped("Its rule makes no sense.")
    return NAMES.index(found[2]), place


def _in_year(year, chosen):
    months, days, weekdays = chosen
    spans = [_month(year, month) for month in sorted(months or range(1, 13))]
    if days:
        found = {span[day - 1 if day > 0 else day] for span in spans for day in days if abs(day) <= len(span)}
        allowed = {weekday for weekday, _ in weekdays}
        return sorted(day for day in found if not allowed or day.weekday() in allowed)
    whole = spans if months else [[day for span in spans for day in span]]
    return sorted({day for span in whole for each in weekdays for day in _those(span, *each)})


def _month(year, month):
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _those(span, weekday, place):
    """The days of that weekday in a month or a year: all of them, or the one in that place."""
    days = [day for day in span if day.weekday() == weekday]
    if not place:
        return days
    return [days[place - 1 if place > 0 else place]] if abs(place) <= len(days) else []
