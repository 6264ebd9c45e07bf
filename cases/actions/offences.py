"""Offences of a case, and the clock of the limitation period each brings (domain §0.6.8).

The period ends on its day whatever the weekday, is never rolled, and is told 12, 6 and 3 months before. Two
offences with one period from one day share one date.
"""

from django.db import transaction

from cases import deadlines as rules
from cases import workflow
from cases.actions.timeline import hold, now, tell
from cases.models import Offence
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.engine import start_of_day
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused

RULE = rules.LIMITATION


@transaction.atomic
def add_offence(*, case, statute, committed_on, by, key, at=None):
    """Put an offence on file and start its limitation period."""
    at = now(at)
    if filed := Offence.objects.filter(key=key, case=case, added_by=by).first():
        return filed
    if why := workflow.may_write(by, hold(case)):
        raise StepRefused(why)
    if committed_on > case.office.local_date(at):
        raise StepRefused("The day it was committed cannot lie in the future.")
    if case.offences.filter(statute=statute, committed_on=committed_on, withdrawn_at=None).exists():
        raise StepRefused("This offence of that day is on file already.")
    offence = Offence(
        key=key, case=case, statute=statute, committed_on=committed_on, added_by=by, added_at=at
    )
    offence.deadline = _start(offence, by=by, at=at)
    offence.save()
    trail.record("offence added", case, by=by, detail={"offence": statute, "on": str(committed_on)}, at=at)
    tell(case, "date", f"Offence on file: {offence.law.label}", by=by, at=at)
    return offence


@transaction.atomic
def withdraw_offence(*, offence, reason, by, at=None):
    """Take back an offence entered wrongly. Its date falls away unless another offence rests on it."""
    at, case = now(at), hold(offence.case)
    if why := workflow.may_write(by, case):
        raise StepRefused(why)
    standing = Offence.objects.filter(pk=offence.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawn_by=by, why_withdrawn=reason):
        raise StepRefused("Somebody took this back meanwhile.")
    period = running(offence)
    shared = case.offences.filter(withdrawn_at=None, deadline=offence.deadline_id).exists()
    if period and not shared:
        clocks.cancel(deadline=period, reason=reason, by=by, at=at)
    trail.record("offence withdrawn", case, by=by, reason=reason, detail={"offence": offence.statute}, at=at)
    tell(case, "date", f"Offence taken back: {offence.law.label}", by=by, at=at, text=reason)


def latest(offence):
    """The date of this offence as it stands now, after it was tolled or worked out again."""
    deadline, rows = offence.deadline, Deadline.objects.unrestricted(purpose="limitation period")
    while later := rows.filter(follows=deadline).first():
        deadline = later
    return deadline


def running(offence):
    """That date while it is open; None when it ended."""
    deadline = latest(offence)
    return deadline if deadline.is_open else None


def run_again(case, *, by, at):
    """A case that lives again: the periods of its offences run as before, with the days that were tolled."""
    for offence in case.offences.filter(withdrawn_at=None).select_related("deadline"):
        tolled, period = latest(offence).tolled_days, _start(offence, by=by, at=at)
        if tolled > period.tolled_days:
            days = tolled - period.tolled_days
            clocks.toll(
                deadline=period,
                days=days,
                reason="tolled before the case was closed",
                approved_by=by,
                by=by,
                at=at,
            )
        Offence.objects.filter(pk=offence.pk).update(deadline=period)


def with_limits(rows, limits):
    """Offences, each with `limit`: its open date among those given by id, following what moved it; else None."""
    by_origin = {}
    for limit in limits.values():
        by_origin[limit.trigger_at, limit.days] = limit
    for offence in rows:
        origin = offence.deadline
        offence.limit = by_origin.get((origin.trigger_at, origin.days)) if not offence.withdrawn_at else None
    return rows


def soonest(case):
    """The day the first of the periods ends; None without one."""
    rows = Deadline.objects.open().for_target(case).filter(rule=RULE)
    return rows.order_by("due_at").values_list("due_on", flat=True).first()


def _start(offence, *, by, at):
    case = offence.case
    return clocks.start(
        rule=RULE,
        target=case,
        office=case.office,
        trigger_at=start_of_day(offence.committed_on, case.office.tz),
        days=offence.law.years,
        owner=workflow.owner_of(RULE, case),
        by=by,
        at=at,
    )
