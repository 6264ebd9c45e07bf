"""What the receiving office does with a lead: takes it, gives it to an officer, works it, replies."""

from django.db import IntegrityError, transaction

from cases.actions.timeline import now
from cases.leads import workflow
from cases.leads.actions import clocks, sharing, telling
from cases.leads.models import Answer, Enclosure, Lead, Line, Reply, Status
from cases.workflow import kept_out
from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.workflow import StepRefused

GIVEN = (Status.RECEIVED, Status.ACCEPTED, Status.IN_WORK, Status.RETURNED)
WORKED = (Status.ACCEPTED, Status.IN_WORK, Status.RETURNED)


def hold(lead):
    """Two who work on one lead at the same moment take turns; the second sees what the first did."""
    fresh = Lead._base_manager.select_for_update().get(pk=lead.pk)
    for name in ("status", "precedence", "assigned_to_id", "version"):
        setattr(lead, name, getattr(fresh, name))
    return lead


def allow(by, lead, guard, statuses=None):
    """The lead held, or StepRefused with the sentence of the guard."""
    hold(lead)
    if not lead.is_visible_to(by):
        raise StepRefused("There is no such lead.")
    if why := guard(by, lead):
        raise StepRefused(why)
    if statuses and lead.status not in statuses:
        raise StepRefused(f"That is not possible while the lead is “{lead.get_status_display()}”.")


@transaction.atomic
def accept(*, lead, by, officer=None, at=None):
    """Accept a lead, and give it to an officer at once where one is named."""
    workflow.take(lead, "accept", by=by, at=at)
    if officer:
        assign(lead=lead, officer=officer, by=by, at=at)
    return lead


@transaction.atomic
def assign(*, lead, officer, by, reason="", at=None):
    """Give a lead to an officer of the receiving office; they are let in to this lead and owe the reply."""
    at = now(at)
    allow(by, lead, workflow.takes, GIVEN)
    _give(lead, officer, by=by, at=at, reason=reason)
    trail.record("lead assigned", lead, by=by, reason=reason, detail={"officer": officer.pk}, at=at)
    telling.notify(lead, telling.RECEIVER, "a lead was given to you", by=by, at=at)


@transaction.atomic
def hand_over(*, lead, giver, receiver, by, at=None):
    """Leave and departure: whoever keeps staff hands a lead on without seeing it."""
    at = now(at)
    if hold(lead).assigned_to_id != giver.pk:
        return
    _give(lead, receiver, by=by, at=at, reason=f"Hand-over from {giver}")
    trail.record("lead handed over", lead, by=by, detail={"from": giver.pk, "to": receiver.pk}, at=at)
    telling.notify(lead, telling.RECEIVER, "a lead was handed over to you", by=by, at=at)


@transaction.atomic
def keep_out(*, lead, user, by, at=None):
    """Somebody was recused from the case: they work its leads no more, and owe nothing for them."""
    at = now(at)
    sharing.bar(lead, user_id=user.pk, by_id=by.pk if by else None, at=at)
    if hold(lead).assigned_to_id == user.pk and not lead.is_over:
        Lead._base_manager.filter(pk=lead.pk).update(assigned_to=None)
        lead.assigned_to = None
        telling.add_line(lead, "assigned", "Needs another officer", by=None, at=at)
        telling.notify(lead, telling.RECEIVER, "a lead needs another officer", by=by, at=at)
    clocks.take_from(lead, user, by=by, at=at)


def _give(lead, officer, *, by, at, reason):
    if officer.office_id != lead.to_office_id:
        raise StepRefused(f"{officer} works at another office. A lead is worked where it was received.")
    if kept_out(officer, lead) or kept_out(officer, lead.case):
        raise StepRefused(f"{officer} cannot be given this lead.")
    sharing.let_work(lead, officer, by=by, at=at)
    lead.assigned_to = officer
    Lead._base_manager.filter(pk=lead.pk).update(assigned_to=officer)
    clocks.hand(lead, officer, by=by, at=at)
    telling.add_line(lead, "assigned", f"Given to {officer}", by=by, at=at, text=reason)


@transaction.atomic
def note(*, lead, by, text, key, at=None):
    """A note that both offices read. The same form sent twice gives the line already there."""
    at = now(at)
    if line := Line.objects.filter(key=key, lead=lead, by=by).first():
        return line
    allow(by, lead, workflow.takes_part)
    line = telling.add_line(lead, "note", "Note", by=by, at=at, text=text, key=key)
    trail.record("lead note", lead, by=by, detail={"line": line.pk}, at=at)
    return line


def enclose(*, lead, by, upload, key, describes="", at=None):
    """Keep a file for the reply. The office that asks sees it once it is sent. Raises FileRefused."""
    at, sent = now(at), Enclosure.objects.filter(key=key, by=by, lead=lead)
    if made := sent.first():
        return made
    try:
        return _enclose(lead, upload, by=by, key=key, describes=describes, at=at)
    except IntegrityError:
        if made := sent.first():
            return made
        raise


@transaction.atomic
def _enclose(lead, upload, *, by, key, describes, at):
    allow(by, lead, workflow.works, WORKED)
    stored = files.store(upload=upload, by=by, at=at)
    made = Enclosure.objects.create(
        key=key,
        lead=lead,
        stored=stored,
        name=files.safe_name(upload.name),
        describes=describes,
        by=by,
        at=at,
    )
    detail = {"enclosure": made.pk, "digest": stored.digest}
    trail.record("enclosed", lead, by=by, detail=detail, at=at)
    return made


@transaction.atomic
def reply(*, lead, by, text, key, answers=None, enclosures=(), at=None):
    """Answer a lead: `answers` maps questions to texts, `enclosures` are files kept for the reply."""
    at = now(at)
    if made := Reply.objects.filter(key=key, lead=lead, by=by).first():
        return made
    allow(by, lead, workflow.works, WORKED)
    made = Reply.objects.create(key=key, lead=lead, by=by, at=at, text=text)
    given = {question: said for question, said in (answers or {}).items() if said.strip()}
    if any(question.lead_id != lead.pk for question in given):
        raise StepRefused("A question of another lead cannot be answered here.")
    Answer.objects.bulk_create(Answer(reply=made, question=q, text=said) for q, said in given.items())
    own = lead.enclosures.filter(attachment=None, reply=None, pk__in=[each.pk for each in enclosures])
    own.update(reply=made)
    workflow.take(lead, "reply", by=by, at=at)
    return made
