"""Referrals, the diary in which their answer is awaited, and whoever chases it."""

from django.db import transaction

from cases import workflow as cases_workflow
from cases.actions.timeline import now, tell
from cases.proceedings import workflow
from cases.proceedings.actions.entries import enter, let_go, not_to_come, writing_in
from cases.proceedings.deadlines import DIARY
from cases.proceedings.models import Chaser, Referral
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused


@transaction.atomic
def refer(*, case, by, key, at=None, **given):
    """Log what was sent, to whom and when. Its answer is awaited in the diary: chased every thirty days."""
    at = now(at)
    if filed := Referral.objects.filter(key=key, case=case, added_by=by).first():
        return filed
    writing_in(case, by=by)
    not_to_come(case, given["sent_on"], at=at)
    date = _unclaimed(case) or diary(case, by=by, at=at)
    said = f"Sent to {given['name']}"
    return enter(
        Referral,
        case=case,
        by=by,
        key=key,
        at=at,
        said=said,
        telling=given["what"],
        status_at=at,
        deadline=date,
        **given,
    )


def diary(case, *, by, at):
    owner = cases_workflow.owner_of(DIARY, case)
    return clocks.start(rule=DIARY, target=case, office=case.office, trigger_at=at, owner=owner, by=by, at=at)


def _unclaimed(case):
    """The diary that the step “Refer” began, while no referral is on file for it."""
    known = Referral.objects.filter(case=case, deadline__isnull=False).values("deadline")
    return Deadline.objects.open().for_target(case).filter(rule=DIARY).exclude(pk__in=known).first()


@transaction.atomic
def chase(*, referral, said, by, key, at=None):
    """Log that somebody asked what became of it: the diary of this referral begins again."""
    at = now(at)
    if filed := Chaser.objects.filter(key=key, referral=referral, by=by).first():
        return filed
    case = writing_in(referral.case, by=by)
    if not Referral.objects.filter(pk=referral.pk, withdrawn_at=None, status__in=Referral.OPEN).exists():
        raise StepRefused("This referral waits for no answer any more.")
    chased = Chaser.objects.create(key=key, referral=referral, by=by, at=at, said=said)
    await_again(referral, by=by, at=at)
    trail.record("chased", referral, by=by, at=at)
    tell(case, "proceedings", f"Asked {referral.name} for an answer", by=by, at=at, text=said)
    return chased


def await_again(referral, *, by, at):
    """Meet the diary that runs for this referral, and start the next one."""
    let_go(referral, by=by, at=at)
    date = diary(referral.case, by=by, at=at)
    Referral.objects.filter(pk=referral.pk).update(deadline=date)
    referral.deadline = date


@transaction.atomic
def answer(*, referral, step, by, on, said, at=None):
    """Accepted, declined, deferred or withdrawn: a step of the table, with the reason they gave."""
    at = now(at)
    writing_in(referral.case, by=by)
    not_to_come(referral.case, on, at=at)
    if on and on < referral.sent_on:
        raise StepRefused("That was before it was sent.")
    return workflow.REFERRAL.take(referral, step, by=by, reason=said, at=at, given={"on": on})
