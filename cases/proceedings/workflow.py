"""What can happen to a legal process and to a referral, as tables."""

from cases.actions.timeline import tell
from cases.guards import may_write
from cases.proceedings.models import LegalProcess, Lookout, Referral
from secoffice.workflow import Step, Workflow

P, R, L = LegalProcess.Status, Referral.Status, Lookout.Status
WHO = "officer, team or supervisor"
TOLD = {"serve": "served", "return": "returned", "withdraw": "withdrawn"}


def may(user, row):
    if row.withdrawn_at:
        return "This entry was taken back."
    return may_write(user, row.case)


def step(name, sources, target, label, asks):
    return Step(
        name, sources, target, may, label, needs_reason=True, reason_label=asks, asks=("on",), who=WHO
    )


def process_sets(process, taken, *, reason, at, given):
    if taken.name == "serve":
        return {"served_on": given.get("on")}
    if taken.name == "return":
        return {"returned_on": given.get("on"), "came_back": reason}
    return {"came_back": reason}


def process_after(process, taken, *, by, reason, at, given):
    from cases.proceedings.actions.entries import let_go

    if not process.is_open:
        let_go(process, by=by, at=at, fell_away=reason if process.status == P.WITHDRAWN else "")
    said = f"{process.get_kind_display()} {TOLD[taken.name]}"
    tell(process.case, "proceedings", said, by=by, at=at, text=reason)


PROCESS = Workflow(
    "Legal process",
    step("serve", (P.ISSUED,), P.SERVED, "Served", "On whom it was served, and how"),
    step("return", (P.ISSUED, P.SERVED), P.RETURNED, "Returned", "What came back"),
    step("withdraw", (P.ISSUED, P.SERVED), P.WITHDRAWN, "Withdrawn", "Why it was withdrawn or quashed"),
    sets=process_sets,
    after=process_after,
)


def referral_sets(referral, taken, *, reason, at, given):
    return {"answered_on": given.get("on"), "answer": reason}


def referral_after(referral, taken, *, by, reason, at, given):
    from cases.proceedings.actions.entries import let_go
    from cases.proceedings.actions.referrals import await_again

    if referral.is_open:
        await_again(referral, by=by, at=at)
    else:
        let_go(referral, by=by, at=at, fell_away=reason if referral.status == R.WITHDRAWN else "")
    said = f"{referral.name}: {referral.get_status_display().lower()}"
    tell(referral.case, "proceedings", said, by=by, at=at, text=reason)


REFERRAL = Workflow(
    "Referral",
    step("accept", (R.SENT, R.DEFERRED), R.ACCEPTED, "Accepted", "Who accepted it, and what they will do"),
    step("decline", (R.SENT, R.DEFERRED), R.DECLINED, "Declined", "Who declined it, and why"),
    step("defer", (R.SENT,), R.DEFERRED, "Deferred", "Who deferred it, until when and why"),
    step("withdraw", (R.SENT, R.DEFERRED), R.WITHDRAWN, "Withdrawn", "Why it was withdrawn"),
    sets=referral_sets,
    after=referral_after,
)


def lookout_sets(lookout, taken, *, reason, at, given):
    return {"decided_on": given.get("on"), "why": reason}


def lookout_after(lookout, taken, *, by, reason, at, given):
    said = f"{lookout.system}: lookout {lookout.get_status_display().lower()}"
    tell(lookout.case, "proceedings", said, by=by, at=at, text=reason)


LOOKOUT = Workflow(
    "Lookout",
    step("lift", (L.IN_PLACE, L.STAYS), L.LIFTED, "Lifted", "Why it is needed no longer, and who lifted it"),
    step("keep", (L.IN_PLACE,), L.STAYS, "It stays", "Why it stays when the case closes, and who reviews it"),
    sets=lookout_sets,
    after=lookout_after,
)
