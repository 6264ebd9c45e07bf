"""Losses (domain C.12): recorded once, in force at once, undone only by two persons who say it was an error."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from cases.numbers import next_number
from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register import printed, workflow
from cases.travel_documents.register.actions import clocks, documents, knowing, telling
from cases.travel_documents.register.models import Flag, LossReport, TravelDocument
from cases.travel_documents.staff import works_here
from secoffice.audit import trail
from secoffice.people import normal
from secoffice.workflow import StepRefused

SERIES = "P"
TOLD = (
    *("type", "issuer", "number", "name", "born", "birthplace", "happened_on", "place", "how"),
    *("police_report", "police_at", "earlier_losses", "reported_by"),
)
STEP = {"LOST": "lose", "STOLEN": "steal"}


def report(*, office, by, key, kind, document=None, person=None, marking="", at=None, **told):
    """Record a loss. `told` are fields of LossReport (see TOLD). The document is `document`, else the one of this
    issuer, type and number, entered where nobody has it yet; without a number the report stands alone until it is
    known. The same loss again gives the report that stands. Raises StepRefused, MarkingError."""
    sent = LossReport._base_manager.filter(key=key, entered_by=by)
    if made := sent.first():
        return made
    given = {"kind": kind, "document": document, "person": person, "marking": marking, "told": told}
    try:
        return _report(office, by=by, key=key, at=clocks.now(at), **given)
    except IntegrityError:
        if made := sent.first():
            return made
        raise


@transaction.atomic
def _report(office, *, by, key, kind, document, person, marking, told, at):
    _may_report(by, office, document)
    document = document or _document_of(told, office, by=by, key=key, at=at)
    if document and (standing := _standing(documents.hold(document), kind, by)):
        return standing
    row = LossReport(
        key=key, office=office, entered_by=by, entered_at=at, status_at=at, kind=kind, document=document,
        person=person or (document.holder if document else None),
    )  # fmt: skip
    _fill(row, told)
    row.set_marking(marking)
    row.reference = next_number(office, office.local_date(at), series=SERIES)
    row.save(force_insert=True)
    knowing.share(row, by=by, at=at)
    trail.record("loss recorded", row, by=by, marking=row.marking, detail={"kind": kind}, at=at)
    telling.put_report_in_index(row)
    if document:
        _take_effect(row, document, by=by, at=at)
    _raise_flag(row, by=by, at=at)
    if by.pk != (document and document.staff_id):
        knowing.keep_out(row, row.person, by=by, at=at)
    return row


@transaction.atomic
def identify(*, report, issuer, type, number, by, at=None):
    """The number became known: from now the document is invalid."""
    at = clocks.now(at)
    held = LossReport._base_manager.select_for_update().get(pk=report.pk)
    if not report.is_visible_to(by):
        raise StepRefused("There is no such report.")
    if why := workflow.of_the_desk(by, report):
        raise StepRefused(why)
    if held.document_id or not held.stands:
        raise StepRefused("Its document is known already, or the report was recorded in error.")
    told = {"issuer": issuer, "type": type, "number": number, "name": report.name, "born": report.born}
    document = _document_of(told, report.office, by=by, key=report.key, at=at)
    if document is None:
        raise StepRefused("Give the issuer and the number of the document.")
    report.document, report.type = documents.hold(document), type
    report.issuer, report.number = printed.normal_issuer(issuer), number
    report.person = report.person or document.holder
    report.save(update_fields=["document", "type", "issuer", "number", "person"])
    trail.record("lost document identified", report, by=by, detail={"document": document.pk}, at=at)
    telling.put_report_in_index(report)
    _take_effect(report, document, by=by, at=at)
    if flag := Flag._base_manager.filter(report=report).first():  # it may only now be known whom it means
        knowing.keep_out(flag, report.person, by=by, at=at)
    return report


@transaction.atomic
def take(*, report, name, by, reason, at=None):
    """Ask for a correction, confirm it or let the report stand. What two persons confirm was an error is undone, for
    the document and for the lists, in the same transaction."""
    at = clocks.now(at)
    LossReport._base_manager.select_for_update().get(pk=report.pk)
    if not report.is_visible_to(by):
        raise StepRefused("There is no such report.")
    workflow.LOSS.take(report, name, by=by, reason=reason, at=at, given={"by": by})
    if name == "ask":
        clocks.start(report, rules.CORRECTION, owner=_second(report), by=by, at=at)
    if name == "confirm" and report.document:
        _undo(report, by=by, at=at, reason=report.asked_why)
    return report


@transaction.atomic
def screen(*, flag, name, by, reason, at=None):
    """Answer a flag: nothing to it, or referred."""
    if not flag.is_visible_to(by):
        raise StepRefused("There is no such flag.")
    return workflow.FLAG.take(flag, name, by=by, reason=reason, at=clocks.now(at), given={"by": by})


def losses_of(report):
    """How many documents this person lost, this one included: by handle, or by the same name and whole date of birth;
    or more, where they say so themselves."""
    same = Q(pk=report.pk)
    if person := report.person:
        oldest = person.canonical_id or person.pk
        same |= Q(person=person) | Q(person=oldest) | Q(person__canonical=oldest)
    if report.born and "?" not in report.born:
        same |= Q(name_normal=report.name_normal, born=report.born)
    rows = LossReport.objects.unrestricted(purpose="losses of one person").filter(same)
    rows = rows.exclude(status=LossReport.Status.DATA_ERROR).values_list("pk", "document")
    found = {f"document {document}" if document else f"report {pk}" for pk, document in rows}
    return max(len(found), report.earlier_losses + 1)


def _may_report(by, office, document):
    if office is None:
        raise StepRefused(documents.NO_OFFICE)
    own = document is not None and document.staff_id == by.pk
    if not works_here(by) and not own:
        raise StepRefused(documents.NOT_HERE)
    if document is not None and not document.is_visible_to(by):
        raise StepRefused("There is no such document.")


def _document_of(told, office, *, by, key, at):
    """The document of this issuer, type and number, whoever keeps it: a loss is in force everywhere. A new one where
    nobody has it; None without a number."""
    number = printed.normal_number(told.get("number") or "")
    issuer = printed.normal_issuer(told.get("issuer") or "")
    if not number or not issuer:
        return None
    rows = TravelDocument.objects.unrestricted(purpose="a loss is recorded whoever keeps the document")
    known = rows.filter(issuer=issuer, type=told["type"], number_normal=number).first()
    return known or documents.enter(
        office=office, by=by, key=key, at=at, issuer=issuer, type=told["type"], number=told["number"],
        name_visual=told["name"], born=told.get("born", ""),
    )  # fmt: skip


def _standing(document, kind, by):
    """The report that stands for this loss already, as far as this person may know of it."""
    rows = LossReport.objects.visible_to(by).filter(document=document)
    standing = rows.exclude(status=LossReport.Status.DATA_ERROR).first()
    if standing and standing.kind != kind:
        said = standing.get_kind_display().lower()
        raise StepRefused(
            f"It is recorded as {said} already, {standing.reference}. If that was wrong, have it corrected."
        )
    return standing


def _fill(row, told):
    for name, value in told.items():
        if name not in TOLD:
            raise TypeError(f"A loss report has no field {name}.")
        setattr(row, name, value)
    if row.document:
        row.type, row.issuer, row.number = row.document.type, row.document.issuer, row.document.number
    row.name_normal = normal.name(row.name)
    if row.earlier_losses is None:
        row.earlier_losses = 0


def _take_effect(row, document, *, by, at):
    """Invalid for ever, from now: the document, and the lists."""
    step = STEP[row.kind]
    if document.status in workflow.DOCUMENT.steps[step].sources:
        workflow.DOCUMENT.take(document, step, by=by, at=at, given={"told": ""})
    else:
        telling.line(document, "reported", f"Reported {row.get_kind_display().lower()}", by=by, at=at)
    telling.list_as_lost(
        document, row.kind, on=row.happened_on or row.office.local_date(at), circumstance=row.place,
        reference=row.reference, by=by, at=at,
    )  # fmt: skip


def _raise_flag(row, *, by, at):
    """Too many losses of one person are screened for passport fraud; whoever is meant does not learn of it."""
    losses = losses_of(row)
    if losses < settings.LOSSES_SCREENED:
        return
    flag = Flag(
        office=row.office, entered_by=None, entered_at=at, status_at=at, report=row, losses=losses,
        reference=f"{row.reference}/F",
    )  # fmt: skip
    flag.set_marking(row.marking)
    flag.save(force_insert=True)
    knowing.share_with_desk(flag, by=by, at=at)
    trail.record("losses flagged", flag, by=by, detail={"losses": losses}, at=at)
    knowing.keep_out(flag, row.person, by=by, at=at)
    owner = clocks.somebody(flag, *clocks.SCREENS)
    clocks.start(flag, rules.SCREEN, owner=owner, by=by, at=at)
    telling.notify(flag, [owner] if owner else [], "screen repeated losses", by=by, at=at)


def _second(report):
    whose = report.document.staff_id if report.document_id else None
    return clocks.somebody(report, "DOC_EXAM", "CONS_LIA", "RSO", but=(report.asked_by_id, whose))


def _undo(report, *, by, at, reason):
    """The document is valid again where this report alone made it invalid; the lists hear of it in any case."""
    document = documents.hold(report.document)
    rows = LossReport.objects.unrestricted(purpose="losses of one document").filter(document=document)
    others = rows.exclude(pk=report.pk).exclude(status=LossReport.Status.DATA_ERROR)
    if others.exists():
        return
    correct = workflow.DOCUMENT.steps["correct"]
    if document.ended == TravelDocument.Ended.REPORTED and document.status in correct.sources:
        workflow.DOCUMENT.take(document, "correct", by=by, at=at, reason=reason, given={"told": ""})
    telling.take_off_list(
        document,
        report.kind,
        reason=reason,
        reference=report.reference,
        by=by,
        also_by=report.asked_by,
        at=at,
    )
