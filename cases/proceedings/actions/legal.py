"""Legal process, from issue to return, and arrests."""

from django.db import transaction

from cases import workflow as cases_workflow
from cases.actions.timeline import now
from cases.proceedings import workflow
from cases.proceedings.actions.entries import enter, not_to_come, writing_in
from cases.proceedings.deadlines import RETURN
from cases.proceedings.models import Arrest, LegalProcess
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.engine import start_of_day
from secoffice.workflow import StepRefused


@transaction.atomic
def issue(*, case, by, key, at=None, **given):
    """Log a paper that was issued. With a day of return its date runs: on that day, whatever the weekday."""
    at = now(at)
    if filed := LegalProcess.objects.filter(key=key, case=case, added_by=by).first():
        return filed
    writing_in(case, by=by)
    issued, returns = given["issued_on"], given.get("return_on")
    not_to_come(case, issued, at=at)
    if returns and returns <= issued:
        raise StepRefused("The return day lies after the day it was issued.")
    date = _return_date(case, issued, returns, by=by, at=at) if returns else None
    said = f"{LegalProcess.Kind(given['kind']).label} issued"
    return enter(
        LegalProcess, case=case, by=by, key=key, at=at, said=said, status_at=at, deadline=date, **given
    )


def _return_date(case, issued, returns, *, by, at):
    return clocks.start(
        rule=RETURN,
        target=case,
        office=case.office,
        trigger_at=start_of_day(issued, case.office.tz),
        days=(returns - issued).days,
        owner=cases_workflow.owner_of(RETURN, case),
        by=by,
        at=at,
    )


@transaction.atomic
def move(*, process, step, by, on, said, at=None):
    """Served, returned or withdrawn: a step of the table. `said`: how it was served, what came back, or why not."""
    at = now(at)
    writing_in(process.case, by=by)
    not_to_come(process.case, on, at=at)
    if on and on < process.issued_on:
        raise StepRefused("That was before the paper was issued.")
    return workflow.PROCESS.take(process, step, by=by, reason=said, at=at, given={"on": on})


def arrest(*, case, subject, on, by, key, at=None, **given):
    """Log that somebody of the case was arrested."""
    if subject.case_id != case.pk or subject.compartment_id:
        raise StepRefused("This person is not on the case.")
    said = f"Arrest by {given['agency']}"
    return enter(Arrest, case=case, by=by, key=key, said=said, at=at, subject=subject, on=on, **given)
