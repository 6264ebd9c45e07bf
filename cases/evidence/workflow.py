"""What can happen to a hand-over, an order of disposal and a discrepancy (domain A.8, §0.4), as tables."""

from cases.evidence.actions import chain, handing, keeping
from cases.evidence.actions.registering import sound
from cases.evidence.deadlines import DISPOSE
from cases.evidence.models import Discrepancy, Disposal, HandOver
from cases.gate import CLOSING, left_in_merged
from cases.guards import approves, kept_out
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.files import actions as files
from secoffice.workflow import Step, StepRefused, Workflow

H, D, Q = HandOver.Status, Disposal.Status, Discrepancy.Status


# Hand-overs


def receives(user, offer):
    if user.pk != offer.receiver_id:
        return f"It is offered to {offer.receiver}; only they can answer."
    return kept_out(user, offer.exhibit.case)


def releases(user, offer):
    """Whoever could offer it."""
    if user.pk == offer.releaser_id or not chain.may_offer(user, offer.exhibit):
        return ""
    return f"Only {offer.releaser}, who offers it, can withdraw it."


def after_hand_over(offer, step, *, by, reason, at, given):
    if step.name == "accept":
        handing.accepted(offer, by=by, reason=reason, at=at, given=given)
    else:
        handing.not_taken(offer, by=by, reason=reason, at=at)
    handing.answered(offer, by=by, at=at)


HAND_OVERS = Workflow(
    "Hand-over of an exhibit",
    Step("accept", (H.PENDING,), H.ACCEPTED, receives, "Accept", who="the receiver"),
    Step(
        "refuse",
        (H.PENDING,),
        H.REFUSED,
        receives,
        "Refuse",
        needs_reason=True,
        reason_label="Why it is refused",
        who="the receiver",
    ),
    Step(
        "withdraw",
        (H.PENDING,),
        H.WITHDRAWN,
        releases,
        "Withdraw",
        needs_reason=True,
        reason_label="Why it is withdrawn",
        who="whoever offered it",
    ),
    after=after_hand_over,
)


# Disposal: three persons and a witness


def approves_disposal(user, order):
    if user.pk in (order.ordered_by_id, order.exhibit.custodian_id):
        return "Somebody else approves: neither whoever ordered it nor the custodian."
    return approves(user, order.exhibit.case) or keeping.not_free(order.exhibit)


def refuses_disposal(user, order):
    return approves(user, order.exhibit.case)


def takes_back_disposal(user, order):
    return "" if user.pk == order.ordered_by_id else "Only whoever ordered it takes the order back."


def carries_out(user, order):
    return chain.may_act(user, order.exhibit) or keeping.not_free(order.exhibit)


def sets_disposal(order, step, *, reason, at, given):
    if step.name == "approve":
        return {"approved_by": given["approver"]}
    if step.name == "carry_out":
        if given.get("witness") is None:
            raise StepRefused("Name the witness.")
        return {"witness": given["witness"], "receipt": given.get("receipt", "")}
    return {}


def after_disposal(order, step, *, by, reason, at, given):
    exhibit = order.exhibit
    if step.name == "approve":
        owner = {"target": exhibit, "office": exhibit.case.office, "owner": exhibit.custodian}
        clocks.start(rule=DISPOSE, trigger_at=at, by=by, at=at, **owner)
        step = f"approved {order.pk}"
        chain.owe(exhibit, "carry out a disposal", recipient=exhibit.custodian, by=by, step=step, at=at)
    elif step.name == "carry_out":
        carried_out(order, by=by, reason=reason, at=at, given=given)
    else:
        clocks.cancel(target=exhibit, rule=DISPOSE, reason=reason, by=by, at=at)


def carried_out(order, *, by, reason, at, given):
    """The end of the chain: nobody keeps it any more. The bytes of what is destroyed are destroyed by two."""
    exhibit, witness = order.exhibit, given["witness"]
    if witness in (by, order.approved_by):
        raise StepRefused("The witness is neither the custodian nor whoever approved it.")
    two = {name: given.get(name) for name in ("counted", "counted_again")}
    facts = chain.two_persons(exhibit, by=by, witness=witness, **two)
    chain.append(
        exhibit, order.method, by=by, at=at, to=None, to_words=order.recipient, purpose=order.authority,
        seal_before=exhibit.seal, seal_after=exhibit.seal, place=given.get("receipt", ""), condition=reason[:300],
        **facts,
    )  # fmt: skip
    chain.keep(exhibit, custodian=None, room=None, bin="", gone_as=order.method)
    clocks.meet(target=exhibit, rule=DISPOSE, by=by, at=at)
    if order.method == "DESTROY" and hasattr(exhibit, "acquisition"):
        files.destroy(exhibit.acquisition.stored, by=by, also_by=witness, reason=order.authority, at=at)


DISPOSALS = Workflow(
    "Disposal of an exhibit",
    Step(
        "approve",
        (D.ORDERED,),
        D.APPROVED,
        approves_disposal,
        "Approve",
        starts=(DISPOSE,),
        who="somebody up the chain, neither the orderer nor the custodian",
    ),
    Step(
        "refuse",
        (D.ORDERED,),
        D.REFUSED,
        refuses_disposal,
        "Refuse",
        needs_reason=True,
        reason_label="Why it is refused",
        who="somebody up the chain",
    ),
    Step(
        "withdraw",
        (D.ORDERED, D.APPROVED),
        D.WITHDRAWN,
        takes_back_disposal,
        "Take the order back",
        needs_reason=True,
        reason_label="Why it is taken back",
        stops=(DISPOSE,),
        who="whoever ordered it",
    ),
    Step(
        "carry_out",
        (D.APPROVED,),
        D.DONE,
        carries_out,
        "Carry it out",
        stops=(DISPOSE,),
        who="the custodian, with a witness",
    ),
    sets=sets_disposal,
    after=after_disposal,
)


# Discrepancies


def clears_up(user, found):
    exhibit = found.exhibit
    if user.pk in (found.custodian_id, exhibit and exhibit.custodian_id):
        return "Whoever keeps the exhibit does not close a discrepancy about it."
    if exhibit is None:
        mine = user.office_id in {office.pk for office in found.room.office.chain()}
        if user.pk == found.opened_by_id or not (mine and user.has_role("EVID_CUST", "EVID_AUD", "RSO")):
            return "Somebody of the evidence room who did not open it closes it."
        return ""
    auditor = user.has_role("EVID_AUD") and user.office_id in {o.pk for o in exhibit.case.office.chain()}
    return "" if auditor else approves(user, exhibit.case)


def after_clearing(found, step, *, by, reason, at, given):
    if found.about == "DIGEST" and hasattr(found.exhibit, "acquisition"):
        sound(found.exhibit, by=by, at=at).close()
    Discrepancy.objects.filter(pk=found.pk).update(closed_by=by, finding=reason)
    if found.exhibit_id:
        trail.record("discrepancy closed", found.exhibit, by=by, reason=reason, at=at)


DISCREPANCIES = Workflow(
    "Discrepancy",
    Step(
        "close",
        (Q.OPEN,),
        Q.CLOSED,
        clears_up,
        "Close",
        needs_reason=True,
        reason_label="What was found",
        who="an auditor, or somebody up the chain; never the custodian",
    ),
    after=after_clearing,
)
TABLES = {HandOver: HAND_OVERS, Disposal: DISPOSALS, Discrepancy: DISCREPANCIES}


@CLOSING.provide("evidence", "Every exhibit has a disposition order or is on hold")
def nothing_left_open(case):
    """One query, and none where the page already knows that there are no exhibits."""
    from cases.evidence.questions import not_settled, still_open

    left = left_in_merged("exhibit", case, not_settled)
    return left if case.__dict__.get("count_evidence_list") == 0 else still_open(case) + left
