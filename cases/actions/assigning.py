"""Who works a case: offered, accepted, returned, handed over."""

from django.db import transaction

from cases.actions import compartments
from cases.actions.timeline import hold, now, tell
from cases.models import Assignment, Case
from cases.workflow import approves, kept_out, start_clock
from secoffice import ports
from secoffice.access.actions import admit, withdraw
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

OFFICERS_RULES = ("cases.preliminary_end", "cases.referral_diary", "cases.report")
ASSIGNED = "assigned to it"


def may_assign(user, case):
    if not case.is_live:
        return f"The case is {case.get_status_display().lower()}; nobody works it."
    return approves(user, case) and (
        ""
        if user.has_role("INTAKE") and case.status == "COMPLAINT" and user.office_id == case.office_id
        else "Assigning is for the supervisor of the unit, or somebody further up the chain."
    )


def notify(case, kind, duty, *, recipient, by, step="told", at_once=True, at=None):
    """Owe somebody a notice about a case: neutral words, reference and address only."""
    if recipient is None or recipient == by:
        return
    ports.tell(
        "notice.owed",
        kind=kind,
        source_type="cases.case",
        source_id=case.pk,
        recipient_id=recipient.pk,
        duty=duty,
        reference=case.reference,
        url=case.get_absolute_url(),
        office_id=case.office_id,
        at_once=at_once,
        step=step,
        at=at,
    )


@transaction.atomic
def assign(*, case, officer, by, reason="", at=None):
    """Offer a case to an officer, or give it where the office wants no acceptance."""
    at = now(at)
    if why := may_assign(by, hold(case)):
        raise StepRefused(why)
    if why := kept_out(officer, case):
        raise StepRefused(why)
    _overtake(case, by=by, at=at)
    asks = case.office.must_accept and officer != by
    given = Assignment.objects.create(
        case=case,
        officer=officer,
        by=by,
        at=at,
        reason=reason,
        state="OFFERED" if asks else "ACCEPTED",
        answered_at=None if asks else at,
    )
    admit(case, principal=f"user:{officer.pk}", reason=ASSIGNED, by=by, at=at)
    trail.record("assigned", case, by=by, reason=reason, detail={"officer": officer.pk}, at=at)
    (_offer if asks else _hand)(case, given, by=by, at=at)
    return given


def _overtake(case, *, by, at):
    """An offer that still waits is over, and with it what it let somebody see."""
    for offer in case.assignments.filter(state="OFFERED"):
        case.assignments.filter(pk=offer.pk).update(state="OVERTAKEN", answered_at=at)
        if offer.officer_id != case.officer_id:
            principal, reason = f"user:{offer.officer_id}", "given to somebody else"
            withdraw(case, principal=principal, by=by, reason=reason, of=ASSIGNED, at=at)
    clocks.supersede(target=case, rule="cases.accept", by=by, at=at)


def _offer(case, given, *, by, at):
    _set(case, offered_to=given.officer)
    start_clock("cases.accept", case, by=by, at=at)
    tell(case, "assigned", f"Offered to {given.officer}", by=by, at=at, text=given.reason)
    step = f"offer {given.pk}"
    notify(case, "assignment", "accept or return a case", recipient=given.officer, by=by, step=step, at=at)


def _hand(case, given, *, by, at):
    _give(case, given.officer, by=by, at=at)
    step = f"given {given.pk}"
    notify(case, "assignment", "case assigned to you", recipient=given.officer, by=by, step=step, at=at)


@transaction.atomic
def answer(*, case, by, accepts, reason="", at=None):
    """The officer accepts the offer or returns it with a reason."""
    at = now(at)
    state = "ACCEPTED" if accepts else "RETURNED"
    offer = hold(case).assignments.filter(officer=by, state="OFFERED").first()
    if offer is None:
        raise StepRefused("This case is not waiting for your answer.")
    if not accepts and not reason.strip():
        raise StepRefused("Say why you return it, so that your supervisor can assign it well.")
    if not Assignment.objects.filter(pk=offer.pk, state="OFFERED").update(
        state=state, answered_at=at, reason=reason or offer.reason
    ):
        raise StepRefused("Somebody else changed this meanwhile. Look at it again before you go on.")
    clocks.meet(target=case, rule="cases.accept", by=by, at=at)
    trail.record("assignment " + state.lower(), case, by=by, reason=reason, at=at)
    if accepts:
        _give(case, by, by=by, at=at)
    else:
        _take_back(case, by, reason=reason, at=at)
    words, step = f"assignment {state.lower()}", f"{state} {offer.pk}"
    notify(case, "assignment", words, recipient=offer.by, by=by, step=step, at=at)
    return offer


def _take_back(case, officer, *, reason, at):
    _set(case, offered_to=None)
    tell(case, "returned", f"{officer} returned the case", by=officer, at=at, text=reason)
    if case.officer_id != officer.pk:
        withdraw(case, principal=f"user:{officer.pk}", by=officer, reason=reason, of=ASSIGNED, at=at)


def _give(case, officer, *, by, at):
    before = case.officer
    _set(case, officer=officer, offered_to=None)
    if before and before != officer:
        withdraw(
            case, principal=f"user:{before.pk}", by=by, reason="no longer the officer", of=ASSIGNED, at=at
        )
    compartments.follow(case, by=by, at=at)
    clocks.reassign(target=case, rule=OFFICERS_RULES, owner=officer, by=by, at=at)
    tell(case, "assigned", f"{officer} works this case", by=by, at=at)


def _set(case, **fields):
    for name, value in fields.items():
        setattr(case, name, value)
    Case._base_manager.filter(pk=case.pk).update(**fields)


@transaction.atomic
def hand_over(*, case, giver, receiver, by, at=None):
    """Leave and departure: the work of one person goes to another, acceptance or not (design item 5).

    Whoever keeps staff may hand over cases they cannot see, but lets in nobody who is kept out, nor themselves.
    """
    at = now(at)
    if kept_out(receiver, hold(case)) or (receiver == by and not case.is_visible_to(by)):
        raise StepRefused(f"{case.reference} cannot be given to {receiver}.")
    _overtake(case, by=by, at=at)
    admit(case, principal=f"user:{receiver.pk}", reason=ASSIGNED, by=by, at=at)
    Assignment.objects.create(
        case=case,
        officer=receiver,
        by=by,
        at=at,
        state="ACCEPTED",
        answered_at=at,
        reason=f"Hand-over from {giver}",
    )
    _give(case, receiver, by=by, at=at)
    trail.record("handed over", case, by=by, detail={"from": giver.pk, "to": receiver.pk}, at=at)
    notify(
        case,
        "assignment",
        "case handed over to you",
        recipient=receiver,
        by=by,
        step=f"handover {at:%Y%m%d%H%M}",
        at=at,
    )
