"""The sentence beside a date: it retells the computation, so that nobody has to trust it (domain §0.1).

Pure. A test reads the dates back out of the sentence.
"""

from datetime import timedelta
from functools import lru_cache

WORDS = {"h": "hour", "cd": "calendar day", "bd": "business day", "month": "month", "year": "year"}
LISTED = 3


def sentence(count):
    """30 calendar days from Fri 24 Apr 2026 is Sun 24 May 2026 (weekend), moved back to Fri 22 May 2026."""
    raw, due = count.answers(0)
    size, start = abs(count.days), count.trigger_at if count.in_hours else count.trigger_on
    told = (
        f"{plural(size, WORDS[count.unit])} {'before' if count.days < 0 else 'from'} {_shown(count, start)}"
    )
    told += f" is {_shown(count, raw)}"
    if count.unit == "bd":
        told += _skipped(*sorted((start, raw)), count.calendar)
    told += _moved(count, raw, due)
    if count.tolled:
        landed, final = due + timedelta(days=count.tolled), count.answers(count.tolled)[1]
        verb = "makes" if count.tolled == 1 else "make"
        told += f"; {plural(count.tolled, 'tolled day')} {verb} it {_shown(count, landed)}"
        told += _moved(count, landed, final)
    return told + ("; it ends at 23:59 that day." if count.roll == "NONE" and not count.in_hours else ".")


@lru_cache(maxsize=4096)
def written(day):
    """Mon 4 May 2026."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def clock(at, tz):
    """Mon 4 May 2026 08:00 EDT."""
    local = at.astimezone(tz)
    return f"{written(local.date())} {local:%H:%M %Z}"


def plural(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"


def _shown(count, value):
    return clock(value, count.tz) if count.in_hours else written(value)


def _moved(count, raw, due):
    raw_on, due_on = count.day_of(raw), count.day_of(due)
    reason = count.calendar.why(raw_on)
    if reason == f"{raw_on:%A}":
        reason = "weekend"
    told = f" ({reason})" if reason else ""
    if raw_on == due_on:
        return told
    passed = [name for _, name in count.calendar.holidays_passed(*sorted((raw_on, due_on)))]
    past = f" past {_listed(passed)}" if passed else ""
    return f"{told}, moved {'forward' if due > raw else 'back'}{past} to {_shown(count, due)}"


def _skipped(first, last, calendar):
    """Which holidays a count of business days left out."""
    passed = calendar.holidays_passed(first, last, limit=LISTED + 1)
    if not passed:
        return ""
    if len(passed) > LISTED:
        return ", public holidays not counted"
    return ", not counting " + _listed([f"{name} ({day:%a} {day.day} {day:%b})" for day, name in passed])


def _listed(names):
    names = list(dict.fromkeys(names))
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
