"""How a deadline is written: compare-and-set, entered in the trail, told to the watchers of the record."""

from django.core.exceptions import ValidationError
from django.db.models import F

from secoffice.audit import trail
from secoffice.calendars.models import is_counted
from secoffice.calendars.working_days import OutOfRange
from secoffice.deadlines import basis, rules, steps
from secoffice.deadlines.models import Deadline, State
from secoffice.ports import Refused

GONE = "There is no such date."
KEPT = (
    *("target_type", "target_id", "target_reference", "target_url", "office", "owner", "trigger_at"),
    *("rule", "duty", "days", "unit", "roll", "severity", "at_once", "never_twice", "duty_officer"),
    *("nag_days", "why", "basis", "basis_days", "basis_on", "basis_at", "tolled_days"),
)


class DeadlineChanged(Exception):
    """Somebody was faster: the deadline is closed or has another version now."""

    def __init__(self):
        super().__init__("Someone changed this deadline meanwhile. Reload the page.")


def facts_of(target):
    return {
        "target_type": target._meta.label_lower,
        "target_id": target.pk,
        "target_reference": target.reference,
        "target_url": target.get_absolute_url(),
    }


def settings_of(rule):
    return {"duty": rule.duty, "unit": rule.unit, "roll": rule.roll} | manner_of(rule)


def manner_of(rule):
    """What a rule says besides its dates; an administrator's change of it reaches what already runs."""
    return {
        "severity": rule.severity,
        "at_once": rule.at_once,
        "never_twice": rule.never_twice,
        "duty_officer": rule.tells_duty_officer,
        "nag_days": rule.nag_days,
    }


def running(rule, target, **same):
    return Deadline.objects.open().for_target(target).filter(rule=rule.code, **same).first()


def write(deadline, **values):
    """Compare-and-set: only the open row in the version that was read is written."""
    rows = Deadline.objects.filter(pk=deadline.pk, state=State.OPEN, version=deadline.version)
    if not rows.update(version=F("version") + 1, **values):
        raise DeadlineChanged
    deadline.version += 1
    for name, value in values.items():
        setattr(deadline, name, value)


def close(deadline, state, *, reason, by, at):
    write(deadline, state=state, reason=reason, closed_at=at, closed_by=by, next_step_at=None)


def save_new(deadline):
    if deadline.next_step_at is None:
        deadline.next_step_at = steps.next_step(deadline, deadline.office.tz).at
    deadline.save(force_insert=True)


def follow(deadline, changed, *, at, rule=None):
    """The row that follows this one, worked out anew with what changed; not saved. Its clock, for the alerts,
    starts at `at`. `rule` is the one in force, where the caller has it."""
    kept = {name: getattr(deadline, name) for name in KEPT}
    new = Deadline(**kept | changed, follows=deadline, started_at=at)
    new.calendar_code = new.office.calendar.code
    return worked_out(new, rule or rules.in_force(new.rule))


def worked_out(row, rule):
    """The row with its dates; a day that no calendar reaches is refused like anything else that is typed."""
    try:
        for name, value in basis.dates(row, rule).items():
            setattr(row, name, value)
        is_counted(row.due_on)
    except (OutOfRange, OverflowError):
        raise ValidationError(str(OutOfRange())) from None
    return row


def succeed(deadline, new, state, action, *, reason, by, at, detail=None):
    """Close a row and let the new one take its place (Deadline engine rule 7)."""
    close(deadline, state, reason=reason, by=by, at=at)
    save_new(new)
    tell(new, action, by=by, at=at, reason=reason, was=str(deadline.due_on), **(detail or {}))
    return new


def need(reason, field=None):
    if not reason.strip():
        raise ValidationError({field: "Give a reason."} if field else "Give a reason.")


def known_to(person, deadline):
    """Refused where it is hidden from them: they may have been recused since they opened the page."""
    if not Deadline.objects.visible_to(person).filter(pk=deadline.pk).exists():
        raise Refused(GONE)


def tell(deadline, action, *, by, at, reason="", **detail):
    facts = {"rule": deadline.rule, "duty": deadline.duty, "due": str(deadline.due_on), **detail}
    trail.record(action, deadline, by=by, reason=reason, detail=facts, at=at)
    rules.changed(deadline.target_type, deadline.target_id)
