"""Dates rest on calendars, offices and rules. When one of these changes, the open dates that rest on it are worked
out again from their own basis, and each that comes out otherwise becomes a new row that follows the old.

Durable and repeatable: the change is a row with how far it has got and a lease; whoever dies leaves both, and the
next sweep goes on. A row that comes out the same is left alone, so doing it twice is harmless. Each change is gone
through twice, a minute apart: the second pass finds rows of transactions that had still read the old calendar.
"""

import logging
from datetime import timedelta
from time import monotonic

from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.calendars.models import Calendar
from secoffice.celery import wake
from secoffice.deadlines import keepers, rules, steps
from secoffice.deadlines.actions.rows import DeadlineChanged, follow, manner_of, succeed
from secoffice.deadlines.models import Basis, Deadline, Recalculation, State

BATCH = 100  # in one transaction, for which other writers wait
LEASE = timedelta(minutes=2)
WORKING_SECONDS = 150  # well before the task's time is over; the next sweep goes on
PASSES, BETWEEN = 2, timedelta(minutes=1)
ALERTS = ("half_on", "ahead_on", "warn_on", "escalate_1_on", "escalate_2_on")
IN_PLACE = (
    *("raw_at", "explanation", "calendar_code", "severity", "at_once", "never_twice", "duty_officer"),
    *("nag_days", "days", "unit", "roll"),
)
TASK = "secoffice.deadlines.tasks.recalculate"
log = logging.getLogger(__name__)


@ports.hears("dates.changed")
def note(*, cause, key, words, by=None, at=None, was=None, **_):
    """Write down that dates must be worked out again, in the transaction of the change."""
    Recalculation.objects.create(
        cause=cause, key=key, words=words[:300], by=by, at=at or timezone.now(), was=was or {}
    )
    transaction.on_commit(lambda: wake(TASK))


def run(at=None):
    """Go on with every change that waits. Returns how many were gone on with."""
    seen, until = set(), monotonic() + WORKING_SECONDS
    while monotonic() < until and (change := _claim(at or timezone.now(), seen)):
        seen.add(change.pk)
        try:
            while _batch(change, at) and monotonic() < until:
                pass
        except Exception:
            log.exception("Change %s is gone on with later.", change.pk)
    return len(seen)


def _claim(now, seen):
    """Take the first change that nobody works on: conditional, so that two sweepers may meet."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    waiting = Recalculation.objects.exclude(state="done").exclude(pk__in=seen).filter(free).order_by("pk")
    for change in waiting:
        values = {"lease_until": now + LEASE, "state": "running"}
        if Recalculation.objects.filter(free, pk=change.pk).exclude(state="done").update(**values):
            change.lease_until = values["lease_until"]
            return change
    return None


def _batch(change, at):
    """The next rows of one change. True while there may be more and nobody else took it over."""
    now, in_force = at or timezone.now(), {rule.code: rule for rule in rules.all_in_force()}
    ids = list(
        resting_on(change).filter(pk__gt=change.last_pk).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    _together(ids, change, in_force, now)
    more = len(ids) == BATCH
    values = {"last_pk": ids[-1]} if more else _end_of_pass(change, now)
    values = {"lease_until": now + LEASE} | values | {"moved": change.made.count()}
    mine = Recalculation.objects.filter(pk=change.pk, lease_until=change.lease_until)
    kept = mine.update(looked=F("looked") + len(ids), **values)
    change.last_pk, change.lease_until = values["last_pk"], values["lease_until"]
    return bool(kept) and more


def _end_of_pass(change, now):
    passes = change.passes + 1
    if passes < PASSES:
        return {"last_pk": 0, "passes": passes, "state": "waiting", "lease_until": now + BETWEEN}
    return {"last_pk": 0, "passes": passes, "state": "done", "lease_until": None, "finished_at": now}


def resting_on(change):
    """Open dates that the change can touch."""
    rows = Deadline.objects.open()
    if change.cause == Recalculation.Cause.RULE:
        return rows.filter(rule=change.key)
    if change.cause == Recalculation.Cause.OFFICE:
        return rows.filter(office=int(change.key))
    code = Calendar.objects.filter(pk=int(change.key)).values_list("code", flat=True).first()
    return rows.filter(Q(calendar_code=code) | Q(office__calendar=int(change.key)))


def _together(ids, change, in_force, now):
    """They move in one transaction and whoever hears of it is told in one go. Where that fails they are tried
    again in halves, so that what cannot be moved stands alone in the end and is passed over. A database that is
    too busy fails all of them: the next sweep goes on."""
    try:
        with transaction.atomic():
            _move_all(ids, change, in_force, now)
    except OperationalError:
        raise
    except Exception as failed:
        if half := len(ids) // 2:
            _together(ids[:half], change, in_force, now)
            _together(ids[half:], change, in_force, now)
        elif isinstance(failed, DeadlineChanged):
            log.warning("Deadline %s changed meanwhile; the second pass sees to it.", ids[0])
        else:
            log.exception("Deadline %s cannot be worked out again.", ids[0])


def _move_all(ids, change, in_force, now):
    """Work rows out again. Their records are held first, as in every deed on a date; watchers hear once a record."""
    rows = resting_on(change).filter(pk__in=ids).order_by("pk")
    keepers.hold(rows.only("target_type", "target_id"))
    with trail.held(), rules.held():
        held = rows.select_related("office__calendar", "owner")
        found = [(row, _work_out_again(row, change, in_force, now)) for row in held]
        if moved := [(row, new) for row, new in found if new]:
            ports.tell("dates.moved", moved=moved, words=change.words, at=now)


def _work_out_again(row, change, in_force, now):
    """The row that follows it where its day moves."""
    if row.rule not in in_force:
        raise rules.UnknownRule(row.rule)
    rule = in_force[row.rule]
    new = follow(row, _changed(row, change, rule), at=row.started_at, rule=rule)
    if new.due_at != row.due_at:
        return _move(row, new, change, now)
    _in_place(row, new, now)
    return None


def _changed(row, change, rule):
    """What a rule's change gives the rows that run. Days that whoever started the clock gave stay."""
    if change.cause != Recalculation.Cause.RULE:
        return {}
    changed = manner_of(rule)
    if row.basis == Basis.RULE:
        changed["roll"] = rule.roll
        if (row.days, row.unit) == (change.was.get("days"), change.was.get("unit")):
            changed |= {"days": rule.days, "unit": rule.unit}
    return changed


def _unchanged(row):
    """The open row as it was read: nobody changed it, and no step of it was told meanwhile."""
    return Deadline.objects.filter(
        pk=row.pk, state=State.OPEN, version=row.version, next_step_at=row.next_step_at
    )


def _move(row, new, change, now):
    if not _unchanged(row).select_for_update(of=("self",)).first():
        raise DeadlineChanged
    new.recalculation, new.next_step_at = change, steps.carry_on(row, new, new.office.tz, now)
    told = {"reason": change.words, "by": change.by, "at": now}
    return succeed(row, new, State.SUPERSEDED, "deadline moved", **told, detail={"change": change.pk})


def _in_place(row, new, now):
    """The due day stands: what is told of it, and when, may be otherwise."""
    names = [name for name in (*ALERTS, *IN_PLACE) if getattr(new, name) != getattr(row, name)]
    if not names:
        return
    values = {name: getattr(new, name) for name in names}
    if not {*ALERTS, "nag_days"}.isdisjoint(names):
        values["next_step_at"] = steps.carry_on(row, new, new.office.tz, now)
    if not _unchanged(row).update(**values):
        raise DeadlineChanged
