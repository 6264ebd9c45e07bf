"""More time, and dates people set themselves."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from secoffice.deadlines import engine, keepers, rules
from secoffice.deadlines.actions.rows import (
    facts_of,
    follow,
    need,
    running,
    save_new,
    settings_of,
    succeed,
    tell,
    worked_out,
)
from secoffice.deadlines.models import Basis, Deadline, State


@transaction.atomic
def extend(*, deadline, reason, by, days=None, until=None, at=None):
    """Give more time: `days` in the unit of the rule, counted from the earlier due day, or `until` a local
    day. The old row stays as it was, marked extended; the new one follows it (Deadline engine rule 7)."""
    need(reason)
    if (days is None) == (until is None):
        raise ValidationError("Give either a number of days or a date.")
    at = at or timezone.now()
    longer = follow(deadline, _given(deadline, days, until) | {"tolled_days": 0}, at=at)
    if longer.due_at <= deadline.due_at:
        raise ValidationError("An extension ends later than the deadline it extends.")
    succeed(deadline, longer, State.EXTENDED, "deadline extended", reason=reason, by=by, at=at)
    keepers.done("extend", deadline, longer, by=by, at=at, reason=reason)
    return longer


def _given(deadline, days, until):
    """What the new row rests on, so that it can be worked out again."""
    if until is not None:
        return {"basis": Basis.DAY, "basis_days": None, "basis_on": until, "basis_at": None}
    hours = deadline.unit == engine.HOURS
    return {
        "basis": Basis.MORE,
        "basis_days": days,
        "basis_on": None if hours else deadline.due_on,
        "basis_at": deadline.due_at if hours else None,
    }


@transaction.atomic
def set_date(*, target, office, on, why, by, rule="desk.bring_forward", at=None):
    """A day somebody set themselves, to have a record brought forward. The same day again gives the same
    date."""
    rule, at = rules.in_force(rule), at or timezone.now()
    if not why.strip():
        raise ValidationError({"why": "Say why."})
    if office is None:
        raise ValidationError("Days go by the clock and the calendar of an office. You belong to none yet.")
    if on <= office.local_date(at):
        raise ValidationError({"on": "Choose a day after today."})
    days = (on - office.local_date(at)).days
    # The row of this person for this day: a colleague's own date is another row.
    trigger_at = engine.start_of_day(office.local_date(at), office.tz) + timedelta(microseconds=by.pk)
    same = {"trigger_at": trigger_at, "days": days, "owner": by}
    if known := running(rule, target, **same):
        return known
    new = Deadline(
        **facts_of(target), **settings_of(rule), **same, rule=rule.code, office=office, basis=Basis.DAY,
        basis_on=on, calendar_code=office.calendar.code, started_at=at, why=why.strip()[:200],
    )  # fmt: skip
    worked_out(new, rule)
    try:
        with transaction.atomic():
            save_new(new)
    except IntegrityError:  # asked twice at the same time
        if known := running(rule, target, trigger_at=trigger_at, days=days):
            return known
        raise
    tell(new, "date set", by=by, at=at, reason=why)
    return new
