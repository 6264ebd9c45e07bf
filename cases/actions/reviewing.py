"""Supervisory reviews, and steps asked of somebody up the chain."""

from django.db import transaction

from cases import gate, workflow
from cases.actions.assigning import notify
from cases.actions.offences import soonest
from cases.actions.timeline import hold, now, tell
from cases.deadlines import EVERY, REVIEWS
from cases.models import Approval, Case, Review
from secoffice.access.actions import admit, withdraw
from secoffice.access.models import Admission
from secoffice.accounts.models import User
from secoffice.accounts.roles import APPROVERS
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused

REVIEW_RULES = (*REVIEWS, "cases.review_preliminary")
ASKED = "asked to decide"


@transaction.atomic
def record_review(*, case, by, key, at=None, **given):
    """File a supervisory review: it meets the review due first and starts the next one."""
    at = now(at)
    if filed := Review.objects.filter(key=key, reviewer=by, case=case).first():
        return filed
    if why := workflow.may_review(by, hold(case)):
        raise StepRefused(why)
    known = {"on": case.office.local_date(at), "limitation_on": soonest(case)}
    review = Review.objects.create(key=key, case=case, reviewer=by, at=at, **(known | given))
    met = clocks.meet(target=case, rule=REVIEW_RULES, by=by, at=at)
    trail.record("reviewed", case, by=by, detail={"review": review.pk}, at=at)
    tell(case, "reviewed", "Supervisory review", by=by, at=at, text=review.next_steps)
    if met:
        plan_next_review(case, met, by=by, at=at)
    bring_forward(review, by=by, at=at)
    return review


def bring_forward(review, *, by, at):
    """A reviewer who means to look again before the rule asks for it is told on that day."""
    on, case = review.next_review_on, review.case
    if on is None or on <= case.office.local_date(at):
        return
    sooner = Deadline.objects.open().for_target(case).filter(rule__in=REVIEW_RULES, due_on__lte=on)
    if not sooner.exists():
        why = "the next review, as planned at the last one"
        clocks.set_date(target=case, office=case.office, on=on, why=why, by=by, at=at)


def plan_next_review(case, met, *, by, at):
    """When no further review is open: the next one, anchored to the day the stage began (I.1)."""
    if Deadline.objects.open().for_target(case).filter(rule__in=REVIEW_RULES).exists() or not case.is_live:
        return
    rule = met.rule if met.rule in EVERY else "cases.review_next"
    clocks.start(
        rule=rule,
        target=case,
        office=case.office,
        trigger_at=met.trigger_at,
        days=met.days + EVERY[rule],
        owner=workflow.owner_of(rule, case),
        by=by,
        at=at,
    )


def deciders(case, office):
    """Who at one office of the chain could decide, not counting those who may not."""
    people = User.objects.filter(office=office, is_active=True, groups__name__in=APPROVERS).distinct()
    return [
        person
        for person in people
        if not (workflow.approves(person, case) or workflow.kept_out(person, case))
    ]


def why_not_ask(case, step, by):
    """Why this step cannot be asked for now; "" when it can."""
    row = workflow.WORKFLOW.steps.get(step)
    if row is None or not row.approval or case.status not in row.sources:
        return "This cannot be asked for now."
    if case.approvals.filter(step=step, state="ASKED").exists():
        return "This was asked for already and waits for a decision."
    if row.over:
        return gate.may_ask_over(by, case, workflow.WORKFLOW.offer(row, by, case))
    return workflow.works(by, case)


def nearest_deciders(case, *, but):
    """The nearest office up the chain with somebody who may decide, and who they are; never the asker."""
    for office in case.office.chain():
        if people := [person for person in deciders(case, office) if person != but]:
            return office, people
    raise StepRefused("Nobody up the chain can decide this. Tell your director or headquarters.")


@transaction.atomic
def ask_approval(*, case, step, by, reason, key, at=None, given=None):
    """Ask for a step up the chain: the nearest office with somebody who may decide (§0.6.5)."""
    at = now(at)
    hold(case)
    if asked := Approval.objects.filter(key=key, asked_by=by, case=case, step=step).first():
        return asked
    if why := why_not_ask(case, step, by):
        raise StepRefused(why)
    office, people = nearest_deciders(case, but=by)
    asked = Approval.objects.create(
        key=key,
        case=case,
        step=step,
        reason=reason,
        asked_by=by,
        asked_at=at,
        office=office,
        given=given or {},
    )
    told = {"step": step, "office": office.code}
    trail.record("asked for approval", case, by=by, reason=reason, detail=told, at=at)
    label = workflow.WORKFLOW.steps[step].label
    tell(case, "approval", f"Asked for: {label}", by=by, at=at, text=reason)
    for person in people:
        admit(case, principal=f"user:{person.pk}", reason=ASKED, by=by, at=at)
        words, about = "decision asked of you", f"asked {asked.pk}"
        notify(case, "approval", words, recipient=person, by=by, step=about, at=at)
    clocks.start(
        rule="cases.decide", target=case, office=case.office, trigger_at=at, owner=people[0], by=by, at=at
    )
    return asked


@transaction.atomic
def decide(*, approval, approves, by, answer="", at=None):
    """Approve, which takes the step, or refuse with a reason. Never the person who asked."""
    at, case = now(at), Case._base_manager.select_for_update().get(pk=approval.case_id)
    if by.pk == approval.asked_by_id:
        raise StepRefused("You asked for this yourself; somebody else must decide.")
    if why := workflow.approves(by, case):
        raise StepRefused(why)
    if not approves and not answer.strip():
        raise StepRefused("Say why you refuse, so that the officer can act on it.")
    state = "APPROVED" if approves else "REFUSED"
    if not Approval.objects.filter(pk=approval.pk, state="ASKED").update(
        state=state, decided_by=by, decided_at=at, answer=answer
    ):
        raise StepRefused("Somebody else decided this meanwhile.")
    told = {"step": approval.step}
    trail.record("decided", case, by=by, reason=answer, result=state.lower(), detail=told, at=at)
    clocks.meet(target=case, rule="cases.decide", by=by, at=at)
    label = workflow.WORKFLOW.steps[approval.step].label
    tell(case, "approval", f"{state.capitalize()}: {label}", by=by, at=at, text=answer)
    if approves:
        workflow.take(case, approval.step, by=by, reason=approval.reason, at=at, given=approval.given)
    end_asking(case, but=by, by=by, at=at)
    words, about = f"your request was {state.lower()}", f"decided {approval.pk}"
    notify(case, "approval", words, recipient=approval.asked_by, by=by, step=about, at=at)
    return case


@transaction.atomic
def withdraw_request(*, approval, by, at=None):
    """The asker takes the request back."""
    at = now(at)
    hold(approval.case)
    rows = Approval.objects.filter(pk=approval.pk, state="ASKED", asked_by=by)
    if not rows.update(state="WITHDRAWN", decided_by=by, decided_at=at):
        raise StepRefused("This request is not yours, or was decided meanwhile.")
    clocks.cancel(target=approval.case, rule="cases.decide", by=by, at=at, reason="Request withdrawn")
    trail.record("withdrew request", approval.case, by=by, detail={"step": approval.step}, at=at)
    tell(approval.case, "approval", "Request withdrawn", by=by, at=at)
    end_asking(approval.case, by=by, at=at)


def overtake(case, *, by, at):
    """A case that ended has nothing left to decide: what waits is taken back, and who was asked is let out."""
    if case.approvals.filter(state="ASKED").update(state="WITHDRAWN", decided_by=by, decided_at=at):
        end_asking(case, by=by, at=at)


def end_asking(case, *, by, at, but=None):
    """Nothing waits any more: who was let in to decide has no need to know, save the one who did (§0.3.5)."""
    if case.approvals.filter(state="ASKED").exists():
        return
    rows = Admission.objects.filter(target_type="cases.case", target_id=case.pk, reason=ASKED)
    for principal in rows.exclude(principal=f"user:{but.pk if but else 0}").values_list(
        "principal", flat=True
    ):
        withdraw(case, principal=principal, by=by, of=ASKED, at=at)
