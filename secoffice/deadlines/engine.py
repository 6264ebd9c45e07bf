"""Deadline engine: from a trigger and a rule to dates, and a sentence that explains them (domain §0.1).

Pure: no database, no clock. What it decides where the rules leave room:

* A due day ends at 23:59:59 local, whatever the roll; where the clock is put back over midnight that is the
  second 23:59:59. Instants are given in UTC, days in the zone of the responsible office.
* Hours are elapsed time: 24 hours over a change of clocks are 24 hours. They are rolled only when the rule
  asks, and then keep the hour of the local clock. Their alerts are days like all others.
* A month or year ends on the same day of the month, or on the last one where that day does not exist.
* Half and warn on one day give one alert, and warn is the one. Escalation displaces the daily reminder.
* Back-planning (negative days) has no start of its own, for the trigger lies after the due day. Alerts are
  measured from `counts_from`, normally the day it was set; without that half is dropped, the rest kept.
* Tolled days are added to both due values, and the effective one is rolled again when it then falls on a day
  nobody works.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from secoffice.calendars.working_days import FIRST_YEAR, LAST_YEAR, OutOfRange, WorkingDays
from secoffice.deadlines.explanation import sentence

HOURS, CALENDAR_DAYS, BUSINESS_DAYS, MONTHS, YEARS = UNITS = ("h", "cd", "bd", "month", "year")
FORWARD, BACK, NONE = ROLLS = ("FORWARD", "BACK", "NONE")
WARN_BD = 3
ESCALATE_BD = (1, 5)
AHEAD_UNITS = (CALENDAR_DAYS, BUSINESS_DAYS, MONTHS, YEARS)
LONGEST_ALERT = 400
LONGEST = {HOURS: 1_800_000, CALENDAR_DAYS: 75_000, BUSINESS_DAYS: 75_000, MONTHS: 2_500, YEARS: 250}


@dataclass(frozen=True)
class Alerts:
    """The days on which somebody is told. None: dropped."""

    half_on: date | None
    warn_on: date | None
    escalate_1_on: date | None
    escalate_2_on: date | None
    ahead_on: list[str] = field(default_factory=list)  # ISO days, as they are stored

    @property
    def escalations(self):
        return [self.escalate_1_on, self.escalate_2_on]


@dataclass(frozen=True)
class Count:
    """One question to the engine: so many units from a trigger, in a calendar and a time zone."""

    trigger_at: datetime
    trigger_on: date
    days: int
    unit: str
    roll: str
    calendar: WorkingDays
    tz: tzinfo
    tolled: int

    def __post_init__(self):
        if self.unit not in UNITS:
            raise ValueError(f"The unit is one of {', '.join(UNITS)}.")
        if self.roll not in ROLLS:
            raise ValueError(f"The roll is one of {', '.join(ROLLS)}.")
        if abs(self.days) > LONGEST[self.unit] or not 0 <= self.tolled <= LONGEST[CALENDAR_DAYS]:
            raise OutOfRange

    @property
    def in_hours(self):
        return self.unit == HOURS

    def answers(self, tolled):
        """Raw and effective value: days, or instants where hours are counted."""
        raw = self._raw()
        due = self.rolled(raw)
        return self.held(raw, due, tolled) if tolled else (raw, due)

    def held(self, raw, due, days):
        """Rule 6: both values later by the days the clock stood still."""
        return _shifted(raw, days), self.rolled(_shifted(due, days))

    def rolled(self, due):
        if not self.in_hours:
            return rolled(due, self.roll, self.calendar)
        local = due.astimezone(self.tz)
        _within(local.year)
        day = rolled(local.date(), self.roll, self.calendar)
        return due if day == local.date() else datetime.combine(day, local.time(), self.tz).astimezone(UTC)

    def day_of(self, value):
        return local_day(value, self.tz) if self.in_hours else value

    def instant_of(self, value):
        return value if self.in_hours else end_of_day(value, self.tz)

    def _raw(self):
        if self.in_hours:
            return self.trigger_at + timedelta(hours=self.days)
        if self.unit == BUSINESS_DAYS:
            return self.calendar.add(self.trigger_on, self.days)
        if self.unit == CALENDAR_DAYS:
            return _shifted(self.trigger_on, self.days)
        return _months_later(self.trigger_on, self.days * (12 if self.unit == YEARS else 1))


@dataclass(frozen=True)
class Dates:
    """What a rule says about a trigger. `raw` and `due` are days, or instants where hours are counted."""

    count: Count
    raw: date | datetime
    due: date | datetime
    alerts: Alerts

    @property
    def raw_at(self):
        return self.count.instant_of(self.raw)

    @property
    def raw_on(self):
        return self.count.day_of(self.raw)

    @property
    def due_at(self):
        return self.count.instant_of(self.due)

    @property
    def due_on(self):
        return self.count.day_of(self.due)

    @property
    def explanation(self):
        return sentence(self.count)


def work_out(
    *,
    days: int,
    days_calendar: WorkingDays,
    tz: tzinfo,
    trigger_at: datetime | None = None,
    trigger_on: date | None = None,
    unit: str = CALENDAR_DAYS,
    roll: str | None = None,
    tolled: int = 0,
    half: bool = True,
    warn_bd: int = WARN_BD,
    ahead: tuple = (),
    escalate_bd: tuple[int, int] = ESCALATE_BD,
    counts_from: date | None = None,
) -> Dates:
    """Apply a rule to a trigger: an instant, or a local day (its first instant). Refuses with ValueError."""
    roll = roll or (NONE if unit == HOURS else FORWARD)
    count = Count(*_trigger(trigger_at, trigger_on, tz), days, unit, roll, days_calendar, tz, tolled)
    raw, due = count.answers(tolled)
    since = counts_from or (count.trigger_on if days >= 0 else None)
    settings = {"half": half, "warn_bd": warn_bd, "ahead": ahead, "escalate_bd": escalate_bd}
    return Dates(count, raw, due, alerts(count.day_of(due), days_calendar, since=since, **settings))


def alerts(
    due_on, days_calendar, *, since=None, half=True, warn_bd=WARN_BD, ahead=(), escalate_bd=ESCALATE_BD
) -> Alerts:
    """Rule 5. `since` is the day the clock started: an alert on it or before is dropped."""

    def kept(day):
        return day if day and (since is None or day > since) else None

    half_on = kept(since + (due_on - since) // 2) if half and since and since < due_on else None
    warn_on = kept(days_calendar.add(due_on, -warn_bd)) if warn_bd else None
    late = [kept(days_calendar.add(due_on, count)) for count in escalate_bd] or [None, None]
    early = {kept(_before(due_on, count, unit, days_calendar)) for count, unit in ahead} - {None}
    ahead_on = [day.isoformat() for day in sorted(early)]
    return Alerts(None if half_on == warn_on else half_on, warn_on, *late, ahead_on)


def sound_alerts(warn_bd, ahead, escalate_bd):
    """Whether these settings say when somebody is told, on days that can be counted."""
    counts = [warn_bd, *escalate_bd, *(count for count, _ in ahead)]
    whole = all(isinstance(count, int) and not isinstance(count, bool) for count in counts)
    climbs = len(escalate_bd) == 2 and 1 <= escalate_bd[0] < escalate_bd[1] <= LONGEST_ALERT
    return (
        whole
        and 0 <= warn_bd <= LONGEST_ALERT
        and (climbs or not escalate_bd)
        and all(unit in AHEAD_UNITS and 1 <= count <= LONGEST_ALERT for count, unit in ahead)
    )


def _before(due_on, count, unit, days_calendar):
    """The day so long before; None where no calendar reaches."""
    try:
        if unit == BUSINESS_DAYS:
            return days_calendar.add(due_on, -count)
        if unit == CALENDAR_DAYS:
            return _shifted(due_on, -count)
        return _months_later(due_on, -count * (12 if unit == YEARS else 1))
    except OutOfRange:
        return None


def rolled(day, roll, days_calendar):
    """Rule 3: where a due day goes that may fall on a day nobody works."""
    if roll == FORWARD:
        return days_calendar.forward(day)
    return days_calendar.back(day) if roll == BACK else day


def end_of_day(day: date, tz: tzinfo) -> datetime:
    """The last second of a local day, in UTC; of two such seconds the later."""
    return datetime.combine(day, time(23, 59, 59), tz).replace(fold=1).astimezone(UTC)


def start_of_day(day: date, tz: tzinfo) -> datetime:
    """The first instant of a local day, in UTC, also where the clock is put forward over midnight."""
    return datetime.combine(day, time(), tz).astimezone(UTC)


def local_day(at: datetime, tz: tzinfo) -> date:
    return at.astimezone(tz).date()


def _trigger(trigger_at, trigger_on, tz):
    if trigger_at is None and trigger_on is None:
        raise ValueError("Give the trigger: a date or an instant.")
    if trigger_at is not None and trigger_at.tzinfo is None:
        raise ValueError("The trigger instant needs a time zone.")
    _within((trigger_at or trigger_on).year)
    if trigger_at is None:
        return start_of_day(trigger_on, tz), trigger_on
    return trigger_at.astimezone(UTC), local_day(trigger_at, tz)


def _within(year):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfRange


def _months_later(day, count):
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    _within(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shifted(day, count):
    try:
        moved = day + timedelta(days=count)
    except OverflowError:
        raise OutOfRange from None
    _within(moved.year)
    return moved
