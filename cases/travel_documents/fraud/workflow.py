"""The way of a visa referral as a table (domain C.11). A finding on eligibility stays with the consular side, the crime
with the investigator; what is alleged of staff never passes the consular side at all."""

from cases.travel_documents.fraud import deadlines as clocks
from cases.travel_documents.fraud.models import Status
from secoffice.workflow import Step, Workflow

S = Status
CONSULAR, SECURITY = (
    "fraud prevention unit of the consular section",
    "security officer or supervisor of the post",
)


def in_chain(user, record):
    return user.office_id in {office.pk for office in record.office.chain()}


def reviews(user, record):
    if record.is_malfeasance:
        return "What is alleged of staff goes straight to the security officer."
    if user.has_role("CONS_LIA") and in_chain(user, record):
        return ""
    return "This is for the fraud prevention unit: the consular liaison of the post."


def decides(user, record):
    if user.pk == record.asked_by_id:
        return "You reported it; somebody else decides."
    if user.has_role("RSO", "CASE_SUP", "DIRECTOR") and in_chain(user, record):
        return ""
    return "This is for the security officer or a supervisor of the post."


def refers(user, record):
    return reviews(user, record) and decides(user, record) and "This is for the fraud prevention unit."


FOUND = {
    "needs_reason": True,
    "reason_label": "Finding on eligibility",
    "stops": (clocks.REVIEW,),
    "who": CONSULAR,
}

STEPS = (
    Step("review", (S.SUSPECTED,), S.UNDER_FPU_REVIEW, reviews, "Begin the review", who=CONSULAR),
    Step("confirm", (S.UNDER_FPU_REVIEW,), S.CONFIRMED, reviews, "Confirmed", **FOUND),
    Step("not_confirm", (S.UNDER_FPU_REVIEW,), S.NOT_CONFIRMED, reviews, "Not confirmed", **FOUND),
    Step("inconclusive", (S.UNDER_FPU_REVIEW,), S.INCONCLUSIVE, reviews, "Inconclusive", **FOUND),
    Step(
        "refer", (S.SUSPECTED, S.UNDER_FPU_REVIEW, S.CONFIRMED, S.INCONCLUSIVE), S.REFERRED_RSO, refers,
        "Refer to the security officer", needs_reason=True, reason_label="Signs of a crime",
        supersedes=(clocks.REVIEW,), starts=(clocks.DECIDE,), who=CONSULAR,
    ),
    Step(
        "open_case", (S.REFERRED_RSO,), S.CASE_OPENED, decides, "Open a case", stops=(clocks.DECIDE,),
        asks=("kind", "title"), who=SECURITY,
    ),
    Step(
        "decline", (S.REFERRED_RSO,), S.DECLINED, decides, "Decline", needs_reason=True,
        reason_label="Finding on the crime", stops=(clocks.DECIDE,), who=SECURITY,
    ),
)  # fmt: skip


def sets(record, step, *, reason, at, given):
    if step.name in ("confirm", "not_confirm", "inconclusive"):
        return {"eligibility": reason}
    if step.name == "decline":
        return {"crime": reason}
    return {"case": given["case"]} if step.name == "open_case" else {}


def after(record, step, *, by, reason, at, given):
    from cases.travel_documents.fraud.actions import following

    following.step_taken(record, step, by=by, at=at, reason=reason)


WORKFLOW = Workflow("Visa referral", *STEPS, sets=sets, after=after)
