"""The way of a conflict: from a hit to two sides that know of one another, through a liaison officer."""

from cases.deconfliction.models import Conflict, Contact
from secoffice import ports
from secoffice.workflow import Step, Workflow

S = Conflict.Status
LIAISON = "a liaison officer who is kept out of neither file"


def liaises(user, conflict):
    """Asked in the deed as well: whoever was kept out since the page was shown does nothing any more."""
    if user.has_role("LIAISON") and Conflict.objects.visible_to(user).filter(pk=conflict.pk).exists():
        return ""
    return "Only a liaison officer brings two files together."


SAY = {"needs_reason": True, "reason_label": "What both sides are told", "who": LIAISON}
STEPS = (
    Step("contact", (S.OPEN,), S.CONTACTED, liaises, "Record the contact", **SAY),
    Step("settle", (S.OPEN, S.CONTACTED), S.SETTLED, liaises, "Settle", **SAY),
    Step("reopen", (S.SETTLED,), S.OPEN, liaises, "Open it again", **SAY),
)


def after(conflict, step, *, by, reason, at, given):
    """Both sides hear that there is an answer; what it says they read where they may."""
    Contact.objects.create(
        key=given["key"], conflict=conflict, by=by, at=at, step=step.label, text=reason[:2000]
    )
    check, case = conflict.check_made, conflict.case
    told = {"kind": "deconfliction", "duty": "answer of a liaison officer", "at_once": True, "at": at}
    step_key = f"contact {conflict.contacts.count()}"
    ports.tell(
        "notice.owed", source_type="deconfliction.check", source_id=check.pk, recipient_id=check.by_id,
        reference=check.reference, url=f"/cases/deconfliction/checks/{check.key}/", needs_access=False,
        office_id=check.by.office_id, step=f"{conflict.pk} {step_key}", **told,
    )  # fmt: skip
    for person in {case.officer, case.supervisor} - {None, check.by}:
        ports.tell(
            "notice.owed", source_type="deconfliction.conflict", source_id=conflict.pk, recipient_id=person.pk,
            target_type="cases.case", target_id=case.pk, reference=case.reference, office_id=case.office_id,
            url=f"/cases/{case.reference}/deconfliction/", step=step_key, **told,
        )  # fmt: skip


WORKFLOW = Workflow("Conflict between files", *STEPS, after=after)
