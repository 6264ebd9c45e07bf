"""When a mail may go: 08:00 at the recipient, in summer and in winter, and not in their quiet hours (design
§2.8). Pure."""

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

HOUR = 8
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@lru_cache(maxsize=4096)
def morning(day, tz):
    """08:00 local on that day, in UTC. Where the clock jumps over it, the instant it jumps to."""
    return datetime.combine(day, time(HOUR), tzinfo=tz).astimezone(UTC)


def next_morning(at, tz):
    """The first 08:00 local that is not over."""
    day = at.astimezone(tz).date()
    today = morning(day, tz)
    return today if at <= today else morning(day + DAY, tz)


def morning_after(at, tz):
    """08:00 local of the day after: today's digest has left."""
    return morning(at.astimezone(tz).date() + DAY, tz)


def from_morning(now, on, tz):
    """08:00 local on the day of a step; when that is over, now, but not at night."""
    return max(now, morning(on, tz), morning(now.astimezone(tz).date(), tz))


def weekly_morning(at, tz, weekday):
    """The first 08:00 local on that weekday (Monday is 0) that is not over."""
    first = next_morning(at, tz)
    day = first.astimezone(tz).date()
    return morning(day + DAY * ((weekday - day.weekday()) % 7), tz)


def after_quiet(at, tz, quiet_from, quiet_until):
    """The instant itself, or where it falls into quiet hours their end.

    A night is one stretch from the first time the clock shows its beginning to the last time it shows its end:
    an hour that comes twice does not break it open, an hour that is skipped ends it where the clock jumps to.
    """
    today = at.astimezone(tz).date()
    for first in (today - DAY, today):
        last = first if quiet_from < quiet_until else first + DAY
        if _shown(first, quiet_from, tz)[0] <= at < (end := _shown(last, quiet_until, tz)[1]):
            return end
    return at


def _shown(day, clock, tz):
    """The first and the last instant at which the local clock shows this hour on this day."""
    first, last = (datetime.combine(day, clock, tz).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return (first, last) if first <= last else (_jump(last, first, tz),) * 2


def _jump(before, after, tz):
    """The instant between these two at which the clock is put forward, to the second."""
    while after - before > SECOND:
        middle = before + ((after - before) // 2 // SECOND) * SECOND
        if middle.astimezone(tz).utcoffset() == before.astimezone(tz).utcoffset():
            before = middle
        else:
            after = middle
    return after
