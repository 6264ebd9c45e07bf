"""Revocations: proposed, decided by somebody else, served, heard, and the book demanded back (22 CFR 51.60–51.74)."""

from django.db import IntegrityError, transaction

from cases.numbers import next_number
from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register import grounds, revoking, workflow
from cases.travel_documents.register.actions import clocks, documents, knowing, telling
from cases.travel_documents.register.models import Reason, Revocation, TravelDocument
from cases.travel_documents.staff import works_here
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.deadlines import actions as dates
from secoffice.deadlines.models import Deadline
from secoffice.deadlines.rules import in_force
from secoffice.workflow import StepRefused

SERIES = "Q"
D = TravelDocument.Status
LATE = "The request was received after {day:%-d %B %Y}; the revocation is final (22 CFR 51.70)."
AGAIN = "A revocation of this document is on its way, or was decided already."


def propose(*, document, by, key, codes, summary, case=None, marking="", at=None):
    """Propose to revoke a document on these grounds. The same key by the same person gives the proposal already made.
    Raises StepRefused, MarkingError."""
    sent = Revocation._base_manager.filter(key=key, entered_by=by)
    if made := sent.first():
        return made
    try:
        given = {"codes": codes, "summary": summary, "case": case, "marking": marking}
        return _propose(document, by=by, key=key, at=clocks.now(at), **given)
    except IntegrityError:
        if made := sent.first():
            return made
        raise StepRefused(AGAIN) from None


@transaction.atomic
def _propose(document, *, by, key, codes, summary, case, marking, at):
    if why := may_propose(by, documents.hold(document)):
        raise StepRefused(why)
    if not codes or not set(codes) <= grounds.GROUNDS.keys():
        raise StepRefused("State at least one ground.")
    if case and not case.is_visible_to(by):
        raise StepRefused("There is no such case.")
    row = Revocation(
        key=key, office=document.office, document=document, case=case, summary=summary, entered_by=by,
        entered_at=at, status_at=at,
    )  # fmt: skip
    row.set_marking(marking or document.marking)
    row.reference = next_number(row.office, row.office.local_date(at), series=SERIES)
    row.save(force_insert=True)
    Reason.objects.bulk_create(Reason(revocation=row, code=code) for code in dict.fromkeys(codes))
    _share(row, by=by, at=at)
    trail.record("revocation proposed", row, by=by, marking=row.marking, detail={"grounds": codes}, at=at)
    telling.line(document, "proposed", "Revocation proposed", by=by, at=at, text=summary, revocation=row)
    owner = decider(row)
    clocks.start(row, rules.DECIDE, owner=owner, by=by, at=at)
    telling.notify(row, [owner] if owner else [], "decide on a proposal", by=by, at=at)
    return row


def may_propose(user, document):
    """The sentence why this person may not propose it; "" where they may."""
    if not document.is_visible_to(user):
        return "There is no such document."
    if not works_here(user):
        return documents.NOT_HERE
    if user.pk == document.staff_id:
        return "It is your own document; somebody else decides about it."
    if document.status in (D.REVOKED, D.DESTROYED):
        return f"The document is {document.get_status_display().lower()} already."
    if is_being_revoked(document):
        return AGAIN
    return ""


def running():
    """Revocations that stand, whatever their state."""
    return Revocation._base_manager.exclude(status__in=("REFUSED", "WITHDRAWN", "OVERTURNED"))


def is_being_revoked(document):
    """A page brings the answer along."""
    known = document.__dict__.get("is_being_revoked")
    return running().filter(document=document).exists() if known is None else known


@transaction.atomic
def take(*, revocation, name, by, reason="", at=None, **given):
    """Take a step; `given` are the fields of its form. Raises StepRefused."""
    at = clocks.now(at)
    held = Revocation._base_manager.select_for_update().get(pk=revocation.pk)
    if not revocation.is_visible_to(by):
        raise StepRefused("There is no such revocation.")
    told = given | {"by": by, "was_on": held.hearing_on}
    if check := CHECKS.get(name):
        check(held, told, at)
    return revoking.REVOCATION.take(revocation, name, by=by, reason=reason, at=at, given=told)


@transaction.atomic
def surrendered(*, revocation, on, how, by, at=None):
    """The book came back: the demand is met, and the document is with the office."""
    at = clocks.now(at)
    held = Revocation._base_manager.select_for_update().get(pk=revocation.pk)
    if why := why_not_surrendered(by, held):
        raise StepRefused(why)
    _has_come(held, on, at)
    given = {"surrendered_on": on, "surrendered_how": how}
    Revocation._base_manager.filter(pk=revocation.pk).update(**given)
    for name, value in given.items():
        setattr(revocation, name, value)
    document = documents.hold(revocation.document)
    trail.record("document surrendered", revocation, by=by, reason=how, at=at)
    telling.line(
        document, "came back", "The document came back", by=by, at=at, text=how, revocation=revocation
    )
    dates.meet(target=revocation, rule=rules.SURRENDER, by=by, at=at)
    if document.status in workflow.VALID_NOT:
        told = {"reason": how, "at": at, "given": {"told": ""}}
        workflow.DOCUMENT.take(document, "surrender", by=by, **told)
    return revocation


def why_not_surrendered(user, revocation):
    if not revocation.is_visible_to(user):
        return "There is no such revocation."
    if not revocation.in_force:
        return "Surrender is demanded once the revocation is approved."
    if revocation.surrendered_on:
        return "It came back already."
    return workflow.keeps(user, revocation.document)


# What must be true of the days of a step


def _has_come(revocation, on, at):
    if on > revocation.office.local_date(at):
        raise StepRefused("This day has not come yet.")


def _notified(revocation, given, at):
    _has_come(revocation, given["on"], at)
    if given["on"] < revocation.office.local_date(revocation.approved_at):
        raise StepRefused("That was before the revocation was approved.")


def _served(revocation, given, at):
    _has_come(revocation, given["on"], at)
    if revocation.notice_on and given["on"] < revocation.notice_on:
        raise StepRefused("That was before the notice was sent.")


def _requested(revocation, given, at):
    """Received within sixty days after the person received the notice (51.70(a)), as the clock has it."""
    _has_come(revocation, given["on"], at)
    if revocation.served_on and given["on"] < revocation.served_on:
        raise StepRefused("That was before the notice was received.")
    row = Deadline.objects.open().for_target(revocation).filter(rule=rules.REQUEST).first()
    if row and given["on"] > row.due_on:
        raise StepRefused(LATE.format(day=row.due_on))


def _scheduled(revocation, given, at):
    if given["hearing_on"] <= revocation.office.local_date(at):
        raise StepRefused("Choose a day after today.")
    took_part = (revocation.entered_by_id, revocation.approved_by_id)
    if given["officer"].pk in took_part:
        raise StepRefused("The hearing officer is somebody who neither proposed nor approved it.")
    if not revocation.is_visible_to(given["officer"]):
        knowing.let_hear(revocation, given["officer"], by=given["by"], at=at)
    if not revocation.is_visible_to(given["officer"]):
        raise StepRefused("The hearing officer is somebody whom nothing keeps out of it.")


def _evidence_sent(revocation, given, at):
    _has_come(revocation, given["on"], at)
    if revocation.hearing_on and given["on"] >= revocation.hearing_on:
        raise StepRefused("The evidence is sent before the hearing.")


def _put_off(revocation, given, at):
    """At most so long, and asked for so long before (51.71)."""
    _has_come(revocation, given["on"], at)
    if not revocation.hearing_on:
        return
    office, was = revocation.office, revocation.hearing_on
    where = {"days_calendar": office.calendar.working_days(), "tz": office.tz, "trigger_on": was}
    last_to_ask = in_force(rules.ASKED_BEFORE).work_out(**where).due_on
    if given["on"] > last_to_ask:
        raise StepRefused(f"It had to be asked for by {last_to_ask:%-d %B %Y}.")
    latest = in_force(rules.CONTINUED).work_out(**where).due_on
    if not was < given["until"] <= latest:
        raise StepRefused(f"Choose a day after {was:%-d %B %Y} and up to {latest:%-d %B %Y}.")


def _heard(revocation, given, at):
    _has_come(revocation, given["on"], at)
    if revocation.hearing_on and given["on"] < revocation.hearing_on:
        raise StepRefused("That was before the day of the hearing.")


CHECKS = {
    "notify": _notified,
    "serve": _served,
    "serve_final": _served,
    "request": _requested,
    "schedule": _scheduled,
    "evidence": _evidence_sent,
    "put_off": _put_off,
    "hear": _heard,
}


def _share(row, *, by, at):
    """The desk, and those who decide; the document goes with it. Its holder learns of it by the notice."""
    knowing.share(row, by=by, at=at)
    knowing.share_with_deciders(row, by=by, at=at)
    knowing.share_with_deciders(row.document, by=by, at=at)
    knowing.keep_out(row, row.document.holder, by=by, at=at)


def decider(row):
    """Who is asked: the first fit to decide, at the office before up the chain."""
    offices = [office.pk for office in row.office.chain()]
    people = User.objects.present().filter(office__in=offices).with_role(*revoking.DECIDERS).order_by("pk")
    fit = [one for one in people if not revoking.decides(one, row) and row.is_visible_to(one)]
    return min(fit, key=lambda one: offices.index(one.office_id), default=None)
