"""The life of an examination as a table (domain C.9): an adverse conclusion takes two examiners."""

from cases.travel_documents.examination import deadlines as clocks
from cases.travel_documents.examination.models import ADVERSE, Conclusion, Feature, Result, Status
from cases.travel_documents.staff import is_examiner
from secoffice.workflow import Checklist, Open, Step, Workflow

S = Status
WHOLE = Checklist("examination.whole")
NEEDS_TYPE = (Conclusion.FOG, Conclusion.ALTERED, Conclusion.COUNTERFEIT, Conclusion.FANTASY)
EXAMINER, OTHER = "its examiner", "another document examiner, up the chain where the office has one alone"


def examines(user, record):
    if user.pk != record.examiner_id:
        return f"Only its examiner, {record.examiner}, can do this."
    return "" if is_examiner(user) else "This is for document examiners."


def concludes(user, record):
    if record.conclusion in ADVERSE:
        return examines(user, record) or "An adverse conclusion goes to a second examiner first."
    return examines(user, record)


def hands_over(user, record):
    if record.conclusion and record.conclusion not in ADVERSE:
        return examines(user, record) or "Only an adverse conclusion needs a second examiner."
    return examines(user, record)


def looks_again(user, record):
    if user.pk == record.examiner_id:
        return "You examined it yourself; another examiner looks again."
    return "" if is_examiner(user) else "This is for document examiners."


@WHOLE.provide("features", "Features are examined")
def something_was_looked_at(record):
    """At least one feature; an adverse conclusion on the object itself rests on one that speaks against it."""
    seen = {
        row.code: row
        for row in Feature.objects.filter(examination=record).exclude(result=Result.NOT_EXAMINED)
    }
    url = f"{record.get_absolute_url()}features/"
    if not seen:
        return [Open("No feature is examined yet.", url)]
    if record.conclusion in (Conclusion.ALTERED, Conclusion.COUNTERFEIT):
        if not any(row.speaks_against for row in seen.values()):
            return [Open("No feature is absent or suspect.", url)]
    return []


@WHOLE.provide("conclusion", "It says what it concludes, how surely and on what it rests")
def it_concludes(record):
    url = f"{record.get_absolute_url()}conclusion/"
    if not record.conclusion:
        return [Open("Say what you conclude.", url)]
    missing = []
    if record.conclusion != Conclusion.INCONCLUSIVE and not record.likelihood:
        missing.append(Open("Say how likely it is.", url))
    if not record.grounds.strip():
        missing.append(Open("Say on what the conclusion rests.", url))
    if record.conclusion in NEEDS_TYPE and not record.fraud_types.exists():
        missing.append(Open("Name the kind of fraud.", url))
    return missing


CONCLUDE = Step(
    "conclude",
    (S.DRAFT,),
    S.CONCLUDED,
    concludes,
    "Conclude",
    checks=WHOLE,
    stops=(clocks.FINISH,),
    who=EXAMINER,
)
SUBMIT = Step(
    "submit", (S.DRAFT,), S.SECOND, hands_over, "Ask a second examiner", checks=WHOLE,
    stops=(clocks.FINISH,), starts=(clocks.SECOND,), who=EXAMINER,
)  # fmt: skip
CONFIRM = Step(
    "confirm", (S.SECOND,), S.CONCLUDED, looks_again, "Confirm the conclusion", needs_reason=True,
    reason_label="What you looked at yourself", stops=(clocks.SECOND,), who=OTHER,
)  # fmt: skip
DIFFER = Step(
    "differ", (S.SECOND,), S.DRAFT, looks_again, "Send back", needs_reason=True,
    reason_label="What you see otherwise", stops=(clocks.SECOND,), starts=(clocks.FINISH,), who=OTHER,
)  # fmt: skip
TAKE_BACK = Step(
    "take_back", (S.SECOND,), S.DRAFT, examines, "Take back", supersedes=(clocks.SECOND,), starts=(clocks.FINISH,),
    who=EXAMINER,
)  # fmt: skip
CALL_OFF = Step(
    "call_off", (S.DRAFT,), S.CALLED_OFF, examines, "Call the examination off", needs_reason=True,
    reason_label="Why it is not concluded", supersedes=(clocks.FINISH,), who=EXAMINER,
)  # fmt: skip


def sets(record, step, *, reason, at, given):
    """What a step writes together with the status; `given` has who takes it and the digest of what was read."""
    if step.target == S.CONCLUDED:
        second = given["by"] if step.name == "confirm" else None
        return {"concluded_at": at, "second": second, "digest": given["digest"], "remarks": ""}
    if step.name == "differ":
        return {"remarks": reason}
    return {}


def after(record, step, *, by, reason, at, given):
    from cases.travel_documents.examination.actions import following

    following.step_taken(record, step, by=by, at=at, reason=reason)


WORKFLOW = Workflow(
    "Examination of a travel document",
    CONCLUDE,
    SUBMIT,
    CONFIRM,
    DIFFER,
    TAKE_BACK,
    CALL_OFF,
    sets=sets,
    after=after,
)
