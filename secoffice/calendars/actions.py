"""Verbs on calendars. Each changes the calendar's version, which is what makes processes compute anew, and
tells "dates.changed", so that whoever keeps dates works the open ones out again.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.calendars import public
from secoffice.calendars.models import Calendar, ClosedDay, DayImport, Weekend
from secoffice.calendars.words import DAY, count_words, weekend_words

NOT_YOURS = (
    "Calendars are changed by system administrators, and by the security officer or director of an office "
    "that uses them."
)
CORRECTED = ("name", "country", "subdivision", "weekend")
CHANGED = "Somebody else changed this calendar meanwhile. Look at what stands now, then decide again."


class Stale(ports.Refused):
    """Somebody else changed the calendar while the form was open."""


@transaction.atomic
def open_calendar(*, code, name, by, country="", subdivision="", weekend=(5, 6), at=None):
    """Open a calendar for offices to use."""
    if by is not None and not by.keeps_accounts:
        raise ports.Refused("Only a system administrator opens calendars.")
    calendar = Calendar(
        code=code, name=name, country=country, subdivision=subdivision, weekend=sorted(set(weekend))
    )
    calendar.full_clean()
    calendar.public = public.days(calendar, (at or timezone.now()).year)
    calendar.save()
    trail.record("calendar opened", calendar, by=by, detail=_facts(calendar), at=at)
    _tell(calendar, f"Calendar opened: {calendar}", by, at)
    return calendar


@transaction.atomic
def correct(*, calendar, name, country, subdivision, weekend, reason, by, version=None, at=None):
    """It was opened wrongly: what is put right here counts from the beginning on. Returns the row as it stands."""
    held = _hold(calendar, by, version)
    before = {field: getattr(held, field) for field in CORRECTED}
    after = {"name": name, "country": country, "subdivision": subdivision, "weekend": sorted(set(weekend))}
    for field, value in after.items():
        setattr(held, field, value)
    held.full_clean(exclude=["code"])
    held.public = public.days(held, (at or timezone.now()).year)
    held.save()
    detail = {"code": held.code, "before": before, "after": after}
    trail.record("calendar corrected", held, by=by, reason=reason, detail=detail, at=at)
    if before != after | {"name": before["name"]}:
        _tell(held, f"Calendar corrected: {held}", by, at)
    return held


@transaction.atomic
def change_weekend(*, calendar, weekend, reason, by, from_on=None, version=None, at=None):
    """The host country moved its weekend: from that date on, earlier days stay as they were counted. Without a
    date the calendar's first weekend was wrong all along and is put right.
    """
    held = _hold(calendar, by, version)
    days, before = sorted(set(weekend)), sorted(_kept(held, from_on))
    if from_on is None:
        calendar.weekend = days
        calendar.full_clean(exclude=["code"])
        calendar.save(update_fields=["weekend", "version"])
    else:
        row = held.weekends.filter(from_on=from_on).first() or Weekend(calendar=held, from_on=from_on)
        row.weekend, row.reason = days, reason.strip()
        row.full_clean()
        row.save()
        calendar.save(update_fields=["version"])
    detail = {"code": held.code, "weekend": days, "before": before, "from": str(from_on or "")}
    trail.record("weekend changed", calendar, by=by, reason=reason, detail=detail, at=at)
    since = f"from {from_on:{DAY}} on" if from_on else "now"
    _tell(calendar, f"Weekend is {since} {weekend_words(days)}", by, at)


@transaction.atomic
def withdraw_weekend(*, calendar, from_on, by, reason="", at=None):
    """The move did not happen: the weekend before it goes on."""
    held = _hold(calendar, by)
    row = held.weekends.filter(from_on=from_on).first()
    if row is None:
        raise ValidationError(f"{calendar} keeps no new weekend from {from_on} on.")
    row.delete()
    calendar.save(update_fields=["version"])
    detail = {"from": str(from_on), "weekend": row.weekend}
    trail.record("weekend withdrawn", calendar, by=by, reason=reason, detail=detail, at=at)
    _tell(calendar, f"Weekend no longer moves on {from_on:{DAY}}", by, at)


@transaction.atomic
def add_closed_day(*, calendar, on, name, by, works=False, at=None):
    """Close the offices on a day of their own, or (`works`) work on one that they would rest. The same again,
    as after a double click, is the day that stands already.
    """
    held, name = _hold(calendar, by), name.strip()
    if same := held.closed_days.filter(on=on, name=name, works=works).first():
        return same
    day = ClosedDay(calendar=held, on=on, name=name, works=works)
    day.full_clean()
    day.save()
    calendar.save(update_fields=["version"])
    kind = _kind(works)
    trail.record(f"{kind} added", calendar, by=by, detail={"on": str(on), "name": name}, at=at)
    _tell(calendar, f"{kind.capitalize()} added: {on:{DAY}}, {name}", by, at)
    return day


@transaction.atomic
def remove_closed_day(*, calendar, on, by, reason="", at=None):
    """Open the offices on that day after all, or let them rest on a day that was to be worked."""
    day = _hold(calendar, by).closed_days.filter(on=on).first()
    if day is None:
        raise ValidationError(f"{calendar} has no closed day on {on}.")
    day.delete()
    calendar.save(update_fields=["version"])
    kind = _kind(day.works)
    trail.record(f"{kind} removed", calendar, by=by, reason=reason, detail={"on": str(on)}, at=at)
    _tell(calendar, f"{kind.capitalize()} removed: {on:{DAY}}", by, at)
    return day


@transaction.atomic
def import_days(*, calendar, days, key, by, at=None):
    """Close the offices on several days at once: pairs of date and name. Days that stand already are left as they
    are. The same `key` again is the import that happened already.
    """
    held = _hold(calendar, by)
    if done := held.imports.filter(key=key).first():
        return done
    if DayImport.objects.filter(key=key).exists():
        raise ValidationError("This list was imported into another calendar. Choose the file again.")
    known = set(held.closed_days.values_list("on", flat=True))
    batch = DayImport.objects.create(calendar=held, key=key, at=at or timezone.now())
    new = {on: name for on, name in reversed(days) if on not in known}
    rows = [ClosedDay(calendar=held, on=on, name=name, batch=batch) for on, name in sorted(new.items())]
    if not rows:
        raise ValidationError("All of these days stand in the calendar already.")
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    ClosedDay.objects.bulk_create(rows)
    calendar.save(update_fields=["version"])
    detail = {"batch": batch.pk, "days": {str(row.on): row.name for row in rows}}
    trail.record("closed days imported", calendar, by=by, detail=detail, at=at)
    _tell(calendar, f"{count_words(len(rows), 'closed day')} imported, first {rows[0].on:{DAY}}", by, at)
    return batch


@transaction.atomic
def undo_import(*, calendar, batch, by, at=None):
    """Take back every day of one import that still stands."""
    held = _hold(calendar, by)
    days = [str(on) for on in held.closed_days.filter(batch=batch).values_list("on", flat=True)]
    gone, _ = held.imports.filter(pk=batch.pk).delete()
    if not gone:
        raise ValidationError("This import was undone already.")
    calendar.save(update_fields=["version"])
    trail.record("import undone", calendar, by=by, detail={"batch": batch.pk, "days": days}, at=at)
    _tell(calendar, f"{count_words(len(days), 'imported closed day')} removed", by, at)
    return len(days)


def _hold(calendar, by, version=None):
    """The row as it stands, held for this transaction, so that changes to one calendar take turns."""
    held = Calendar.objects.select_for_update().get(pk=calendar.pk)
    if by is not None and not held.kept_by(by):
        raise ports.Refused(NOT_YOURS)
    if version is not None and str(version) != str(held.version):
        raise Stale(CHANGED)
    return held


def _kept(calendar, on):
    return calendar.weekend if on is None else calendar.working_days().weekend_on(on)


def _kind(works):
    return "worked day" if works else "closed day"


def _tell(calendar, words, by, at):
    ports.tell("dates.changed", cause="calendar", key=str(calendar.pk), words=words, by=by, at=at)


def _facts(calendar):
    return {"code": calendar.code, "weekend": calendar.weekend}
