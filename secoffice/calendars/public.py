"""Public holidays as dates were worked out with them.

What a country keeps comes with the program, so an upgrade may bring a day that was announced since, or another one
where a feast follows the moon. Nobody types that change, so it is looked for: each night, and when the scheduler
starts. Only days count; another name for the same day moves nothing.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.calendars.models import Calendar
from secoffice.calendars.words import DAY
from secoffice.calendars.working_days import LAST_YEAR

YEARS = 6  # this one and those to come in which most open dates lie


def days(calendar, year):
    """ISO day → name, from that year on."""
    return {
        day.isoformat(): name
        for each in range(year, min(year + YEARS, LAST_YEAR + 1))
        for day, name in sorted(calendar.public_holidays(each).items())
        if day.year == each
    }


def look(at=None):
    """Compare every calendar with what it was counted with; where days came or went, open dates are worked out
    again. Safe to repeat. Returns how many calendars changed."""
    at = at or timezone.now()
    codes = Calendar.objects.exclude(country="").order_by("pk").values_list("pk", flat=True)
    return sum(_changed(pk, at) for pk in codes)


@transaction.atomic
def _changed(pk, at):
    held = Calendar.objects.select_for_update().get(pk=pk)
    now, before = days(held, at.year), held.public
    if now == before:
        return False
    years = {day[:4] for day in before}  # of others nothing was known, so nothing has changed
    come = {day: now[day] for day in now if day[:4] in years and day not in before}
    gone = {day: before[day] for day in before if day >= f"{at.year}" and day not in now}
    if not (come or gone):
        Calendar.objects.filter(pk=pk).update(public=now)
        return False
    held.public = now
    held.save(update_fields=["public", "version"])
    trail.record("public holidays changed", held, by=None, detail={"come": come, "gone": gone}, at=at)
    words = f"Public holidays changed: {'; '.join(_said(come, '') + _said(gone, ' no longer'))}"
    ports.tell("dates.changed", cause="calendar", key=str(held.pk), words=words, by=None, at=at)
    return True


def _said(found, end):
    return [f"{date.fromisoformat(day):{DAY}}, {name}{end}" for day, name in found.items()]
