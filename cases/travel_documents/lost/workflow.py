"""The way of a withdrawal: proposed, then confirmed or declined. A data error takes two people (domain C.12); that the
owner has the document again, or that the issuer took its decision back, is the issuing desk's own word (I.2)."""

from cases.travel_documents.lost import authority
from cases.travel_documents.lost.models import Record, Withdrawal
from secoffice.workflow import Step, StepRefused, Workflow

S, KIND = Withdrawal.Status, Withdrawal.Kind
DESK = "the issuing desk; a data error: a second person there or above"


def decides(user, withdrawal):
    if withdrawal.kind == KIND.DATA_ERROR:
        return authority.why_not_decide(user, withdrawal)
    return authority.why_not_set(user, withdrawal.record.issuer)


def sets(withdrawal, step, *, reason, at, given):
    return {"decided_by": given["by"], "answer": reason[:500]}


def after(withdrawal, step, *, by, reason, at, given):
    """The record gets its last day; it is never deleted."""
    if step.target != S.CONFIRMED:
        return
    office = by.office or withdrawal.by.office
    standing = Record.objects.filter(pk=withdrawal.record_id, ended_on=None)
    if not standing.update(ended_on=office.local_date(at)):
        raise StepRefused("The record had ended already.")


WORKFLOW = Workflow(
    "Withdrawal from the lost list",
    Step("confirm", (S.PROPOSED,), S.CONFIRMED, decides, "Confirm", who=DESK),
    Step("decline", (S.PROPOSED,), S.DECLINED, decides, "Decline", needs_reason=True, who=DESK),
    sets=sets,
    after=after,
    about=lambda withdrawal: withdrawal.record,
)
