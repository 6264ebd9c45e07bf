"""What follows from a step of a revocation, in its transaction."""

from datetime import timedelta

from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register import workflow
from cases.travel_documents.register.actions import clocks, documents, telling
from cases.travel_documents.register.models import Lookout, LossReport, TravelDocument
from secoffice.deadlines import actions as dates

SAID = {
    "approve": "Revocation approved",
    "refuse": "Revocation not approved",
    "withdraw": "Proposal withdrawn",
    "notify": "Notice sent",
    "serve": "Notice received",
    "serve_final": "Notice received; no hearing is open, the revocation is final",
    "request": "A hearing was asked for in time",
    "lapse": "No request was received in time; the revocation is final",
    "schedule": "Hearing set",
    "evidence": "Evidence sent to the person",
    "put_off": "Hearing put off",
    "abandon": "Nobody came; the request is abandoned and the revocation final",
    "hear": "Heard; findings given",
    "uphold": "Upheld",
    "overturn": "Overturned",
}


def of_step(revocation, step, *, by, reason, at, given):
    said = SAID[step.name]
    if step.name in ("schedule", "put_off"):
        said = f"{said} for {revocation.hearing_on:%-d %B %Y}"
    document = revocation.document
    telling.line(document, step.name, said, by=by, at=at, text=reason, revocation=revocation)
    clocks.follow(revocation, step, by=by, at=at, reason=reason)
    _begin(revocation, step, by=by, at=at, given=given)
    if step.name == "approve":
        approved(revocation, by=by, at=at)
    if step.name == "overturn":
        overturned(revocation, by=by, at=at, reason=reason)


def approved(revocation, *, by, at):
    """From this instant: invalid, looked out for, on its way to the lists, and the consular side knows."""
    document = documents.hold(revocation.document)
    workflow.DOCUMENT.take(document, "revoke", by=by, at=at, given={"told": ""})
    Lookout.objects.create(document=document, revocation=revocation, entered_at=at, by=by)
    telling.list_as_lost(
        document, "REVOKED", on=revocation.office.local_date(at), circumstance="Revoked by the authority",
        reference=revocation.reference, by=by, at=at,
    )  # fmt: skip
    telling.alert_consular(revocation, by=by, at=at)


def overturned(revocation, *, by, at, reason):
    """As if it had not been; but what was reported lost meanwhile stays lost."""
    document = documents.hold(revocation.document)
    Lookout.objects.filter(revocation=revocation, lifted_at=None).update(lifted_at=at, lifted_by=by)
    restore = workflow.DOCUMENT.steps["restore"]
    if document.ended == TravelDocument.Ended.REVOKED and document.status in restore.sources:
        workflow.DOCUMENT.take(document, "restore", by=by, at=at, given={"told": ""})
        rows = LossReport.objects.unrestricted(purpose="losses of one document").filter(document=document)
        if lost := rows.exclude(status=LossReport.Status.DATA_ERROR).first():
            step = {"LOST": "lose", "STOLEN": "steal"}[lost.kind]
            workflow.DOCUMENT.take(document, step, by=by, at=at, given={"told": ""})
    telling.take_off_list(
        document, "REVOKED", reason=reason, reference=revocation.reference, by=by,
        also_by=revocation.hearing_officer, at=at,
    )  # fmt: skip


def _begin(revocation, step, *, by, at, given):
    """Start the clocks of a step, each from the day that the regulation names."""
    owner, on = revocation.entered_by, given.get("on")
    for rule in step.starts:
        if rule == rules.EVIDENCE:
            _evidence(revocation, by=by, at=at)
        elif rule == rules.CONTINUED:
            days = (revocation.hearing_on - given["was_on"]) // timedelta(days=1)
            clocks.start(revocation, rule, owner=owner, by=by, at=at, since=given["was_on"], days=days)
        elif rule == rules.DECISION:
            last = _last(revocation)
            clocks.start(revocation, rule, owner=last, by=by, at=at, since=on)
        else:
            clocks.start(revocation, rule, owner=owner, by=by, at=at, since=on)


def _evidence(revocation, *, by, at):
    """Counted back from the day of the hearing, which may move."""
    dates.supersede(
        target=revocation, rule=rules.EVIDENCE, by=by, at=at, reason="The hearing has another day."
    )
    if not revocation.evidence_on:
        owner, day = revocation.entered_by, revocation.hearing_on
        clocks.start(revocation, rules.EVIDENCE, owner=owner, by=by, at=at, since=day)


def _last(revocation):
    """Who decides last, here or up the chain, without having taken part."""
    from cases.travel_documents.register.revoking import decides_last
    from secoffice.accounts.models import User

    offices = [office.pk for office in revocation.office.chain()]
    people = User.objects.present().filter(office__in=offices).with_role("DEC_OFF", "DIRECTOR").order_by("pk")
    fit = (one for one in people if not decides_last(one, revocation) and revocation.is_visible_to(one))
    return next(fit, None)
