"""What can happen to a document, to a loss report and to a flag, as tables (domain C.12)."""

from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register.models import Flag, LossReport, TravelDocument
from cases.travel_documents.staff import works_here
from secoffice.workflow import Step, Workflow

S, E = TravelDocument.Status, TravelDocument.Ended
MANAGERS = ("DOC_EXAM", "CONS_LIA", "RSO", "DIRECTOR", "CASE_SUP")
WHO = "document examiner, consular liaison, security officer, supervisor or keeper; never its holder"
BY_ITSELF = "by the deed that brings it about"
VALID_NOT = (S.LOST, S.STOLEN, S.REVOKED, S.CANCELLED)
PAGES = ("cancel", "surrender", "give_back", "destroy")  # the steps that have a page of their own


def keeps(user, document):
    """Who works a document on the register. Nobody decides about their own."""
    if user.pk == document.staff_id:
        return "It is your own document; somebody else decides about it."
    if user.pk == document.keeper_id or (works_here(user) and user.has_role(*MANAGERS)):
        return ""
    return f"This is for the {WHO}."


def by_its_deed(user, document):
    """Losses, revocations and their corrections ask who may in tables of their own."""
    return ""


def gives_back(user, document):
    if document.ended:
        return f"It stays with the office: {document.get_ended_display().lower()}."
    return keeps(user, document)


STEPS = (
    Step("lose", (S.VALID, S.CANCELLED, S.SURRENDERED), S.LOST, by_its_deed, "Report lost", who=BY_ITSELF),
    Step("steal", (S.VALID, S.CANCELLED, S.SURRENDERED), S.STOLEN, by_its_deed, "Report stolen", who=BY_ITSELF),
    Step(
        "correct", (S.LOST, S.STOLEN, S.SURRENDERED), S.VALID, by_its_deed, "Loss recorded in error",
        who="two persons, one after the other",
    ),
    Step(
        "revoke", (S.VALID, S.LOST, S.STOLEN, S.CANCELLED, S.SURRENDERED), S.REVOKED, by_its_deed, "Revoke",
        who="whoever approves a revocation that somebody else proposed",
    ),
    Step(
        "restore", (S.REVOKED, S.SURRENDERED), S.VALID, by_its_deed, "Revocation overturned",
        who="whoever decides after the hearing",
    ),
    Step(
        "cancel", (S.VALID, S.SURRENDERED), S.CANCELLED, keeps, "Cancel the document", needs_reason=True,
        reason_label="What happened, and how it was made known", asks=("ended",), who=WHO,
    ),
    Step(
        "surrender", (S.VALID, *VALID_NOT), S.SURRENDERED, keeps, "Record that it was surrendered",
        needs_reason=True, reason_label="Who brought it, and where it is kept", who=WHO,
    ),
    Step(
        "give_back", (S.SURRENDERED,), S.VALID, gives_back, "Give it back", needs_reason=True,
        reason_label="To whom, and why", who=WHO,
    ),
    Step(
        "destroy", (S.SURRENDERED, S.CANCELLED, S.REVOKED), S.DESTROYED, keeps, "Record its destruction",
        needs_reason=True, reason_label="How it was destroyed, and who was there", who=WHO,
    ),
)  # fmt: skip

BECAUSE = {"lose": E.REPORTED, "steal": E.REPORTED, "revoke": E.REVOKED}
SAID = {
    "lose": "Reported lost: invalid from now on",
    "steal": "Reported stolen: invalid from now on",
    "correct": "The loss was recorded in error: valid again",
    "revoke": "Revoked: invalid from now on",
    "restore": "The revocation was overturned",
    "cancel": "Cancelled",
    "surrender": "Surrendered to the office",
    "give_back": "Given back",
    "destroy": "Destroyed",
}


def sets(document, step, *, reason, at, given):
    """Why and since when it is invalid goes with the status."""
    if step.target == S.VALID:
        return {"ended": "", "ended_at": None}
    ended = BECAUSE.get(step.name) or given.get("ended")
    if ended and (not document.ended or step.name == "revoke"):
        return {"ended": ended, "ended_at": at}
    return {"with_holder": False} if step.name == "surrender" else {}


def after(document, step, *, by, reason, at, given):
    from cases.travel_documents.register.actions import clocks, telling

    said = SAID[step.name]
    if step.name == "cancel":
        said = f"{said}: {document.get_ended_display().lower()}"
    telling.line(document, step.name, said, by=by, at=at, text=given.get("told", reason))
    clocks.follow_document(document, by=by, at=at)


DOCUMENT = Workflow("Travel document", *STEPS, sets=sets, after=after)

# Loss reports

R, F = LossReport.Status, Flag.Status
DESK = "anybody of the travel-document desk"


def of_the_desk(user, record):
    return "" if works_here(user) else "This is for the travel-document desk."


def answers(user, report):
    """A second person, and never whose document it is: to them it would be valid again at their own word."""
    if user.pk == report.asked_by_id:
        return "You asked for it yourself; a second person answers."
    if report.document_id and user.pk == report.document.staff_id:
        return "It is your own document; somebody else decides about it."
    return of_the_desk(user, report)


LOSS = Workflow(
    "Loss report",
    Step(
        "ask", (R.RECORDED,), R.ASKED, of_the_desk, "Recorded in error", needs_reason=True,
        reason_label="What was entered wrongly, and how you know", starts=(rules.CORRECTION,), who=DESK,
    ),
    Step(
        "confirm", (R.ASKED,), R.DATA_ERROR, answers, "Confirm the error", needs_reason=True,
        reason_label="What you looked at yourself", stops=(rules.CORRECTION,), who=f"{DESK}, but not who asked",
    ),
    Step(
        "refuse", (R.ASKED,), R.RECORDED, answers, "The report stands", needs_reason=True,
        reason_label="Why it stands", stops=(rules.CORRECTION,), who=f"{DESK}, but not who asked",
    ),
    sets=lambda report, step, *, reason, at, given: (
        {"asked_why": reason, "asked_by": given["by"]}
        if step.name == "ask"
        else {"answer": reason, "answered_by": given["by"]}
    ),
    after=lambda report, step, **told: _follow(report, step, **told),
)  # fmt: skip

FLAG = Workflow(
    "Flag of repeated losses",
    Step(
        "clear", (F.OPEN,), F.CLEARED, of_the_desk, "Nothing to it", needs_reason=True,
        reason_label="What was looked at, and why nothing follows", stops=(rules.SCREEN,), who=DESK,
    ),
    Step(
        "refer", (F.OPEN,), F.REFERRED, of_the_desk, "Refer", needs_reason=True,
        reason_label="To whom, and what speaks for passport fraud", stops=(rules.SCREEN,), who=DESK,
    ),
    sets=lambda flag, step, *, reason, at, given: {"why": reason, "decided_by": given["by"]},
    after=lambda flag, step, **told: _follow(flag, step, **told),
)  # fmt: skip


def _follow(record, step, *, by, reason, at, given):
    from cases.travel_documents.register.actions import clocks

    clocks.follow(record, step, by=by, at=at)
