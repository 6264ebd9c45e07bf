"""What a due day rests on, and the dates that follow from it: the same answer at the start, after an extension,
after tolling and whenever a calendar, a zone or a rule changes."""

from secoffice.deadlines import engine
from secoffice.deadlines.explanation import plural, written
from secoffice.deadlines.models import Basis


def dates(deadline, rule):
    """Due values, explanation and alert days of a row from its own basis and settings, in the calendar and the
    zone its office has now."""
    calendar, tz = deadline.office.calendar.working_days(), deadline.office.tz
    due = (
        _decided(deadline, calendar, tz) if deadline.basis == Basis.DAY else _counted(deadline, calendar, tz)
    )
    return due | vars(rule.alerts(due["due_on"], calendar, since=since(deadline, tz)))


def since(deadline, tz):
    """The day its clock started, for the alerts: the trigger, or the deed that gave it another date."""
    first = deadline.basis == Basis.RULE and deadline.days >= 0 and not deadline.tolled_days
    return (deadline.trigger_at if first else deadline.started_at).astimezone(tz).date()


def _counted(deadline, calendar, tz):
    more = deadline.basis == Basis.MORE
    found = engine.work_out(
        days=deadline.basis_days if more else deadline.days,
        unit=deadline.unit,
        roll=deadline.roll,
        tolled=deadline.tolled_days,
        days_calendar=calendar,
        tz=tz,
        trigger_at=deadline.basis_at if more else deadline.trigger_at,
        trigger_on=deadline.basis_on if more else None,
    )
    told = f"Extended: {found.explanation}" if more else found.explanation
    return {"raw_at": found.raw_at, "due_at": found.due_at, "due_on": found.due_on, "explanation": told}


def _decided(deadline, calendar, tz):
    """A day somebody decided is rolled as the rule says, and tolled like any other."""
    on, tolled = deadline.basis_on, deadline.tolled_days
    count = engine.Count(
        engine.start_of_day(on, tz), on, 0, engine.CALENDAR_DAYS, deadline.roll, calendar, tz, tolled
    )
    rolled = count.rolled(on)
    raw, due = count.held(on, rolled, tolled) if tolled else (on, rolled)
    told = f"{'Set by hand' if deadline.why else 'Extended'} to {written(on)}"
    if rolled != on:
        told += f", moved {'forward' if rolled > on else 'back'} to {written(rolled)}"
    if tolled:
        told += f"; with {plural(tolled, 'tolled day')} {written(due)}"
    return {
        "raw_at": engine.end_of_day(raw, tz),
        "due_at": engine.end_of_day(due, tz),
        "due_on": due,
        "explanation": f"{told}.",
    }
