"""Which days an office works, and counting over them (Deadline engine rules 1 and 2).

Nothing here touches the database. A country's public holidays come from PyPI `holidays` as observed; an
office adds days of its own, works on some that others rest, and follows its host country when that moves its
weekend. Counting stays fast over decades because every year is turned once into a sorted list of its working
days and then searched, not walked.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice

# The years over which `holidays` knows anything. A count that leaves them is refused, not guessed.
FIRST_YEAR, LAST_YEAR = 1900, 2100
SATURDAY_SUNDAY = frozenset({5, 6})
EVERY_DAY = frozenset(range(7))
COUNTRY_CODE = re.compile(r"([A-Z]{2,3})(?:-([A-Z0-9]{1,6}))?")


class OutOfRange(ValueError):
    """The count leaves the years for which holidays are known."""

    def __init__(self):
        super().__init__(
            f"Dates must lie between {FIRST_YEAR} and {LAST_YEAR}, the years with known holidays."
        )


class WorkingDays:
    """A calendar to count in. `weekend` holds weekdays (Monday is 0); `holidays` says what else is closed:
    a mapping of date to name, plain dates, or a function from year to either of these. `moved` maps a date to
    the weekend kept from that date on; `worked` maps days worked although closed to the reason."""

    def __init__(
        self,
        weekend: Iterable[int] = SATURDAY_SUNDAY,
        holidays: Callable | Iterable[date] = (),
        moved: Mapping[date, Iterable[int]] | None = None,
        worked: Mapping[date, str] | Iterable[date] = (),
    ):
        self.weekend = _weekend(weekend)
        self._moved = sorted((day, _weekend(days)) for day, days in (moved or {}).items())
        self._moves = [day for day, _ in self._moved]
        self._closed = holidays if callable(holidays) else _by_year(_named(holidays)).get
        self._worked = _by_year(_named(worked))
        self._names: dict[int, dict[date, str]] = {}
        self._working: dict[int, list[int]] = {}

    @staticmethod
    def for_code(code: str) -> "WorkingDays":
        """A country's own calendar: "US", "SA", or with a subdivision "GB-SCT". Unknown: ValueError."""
        return _country(code)

    def holidays_in(self, year: int) -> dict[date, str]:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise OutOfRange
        if year not in self._names:
            closed, worked = _named(self._closed(year) or ()), self.worked_in(year)
            self._names[year] = {day: name for day, name in closed.items() if day not in worked}
        return self._names[year]

    def worked_in(self, year: int) -> dict[date, str]:
        """The days worked that year although the weekend or a holiday would close the office, with the reason."""
        return self._worked.get(year, {})

    def weekend_on(self, day: date) -> frozenset[int]:
        """The weekend kept on that day: the last one that began on it or before."""
        at = bisect_right(self._moves, day)
        return self._moved[at - 1][1] if at else self.weekend

    def rests(self, day: date) -> bool:
        """Whether that day is of the weekend, and not worked all the same."""
        return day.weekday() in self.weekend_on(day) and day not in self.worked_in(day.year)

    def is_working(self, day: date) -> bool:
        return day not in self.holidays_in(day.year) and not self.rests(day)

    def why(self, day: date) -> str:
        """Why nobody works that day: the holiday's name, else the weekday of the weekend, else nothing."""
        if name := self.holidays_in(day.year).get(day):
            return name
        return f"{day:%A}" if self.rests(day) else ""

    def forward(self, day: date) -> date:
        """That day if it is worked, else the next one that is."""
        return day if self.is_working(day) else self.add(day, 1)

    def back(self, day: date) -> date:
        """That day if it is worked, else the last one before that is."""
        return day if self.is_working(day) else self.add(day, -1)

    def add(self, day: date, count: int) -> date:
        """`count` working days later, or earlier when negative. The day itself is never counted."""
        if not count:
            return day
        return self._later(day, count) if count > 0 else self._earlier(day, -count)

    def holidays_passed(self, first: date, last: date, limit: int = 40) -> list[tuple[date, str]]:
        """Holidays between the two days, outside weekends: those a count of working days skips."""
        found = (
            (day, name)
            for year in range(first.year, last.year + 1)
            for day, name in sorted(self.holidays_in(year).items())
            if first < day < last and not self.rests(day)
        )
        return list(islice(found, limit))

    def _later(self, day, count):
        year, days = day.year, self._working_in(day.year)
        at = bisect_right(days, day.toordinal()) + count - 1
        while at >= len(days):
            at -= len(days)
            year += 1
            days = self._working_in(year)
        return date.fromordinal(days[at])

    def _earlier(self, day, count):
        year, days = day.year, self._working_in(day.year)
        at = bisect_left(days, day.toordinal()) - count
        while at < 0:
            year -= 1
            days = self._working_in(year)
            at += len(days)
        return date.fromordinal(days[at])

    def _working_in(self, year):
        if year not in self._working:
            closed = {day.toordinal() for day in self.holidays_in(year)}
            worked = {day.toordinal() for day in self.worked_in(year)}
            # Ordinal 1 is Monday 1 January of year 1.
            self._working[year] = [
                day
                for first, end, weekend in self._stretches(year)
                for day in range(first, end)
                if ((day - 1) % 7 not in weekend and day not in closed) or day in worked
            ]
        return self._working[year]

    def _stretches(self, year):
        """The year in pieces of one weekend each: first day, the day after the last, both as ordinals."""
        begins = [
            date(year, 1, 1),
            *(day for day in self._moves if date(year, 1, 1) < day <= date(year, 12, 31)),
        ]
        ends = [*begins[1:], date(year + 1, 1, 1)]
        return [
            (first.toordinal(), end.toordinal(), self.weekend_on(first))
            for first, end in zip(begins, ends, strict=True)
        ]


def _weekend(days):
    found = frozenset(days)
    if not found <= EVERY_DAY or found == EVERY_DAY:
        raise ValueError("A weekend is a set of weekdays, 0 for Monday to 6, that leaves one to work.")
    return found


def _named(holidays):
    if isinstance(holidays, Mapping):
        return dict(holidays)
    return dict.fromkeys(holidays, "closed")


def _by_year(named):
    years: dict[int, dict[date, str]] = {}
    for day, name in named.items():
        years.setdefault(day.year, {})[day] = name
    return years


@lru_cache(maxsize=256)
def _country(code):
    found = COUNTRY_CODE.fullmatch(code) if isinstance(code, str) else None
    if not found:
        raise ValueError(f"There is no calendar “{_short(code)}”. Name a country, such as US.")
    country, subdivision = found[1], found[2] or ""
    return WorkingDays(country_weekend(country, subdivision), country_holidays(country, subdivision))


def _short(code):
    text = str(code)
    return text if len(text) <= 20 else text[:19] + "…"


def country_weekend(country: str, subdivision: str = "") -> frozenset[int]:
    """The weekend the country keeps now, e.g. Friday and Saturday in Saudi Arabia."""
    return frozenset(_entity(country, subdivision).weekend)


def country_holidays(country: str, subdivision: str = "") -> Callable[[int], dict[date, str]]:
    """Function from year to public holidays there, observed days included."""
    _entity(country, subdivision)
    return lambda year: _holidays_of(country, subdivision, year)


def _entity(country, subdivision, **more):
    from holidays import country_holidays as load  # costs half a second: only processes that count pay it

    try:
        return load(country, subdiv=subdivision or None, **more)
    except (NotImplementedError, AttributeError) as unknown:
        code = f"{country}-{subdivision}" if subdivision else country
        told = f"No holidays are known for “{_short(code)}”. Use an ISO code such as US or GB-SCT."
        raise ValueError(told) from unknown


@lru_cache(maxsize=4096)
def _holidays_of(country, subdivision, year):
    languages = _entity(country, subdivision).supported_languages
    language = {"language": "en_US"} if "en_US" in languages else {}
    found = _entity(country, subdivision, years=year, **language)
    return {day: _plain(name) for day, name in found.items()}


def _plain(name):
    """`Independence Day (observed)` reads better inside a sentence as `Independence Day observed`."""
    return re.sub(r"\s*\(([^()]*)\)", r" \1", name.split(";")[0]).strip()
