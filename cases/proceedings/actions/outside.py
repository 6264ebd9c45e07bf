"""Lookouts, and what personnel security must hear of an employee."""

from django.db import transaction

from cases.actions.timeline import now
from cases.proceedings import workflow
from cases.proceedings.actions.entries import enter, not_to_come, writing_in
from cases.proceedings.models import Lookout, PersonnelReferral
from secoffice.workflow import StepRefused


@transaction.atomic
def look_out(*, case, system, number, entered_on, by, key, subject=None, at=None):
    """Put on file that a lookout was entered in a system outside, under its reference there."""
    at = now(at)
    if subject and (subject.case_id != case.pk or subject.compartment_id):
        raise StepRefused("This person is not on the case.")
    not_to_come(case, entered_on, at=at)
    return enter(
        Lookout, case=case, by=by, key=key, at=at, said=f"Lookout entered in {system}", status_at=at, system=system,
        number=number, entered_on=entered_on, subject=subject,
    )  # fmt: skip


@transaction.atomic
def settle(*, lookout, step, by, on, said, at=None):
    """Lifted, or kept after the case: a step of the table. `said`: why."""
    at = now(at)
    not_to_come(writing_in(lookout.case, by=by), on, at=at)
    if on and on < lookout.entered_on:
        raise StepRefused("That was before the lookout was entered.")
    return workflow.LOOKOUT.take(lookout, step, by=by, reason=said, at=at, given={"on": on})


def tell_personnel(*, case, decision, on, text, by, key, to="", at=None):
    """Record that the clearance office was told that an employee is involved, or why it need not be."""
    made = decision == PersonnelReferral.Decision.MADE
    if made != bool(to):
        raise StepRefused("Name the clearance office for a referral that was made, and only for that.")
    said = f"Personnel security: {PersonnelReferral.Decision(decision).label.lower()}"
    given = {"decision": decision, "on": on, "text": text, "to": to}
    return enter(PersonnelReferral, case=case, by=by, key=key, said=said, at=at, **given)
