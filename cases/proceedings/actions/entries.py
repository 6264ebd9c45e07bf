"""How an entry of this desk is made and taken back, and the date it may carry."""

from django.db import transaction

from cases.actions.offences import running
from cases.actions.timeline import hold, now, tell
from cases.guards import may_write
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

TAKEN_BACK = "Somebody took this back meanwhile."


def writing_in(case, *, by):
    """The case, held for this transaction by somebody who may write in it; refuses anybody else."""
    if why := may_write(by, hold(case)):
        raise StepRefused(why)
    return case


def not_to_come(case, day, *, at):
    """A day that must have come where the office is."""
    if day and day > case.office.local_date(at):
        raise StepRefused("This day has not come yet.")


@transaction.atomic
def enter(model, *, case, by, key, said, at=None, telling="", compartment=None, **given):
    """Put an entry on file, with its entry in the trail and its line in the timeline. The same form sent twice gives
    the entry already on file. `telling` goes into the timeline; `given` are fields of the model."""
    at = now(at)
    if filed := model.objects.filter(key=key, case=case, added_by=by).first():
        return filed
    writing_in(case, by=by)
    not_to_come(case, given.get("on"), at=at)
    if compartment:
        given["compartment"] = compartment
    row = model.objects.create(key=key, case=case, added_by=by, added_at=at, **given)
    kept = compartment or case
    trail.record(f"{row._meta.verbose_name} entered", kept, by=by, detail={"entry": row.pk}, at=at)
    tell(case, "proceedings", said, by=by, at=at, text=telling, compartment=compartment)
    return row


@transaction.atomic
def take_back(*, entry, reason, by, at=None):
    """Take back an entry that was wrong. It stays on file, struck out; its date falls away."""
    at, case = now(at), writing_in(entry.case, by=by)
    standing = type(entry).objects.filter(pk=entry.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawn_by=by, why_withdrawn=reason):
        raise StepRefused(TAKEN_BACK)
    if getattr(entry, "deadline", None):
        let_go(entry, by=by, at=at, fell_away=reason)
    kept, name = getattr(entry, "compartment", None), entry._meta.verbose_name
    trail.record(f"{name} taken back", kept or case, by=by, reason=reason, detail={"entry": entry.pk}, at=at)
    tell(case, "proceedings", f"Taken back: {name}", by=by, at=at, text=reason, compartment=kept)


def let_go(row, *, by, at, fell_away=""):
    """End the date of this row as it stands now, met or fallen away, unless another open row rests on it."""
    row = type(row).objects.select_related("deadline").get(pk=row.pk)
    period = running(row) if row.deadline_id else None
    others = type(row).objects.filter(deadline=row.deadline_id, withdrawn_at=None, status__in=row.OPEN)
    if period is None or others.exclude(pk=row.pk).exists():
        return
    if fell_away:
        clocks.cancel(deadline=period, reason=fell_away, by=by, at=at)
    else:
        clocks.meet(deadline=period, by=by, at=at)
