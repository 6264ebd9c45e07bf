"""What the office that asks does once a lead is out: chases it, changes its precedence, decides on the reply."""

from django.db import transaction

from cases.actions.timeline import now
from cases.actions.timeline import tell as tell_case
from cases.leads import workflow
from cases.leads.actions import clocks, telling
from cases.leads.actions.working import allow
from cases.leads.models import OUT, Lead, Line, Reply
from cases.models import Attachment, Priority
from secoffice.audit import trail
from secoffice.workflow import StepRefused


@transaction.atomic
def chase(*, lead, by, text, key, at=None):
    """Ask how far it is; whoever owes the reply is told. The same form sent twice chases once."""
    at = now(at)
    if line := Line.objects.filter(key=key, lead=lead, by=by).first():
        return line
    allow(by, lead, workflow.asks, OUT)
    line = telling.add_line(lead, "chased", f"Chased by {lead.from_office}", by=by, at=at, text=text, key=key)
    telling.of_case(lead, "chased", by=by, at=at, text=text)
    trail.record("lead chased", lead, by=by, reason=text, at=at)
    telling.notify(lead, telling.RECEIVER, "the reply to a lead is asked for", by=by, at=at)
    return line


@transaction.atomic
def change_precedence(*, lead, by, precedence, reason, at=None):
    """Another precedence is another clock, counted from now."""
    at = now(at)
    allow(by, lead, workflow.asks, OUT)
    if precedence == lead.precedence:
        raise StepRefused("The lead has this precedence already.")
    was, lead.precedence = lead.get_precedence_display(), Priority(precedence)
    Lead._base_manager.filter(pk=lead.pk).update(precedence=precedence)
    clocks.start_reply(lead, by=by, at=at)
    says = f"Precedence changed from {was.lower()} to {lead.get_precedence_display().lower()}"
    telling.add_line(lead, "precedence", says, by=by, at=at, text=reason)
    telling.of_case(lead, says, by=by, at=at, text=reason)
    trail.record("lead precedence", lead, by=by, reason=reason, detail={"to": precedence}, at=at)
    telling.notify(lead, telling.RECEIVER, "the precedence of a lead changed", by=by, at=at)


@transaction.atomic
def accept_reply(*, lead, by, reason="", at=None):
    """The reply answers it: the lead is closed, and the files of the reply are put with those of the case."""
    at = now(at)
    allow(by, lead, workflow.asks)
    workflow.take(lead, "close", by=by, reason=reason, at=at)
    reply = _decide(lead, Reply.State.ACCEPTED, by=by, at=at)
    for enclosure in reply.enclosures.select_related("stored") if reply else ():
        _file(lead, enclosure, by=by, at=at)
    return lead


@transaction.atomic
def return_reply(*, lead, by, missing, at=None):
    """The reply lacks something: it goes back, and the clock of the precedence starts again."""
    at = now(at)
    allow(by, lead, workflow.asks)
    workflow.take(lead, "return", by=by, reason=missing, at=at)
    _decide(lead, Reply.State.RETURNED, by=by, at=at, missing=missing)
    return lead


@transaction.atomic
def cancel(*, lead, by, reason, at=None):
    """Call a lead off, sent or not; a reply that waits is overtaken."""
    at = now(at)
    allow(by, lead, workflow.asks)
    workflow.take(lead, "cancel", by=by, reason=reason, at=at)
    _decide(lead, Reply.State.OVERTAKEN, by=by, at=at)
    return lead


def _decide(lead, state, *, by, at, missing=""):
    reply = lead.replies.filter(state=Reply.State.WAITING).first()
    if reply:
        told = {"state": state, "decided_by": by, "decided_at": at, "missing": missing}
        Reply.objects.filter(pk=reply.pk).update(**told)
    return reply


def _file(lead, enclosure, *, by, at):
    """A file of the reply joins the case's own, with where it came from."""
    describes = f"Reply to lead L{lead.number:02d}. {enclosure.describes}"[:200].strip()
    given = {"stored": enclosure.stored, "name": enclosure.name, "describes": describes, "by": by, "at": at}
    attached = Attachment.objects.create(case=lead.case, **given)
    trail.record("attached", lead.case, by=by, detail={"attachment": attached.pk}, at=at)
    tell_case(
        lead.case, "attached", f"Attached {enclosure.name}", by=by, at=at, attachment=attached, text=describes
    )
