"""Verbs on calendars. Each changes the calendar's version, which is what makes processes compute anew.

Deadlines already running keep the dates they were given (design: recomputation is a new row, by hand).
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from secoffice.audit import trail
from secoffice.calendars.models import Calendar, ClosedDay


@transaction.atomic
def open_calendar(*, code, name, by, country="", subdivision="", weekend=(5, 6), at=None):
    """Open a calendar for offices to use."""
    calendar = Calendar(
        code=code, name=name, country=country, subdivision=subdivision, weekend=sorted(set(weekend))
    )
    calendar.full_clean()
    calendar.save()
    trail.record("calendar opened", calendar, by=by, detail=_facts(calendar), at=at)
    return calendar


@transaction.atomic
def change_weekend(*, calendar, weekend, reason, by, at=None):
    """The host country moved its weekend."""
    before, calendar.weekend = calendar.weekend, sorted(set(weekend))
    calendar.full_clean()
    calendar.save(update_fields=["weekend", "version"])
    trail.record(
        "weekend changed", calendar, by=by, reason=reason, detail=_facts(calendar) | {"before": before}, at=at
    )


@transaction.atomic
def add_closed_day(*, calendar, on, name, by, at=None):
    """Close the offices on a day of their own."""
    day = ClosedDay(calendar=calendar, on=on, name=name.strip())
    day.full_clean()
    day.save()
    calendar.save(update_fields=["version"])
    trail.record("closed day added", calendar, by=by, detail={"on": str(on), "name": day.name}, at=at)
    return day


@transaction.atomic
def remove_closed_day(*, calendar, on, by, reason="", at=None):
    """Open the offices on that day after all."""
    count, _ = calendar.closed_days.filter(on=on).delete()
    if not count:
        raise ValidationError(f"{calendar} has no closed day on {on}.")
    calendar.save(update_fields=["version"])
    trail.record("closed day removed", calendar, by=by, reason=reason, detail={"on": str(on)}, at=at)


def _facts(calendar):
    return {"code": calendar.code, "weekend": calendar.weekend}
