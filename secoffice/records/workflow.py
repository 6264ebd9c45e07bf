"""The way of a record past its period: proposed, approved by three, or kept (F.3). Nothing here destroys anything."""

from secoffice.records import kept
from secoffice.records.actions.holds import is_held
from secoffice.records.models import Consent, Disposition
from secoffice.workflow import Step, Workflow, publish

PARTS = Consent.Part
HELD = "It is under legal hold; nothing held is proposed or approved."
TWICE = "You approved this already; the three are different people."
NOT_ASKED = "This takes the records officer, somebody who answers for the record, and the legal adviser."


def may_give(user, disposition):
    """The part in which this person may approve, or "": each of the three is somebody else."""
    given = {consent.part: consent.by_id for consent in disposition.consents.all()}
    if user.pk in given.values():
        return ""
    record = kept.find(disposition.target_type, disposition.target_id)
    for part in (part for part in PARTS if part not in given):
        if part == PARTS.OWNER:
            if record is not None and not kept.of(record).owns(user, record):
                return part
        elif user.has_role(part):
            return part
    return ""


def three_agree(user, disposition):
    record = kept.find(disposition.target_type, disposition.target_id)
    if record is None or is_held(record):
        return HELD
    missing = set(PARTS) - {consent.part for consent in disposition.consents.all()}
    return (
        f"Not yet approved by: {', '.join(sorted(PARTS(each).label for each in missing))}." if missing else ""
    )


def may_keep(user, disposition):
    approved = any(consent.by_id == user.pk for consent in disposition.consents.all())
    return "" if approved or may_give(user, disposition) else NOT_ASKED


def sets(disposition, step, *, reason, at, given):
    return {"why_kept": reason} if step.name == "keep" else {}


WORKFLOW = Workflow(
    "Disposition",
    Step(
        "approve", ("PROPOSED",), "APPROVED", three_agree, "Approve for destruction",
        who="the third of records officer, owner and legal adviser",
    ),
    Step(
        "keep", ("PROPOSED", "APPROVED"), "KEPT", may_keep, "Keep it", needs_reason=True,
        reason_label="Why it is kept", who="any of the three",
    ),
    sets=sets,
)  # fmt: skip
publish(WORKFLOW, Disposition.Status.choices)
