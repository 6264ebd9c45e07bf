"""Verbs on deadlines. Every change is entered in the trail and told to the watchers of the record."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from secoffice.audit import trail
from secoffice.deadlines import engine, rules, steps
from secoffice.deadlines.explanation import plural, written
from secoffice.deadlines.models import Deadline, State


class DeadlineChanged(Exception):
    """Somebody was faster: the deadline is closed or has another version now."""

    def __init__(self):
        super().__init__("Someone changed this deadline meanwhile. Reload the page.")


@transaction.atomic
def start(*, rule, target, office, trigger_at, owner, by, days=None, at=None):
    """Start the clock of a rule for a record. While it runs, starting it again gives the same deadline."""
    rule, at = rules.get(rule), at or timezone.now()
    days = rule.days if days is None else days
    if running := _running(rule, target, trigger_at, days):
        return running
    dates = rule.work_out(
        days=days,
        trigger_at=trigger_at,
        days_calendar=office.calendar.working_days(),
        tz=office.tz,
        counts_from=office.local_date(at) if days < 0 else None,
    )
    deadline = Deadline(
        **_facts_of(target), **_settings_of(rule), **_dates_of(dates), days=days, office=office, owner=owner
    )
    deadline.calendar_code, deadline.trigger_at, deadline.started_at = office.calendar.code, trigger_at, at
    try:
        with transaction.atomic():
            _save_new(deadline)
    except IntegrityError:  # two started it at the same time
        if running := _running(rule, target, trigger_at, days):
            return running
        raise
    _tell(deadline, "deadline started", by=by, at=at)
    return deadline


@transaction.atomic
def meet(*, by, deadline=None, target=None, rule=None, reason="", at=None):
    """The duty is done. With a record and a rule: the one due first, or None when none is open."""
    deadline = deadline or _open_of(target, rule).first()
    if deadline is not None:
        at = at or timezone.now()
        _close(deadline, State.MET, reason=reason, by=by, at=at)
        _tell(deadline, "deadline met", by=by, at=at, reason=reason, late=deadline.met_late())
    return deadline


@transaction.atomic
def supersede(*, by, deadline=None, target=None, rule=None, reason="", at=None):
    """Another clock took its place. With a record: all that are open, or those of the rules named."""
    return _close_each(State.SUPERSEDED, "deadline superseded", deadline, target, rule, reason, by, at)


@transaction.atomic
def cancel(*, by, reason, deadline=None, target=None, rule=None, at=None):
    """The duty fell away. A reason is needed."""
    _need(reason)
    return _close_each(State.CANCELLED, "deadline cancelled", deadline, target, rule, reason, by, at)


@transaction.atomic
def extend(*, deadline, reason, by, days=None, until=None, at=None):
    """Give more time: `days` in the unit of the rule, counted from the earlier due day, or `until` a local
    day. The old row stays as it was, marked extended; the new one follows it (Deadline engine rule 7)."""
    _need(reason)
    if (days is None) == (until is None):
        raise ValidationError("Give either a number of days or a date.")
    at = at or timezone.now()
    longer = _extension(deadline, days, until)
    if longer["due_at"] <= deadline.due_at:
        raise ValidationError("An extension ends later than the deadline it extends.")
    return _follow(deadline, State.EXTENDED, longer, "deadline extended", reason=reason, by=by, at=at)


@transaction.atomic
def toll(*, deadline, days, reason, approved_by, by, at=None):
    """Add the days a clock stood still to both due values (rule 6): needs a reason and an approver."""
    _need(reason)
    if approved_by is None or days < 1:
        raise ValidationError("Tolling needs an approver and at least one day.")
    at = at or timezone.now()
    longer = _tolled(deadline, days) | {"tolled_days": deadline.tolled_days + days}
    detail = {"approved_by": approved_by.pk, "days": days}
    return _follow(
        deadline, State.SUPERSEDED, longer, "deadline tolled", reason=reason, by=by, at=at, detail=detail
    )


@transaction.atomic
def reassign(*, owner, by, deadline=None, target=None, rule=None, of=None, reason="", at=None):
    """Hand one deadline, or a record's open ones, to another owner; `of` limits it to a former owner's."""
    at, moved = at or timezone.now(), []
    for row in [deadline] if deadline else _open_of(target, rule):
        if row.owner_id == (owner and owner.pk) or (of and row.owner_id != of.pk):
            continue
        _write(row, owner=owner)
        _tell(row, "deadline reassigned", by=by, at=at, reason=reason, owner=owner and owner.pk)
        moved.append(row)
    return moved


def _facts_of(target):
    return {
        "target_type": target._meta.label_lower,
        "target_id": target.pk,
        "target_reference": target.reference,
        "target_url": target.get_absolute_url(),
    }


def _settings_of(rule):
    return {
        "rule": rule.code,
        "duty": rule.duty,
        "unit": rule.unit,
        "roll": rule.roll,
        "severity": rule.severity,
        "at_once": rule.at_once,
    }


def _dates_of(dates):
    return {
        "raw_at": dates.raw_at,
        "due_at": dates.due_at,
        "due_on": dates.due_on,
        "explanation": dates.explanation,
        **vars(dates.alerts),
    }


def _running(rule, target, trigger_at, days):
    same = {"rule": rule.code, "trigger_at": trigger_at, "days": days}
    rows = Deadline.objects.open().for_target(target).filter(**same)
    return rows.first() if rows.exists() else None


def _open_of(target, rule):
    if target is None:
        raise TypeError("Name a deadline, or a record.")
    rows = Deadline.objects.open().for_target(target).order_by("due_at", "pk")
    if rule is None:
        return rows
    return rows.filter(rule__in=[rule] if isinstance(rule, str) else rule)


def _close_each(state, action, deadline, target, rule, reason, by, at):
    at = at or timezone.now()
    closed = [deadline] if deadline else list(_open_of(target, rule))
    for row in closed:
        _close(row, state, reason=reason, by=by, at=at)
        _tell(row, action, by=by, at=at, reason=reason)
    return closed


def _close(deadline, state, *, reason, by, at):
    _write(deadline, state=state, reason=reason, closed_at=at, closed_by=by, next_step_at=None)


def _write(deadline, **values):
    """Compare-and-set: only the open row in the version that was read is written."""
    rows = Deadline.objects.filter(pk=deadline.pk, state=State.OPEN, version=deadline.version)
    if not rows.update(version=F("version") + 1, **values):
        raise DeadlineChanged
    deadline.version += 1
    for name, value in values.items():
        setattr(deadline, name, value)


def _save_new(deadline):
    deadline.next_step_at = steps.next_step(deadline, deadline.office.tz).at
    deadline.save(force_insert=True)


def _follow(deadline, state, longer, action, *, reason, by, at, detail=None):
    """Close a row and let another follow it whose clock, for the alerts, starts today."""
    _close(deadline, state, reason=reason, by=by, at=at)
    kept = {name: getattr(deadline, name) for name in KEPT}
    alerts = rules.get(deadline.rule).alerts(
        longer["due_on"], deadline.office.calendar.working_days(), since=deadline.office.local_date(at)
    )
    new = Deadline(**kept, **vars(alerts), follows=deadline, started_at=at, **({"tolled_days": 0} | longer))
    _save_new(new)
    _tell(new, action, by=by, at=at, reason=reason, was=str(deadline.due_on), **(detail or {}))
    return new


KEPT = (
    *("target_type", "target_id", "target_reference", "target_url", "office", "owner", "trigger_at"),
    *("rule", "duty", "days", "unit", "roll", "calendar_code", "severity", "at_once"),
)


def _extension(deadline, days, until):
    office = deadline.office
    calendar = office.calendar.working_days()
    if until is not None:
        return _until(until, deadline.roll, calendar, office.tz)
    hours = deadline.unit == engine.HOURS
    dates = engine.work_out(
        days=days,
        unit=deadline.unit,
        roll=deadline.roll,
        days_calendar=calendar,
        tz=office.tz,
        trigger_at=deadline.due_at if hours else None,
        trigger_on=None if hours else deadline.due_on,
    )
    values = {"raw_at": dates.raw_at, "due_at": dates.due_at, "due_on": dates.due_on}
    return values | {"explanation": f"Extended: {dates.explanation}"}


def _until(until: date, roll, calendar, tz):
    due_on = engine.rolled(until, roll, calendar)
    told = f"Extended to {written(until)}"
    if due_on != until:
        told += f", moved {'forward' if due_on > until else 'back'} to {written(due_on)}"
    due = {"due_at": engine.end_of_day(due_on, tz), "due_on": due_on}
    return due | {"raw_at": engine.end_of_day(until, tz), "explanation": f"{told}."}


def _tolled(deadline, days):
    office, hours = deadline.office, deadline.unit == engine.HOURS
    began = deadline.trigger_at, office.local_date(deadline.trigger_at)
    rule = deadline.days, deadline.unit, deadline.roll
    count = engine.Count(*began, *rule, office.calendar.working_days(), office.tz, tolled=0)
    raw = deadline.raw_at if hours else office.local_date(deadline.raw_at)
    raw, due = count.held(raw, deadline.due_at if hours else deadline.due_on, days)
    told = f"{deadline.explanation} With {plural(days, 'tolled day')}: {written(count.day_of(due))}."
    instants = {"raw_at": count.instant_of(raw), "due_at": count.instant_of(due)}
    return instants | {"due_on": count.day_of(due), "explanation": told}


def _need(reason):
    if not reason.strip():
        raise ValidationError("Give a reason.")


def _tell(deadline, action, *, by, at, reason="", **detail):
    facts = {"rule": deadline.rule, "duty": deadline.duty, "due": str(deadline.due_on), **detail}
    trail.record(action, deadline, by=by, reason=reason, detail=facts, at=at)
    rules.changed(deadline.target_type, deadline.target_id)
